-- How many there are of a variant at a place. Whoever changes it holds this row's lock.
create table public.stock_levels (
  tenant_id uuid not null,
  variant_id uuid not null,
  place_id uuid not null,
  on_hand integer not null default 0,
  reserved integer not null default 0,
  value_cents bigint not null default 0,
  primary key (tenant_id, variant_id, place_id),
  foreign key (tenant_id, variant_id) references public.product_variants (tenant_id, id) on delete cascade,
  foreign key (tenant_id, place_id) references public.stock_places (tenant_id, id) on delete cascade,
  constraint stock_is_never_negative check (on_hand >= 0 and reserved >= 0 and reserved <= on_hand),
  constraint value_is_never_negative check (value_cents >= 0 and (on_hand > 0 or value_cents = 0))
) with (fillfactor = 50);

alter table public.stock_levels enable row level security;

create policy select_desk on public.stock_levels for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index stock_levels_place on public.stock_levels (tenant_id, place_id);

comment on table public.stock_levels is 'on_hand is the sum of the moves'' on_hand, reserved the sum of open holds; available is their difference. app.post_stock alone writes here, in the transaction of the move.';
comment on column public.stock_levels.value_cents is 'What the units cost together, to the cent. The average is a quotient and is never kept, so no cent is lost by rounding.';

revoke all on public.stock_levels from anon, authenticated, service_role;
grant select on public.stock_levels to authenticated, service_role;
