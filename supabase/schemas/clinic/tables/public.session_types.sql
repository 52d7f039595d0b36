create table public.session_types (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  name text not null,
  name_key text not null generated always as (app.normalize_text(name)) stored,
  minutes smallint not null default 50,
  price_cents integer,
  color text not null default 'gray',
  capacity smallint not null default 1,
  is_online boolean not null default false,
  charges_once boolean not null default false,
  position integer not null default 100,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint session_type_name_is_unique unique (tenant_id, name_key),
  constraint session_type_name_is_one_plain_line check (name = app.normalize_name(name) and char_length(name) between 2 and 60),
  constraint minutes_of_a_session check (minutes between 5 and 720),
  constraint price_is_not_negative check (price_cents between 0 and 100000000),
  constraint capacity_of_a_session check (capacity between 1 and 100),
  constraint session_type_color_is_known check (color in ('gray', 'red', 'orange', 'amber', 'green', 'teal', 'blue', 'violet', 'pink'))
);

alter table public.session_types enable row level security;

create policy select_members on public.session_types for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create trigger session_types_touch before update on public.session_types
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.session_types is 'What a clinic offers: how long it takes, what it costs, how many take part.';
comment on column public.session_types.charges_once is 'A couple or a family pays once a session, by who stands first; otherwise each participant pays.';
comment on column public.session_types.capacity is 'How many people: 1 for one, 2 for a couple, more for a group.';

-- No write grants: save_session_type and archive_session_type decide.
revoke all on public.session_types from anon, authenticated;
grant select on public.session_types to authenticated;
grant select, insert, update, delete on public.session_types to service_role;
