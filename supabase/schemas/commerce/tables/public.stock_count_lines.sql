-- What was counted of a variant, and how many there should have been at that moment.
create table public.stock_count_lines (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  count_id uuid not null,
  variant_id uuid not null,
  lot_id uuid,
  counted integer not null,
  expected integer not null,
  difference integer not null generated always as (counted - expected) stored,
  counted_by uuid,
  counted_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, count_id) references public.stock_counts (tenant_id, id) on delete cascade,
  foreign key (tenant_id, variant_id) references public.product_variants (tenant_id, id) on delete cascade,
  foreign key (tenant_id, lot_id) references public.stock_lots (tenant_id, id) on delete cascade,
  constraint counted_once unique nulls not distinct (tenant_id, count_id, variant_id, lot_id),
  constraint counted_is_a_number check (counted between 0 and 1000000)
);

alter table public.stock_count_lines enable row level security;

create policy select_desk on public.stock_count_lines for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index stock_count_lines_variant on public.stock_count_lines (tenant_id, variant_id);
create index stock_count_lines_lot on public.stock_count_lines (tenant_id, lot_id) where lot_id is not null;

comment on table public.stock_count_lines is 'Lines of counts. The difference is against the level of that moment, so what is sold before the count is closed stays sold.';

-- No write grants: count_stock decides.
revoke all on public.stock_count_lines from anon, authenticated;
grant select on public.stock_count_lines to authenticated;
grant select, insert, update, delete on public.stock_count_lines to service_role;
