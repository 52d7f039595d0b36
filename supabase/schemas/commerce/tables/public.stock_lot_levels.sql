-- How many there are of a lot at a place: a part of the level of its variant.
create table public.stock_lot_levels (
  tenant_id uuid not null,
  lot_id uuid not null,
  place_id uuid not null,
  on_hand integer not null default 0,
  primary key (tenant_id, lot_id, place_id),
  foreign key (tenant_id, lot_id) references public.stock_lots (tenant_id, id) on delete cascade,
  foreign key (tenant_id, place_id) references public.stock_places (tenant_id, id) on delete cascade,
  constraint lot_is_never_negative check (on_hand >= 0)
);

alter table public.stock_lot_levels enable row level security;

create policy select_desk on public.stock_lot_levels for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index stock_lot_levels_place on public.stock_lot_levels (tenant_id, place_id);

comment on table public.stock_lot_levels is 'Changed under the lock of the level of the variant, by app.post_stock alone. Units that came in before lots were switched on have none.';

revoke all on public.stock_lot_levels from anon, authenticated, service_role;
grant select on public.stock_lot_levels to authenticated, service_role;
