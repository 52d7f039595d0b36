-- Lines of purchase orders.
create table public.purchase_order_items (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  purchase_id uuid not null,
  variant_id uuid not null,
  quantity integer not null,
  received integer not null default 0,
  cost_cents integer not null default 0,
  position smallint not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, purchase_id) references public.purchase_orders (tenant_id, id) on delete cascade,
  foreign key (tenant_id, variant_id) references public.product_variants (tenant_id, id) on delete cascade,
  constraint ordered_once unique (tenant_id, purchase_id, variant_id),
  constraint never_more_than_ordered check (quantity > 0 and quantity <= 1000000 and received >= 0 and received <= quantity),
  constraint cost_is_an_amount check (cost_cents between 0 and 100000000)
);

alter table public.purchase_order_items enable row level security;

create policy select_desk on public.purchase_order_items for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index purchase_order_items_variant on public.purchase_order_items (tenant_id, variant_id);

comment on table public.purchase_order_items is 'Lines of purchase orders. received: what has arrived so far, the sum of the receipts.';

-- No write grants: save_purchase and receive_purchase decide.
revoke all on public.purchase_order_items from anon, authenticated;
grant select on public.purchase_order_items to authenticated;
grant select, insert, update, delete on public.purchase_order_items to service_role;
