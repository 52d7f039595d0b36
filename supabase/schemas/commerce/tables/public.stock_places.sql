-- Where things stand: a cupboard, a room, the reception.
create table public.stock_places (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  name text not null,
  is_default boolean not null default false,
  position smallint not null default 1,
  archived_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  constraint place_is_one_plain_line check (name = app.normalize_name(name) and char_length(name) between 2 and 60)
);

alter table public.stock_places enable row level security;

create policy select_desk on public.stock_places for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create unique index stock_places_default on public.stock_places (tenant_id) where is_default;

comment on table public.stock_places is 'Places of the stock. The default one is made by app.default_place with the first thing that comes in.';

-- No write grants: save_stock_place decides.
revoke all on public.stock_places from anon, authenticated;
grant select on public.stock_places to authenticated;
grant select, insert, update, delete on public.stock_places to service_role;
