create table public.notification_channels (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  provider text not null,
  family text not null default 'whatsapp',
  is_active boolean not null default false,
  connection_state text not null default 'unknown',
  display_name text constraint display_name_is_one_plain_line check (display_name = app.normalize_name(display_name)),
  phone text,
  connected_at timestamptz,
  last_event_at timestamptz,
  last_error text,
  shows_typing boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint one_channel_per_provider unique (tenant_id, provider),
  constraint provider_is_known foreign key (provider, family) references public.channel_kinds (kind, family) on delete restrict,
  constraint connection_state_is_known check (connection_state in ('open', 'connecting', 'close', 'unknown'))
);

alter table public.notification_channels enable row level security;

create unique index notification_channels_one_active on public.notification_channels (tenant_id, family) where is_active;
create index notification_channels_kind on public.notification_channels (provider, family);

create policy select_members on public.notification_channels for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create trigger notification_channels_touch before update on public.notification_channels
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.notification_channels is 'Channels of a clinic; of each family at most one is active (notification_channels_one_active).';
comment on column public.notification_channels.shows_typing is 'People see on their phones that the clinic writes or records, where the kind of channel can tell (channel_kinds.takes_typing).';

-- Written by the functions below only; hashes are not selectable even by admins.
revoke all on public.notification_channels from anon, authenticated;
grant select on public.notification_channels to authenticated;
grant select, insert, update, delete on public.notification_channels to service_role;
