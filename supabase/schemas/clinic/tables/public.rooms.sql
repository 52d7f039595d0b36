create table public.rooms (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  name text not null,
  name_key text not null generated always as (app.normalize_text(name)) stored,
  position integer not null default 100,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint room_name_is_unique unique (tenant_id, name_key),
  constraint room_name_is_one_plain_line check (name = app.normalize_name(name) and char_length(name) between 2 and 60)
);

alter table public.rooms enable row level security;

create policy select_members on public.rooms for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create trigger rooms_touch before update on public.rooms
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.rooms is 'Rooms of a clinic: nobody is booked twice into one.';

-- No write grants: save_room and archive_room decide.
revoke all on public.rooms from anon, authenticated;
grant select on public.rooms to authenticated;
grant select, insert, update, delete on public.rooms to service_role;
