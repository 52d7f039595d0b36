create table app.channel_routes (
  kind text not null,
  identity text not null,
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  channel_id uuid not null,
  claimed_at timestamptz not null default now(),
  primary key (kind, identity),
  constraint kind_is_known check (kind in ('instance', 'number', 'whatsapp_cloud', 'messenger', 'instagram'))
);

alter table app.channel_routes enable row level security;

create index channel_routes_channel on app.channel_routes (tenant_id, channel_id);

create policy select_nobody on app.channel_routes for select to authenticated using (false);

comment on table app.channel_routes is
  'Which channel an Evolution instance (its id at the server), the phone paired with it (E.164), and an account of Meta (phone number id, page, Instagram account) belong to; one clinic at a time.';

revoke all on app.channel_routes from anon, authenticated;
grant select, insert, update, delete on app.channel_routes to service_role;
