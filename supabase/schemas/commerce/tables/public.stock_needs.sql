-- Variants whose stock fell to their reorder point, until it is above it again.
create table public.stock_needs (
  tenant_id uuid not null,
  variant_id uuid not null,
  purchase_id uuid,
  opened_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, variant_id),
  foreign key (tenant_id, variant_id) references public.product_variants (tenant_id, id) on delete cascade,
  foreign key (tenant_id, purchase_id) references public.purchase_orders (tenant_id, id) on delete cascade
);

alter table public.stock_needs enable row level security;

create policy select_desk on public.stock_needs for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index stock_needs_purchase on public.stock_needs (tenant_id, purchase_id) where purchase_id is not null;

comment on table public.stock_needs is 'One need, one suggestion: while the row is there nothing is suggested again, also when the suggested order was cancelled.';

-- No write grants: app.suggest_purchases decides.
revoke all on public.stock_needs from anon, authenticated;
grant select on public.stock_needs to authenticated;
grant select, insert, update, delete on public.stock_needs to service_role;
