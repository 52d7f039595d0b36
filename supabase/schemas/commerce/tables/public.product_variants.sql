-- What is priced, stocked and sold.
create table public.product_variants (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  product_id uuid not null,
  choices text[] not null default '{}',
  sku text not null,
  barcode text,
  price_cents integer not null default 0,
  cost_cents integer not null default 0,
  tracks_stock boolean not null default false,
  uses_lots boolean not null default false,
  reorder_point integer,
  reorder_quantity integer,
  supplier_id uuid,
  position smallint not null default 1,
  archived_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, product_id) references public.products (tenant_id, id) on delete cascade,
  foreign key (tenant_id, supplier_id) references public.suppliers (tenant_id, company_id) on delete cascade,
  constraint sku_is_a_word check (sku ~ '^[A-Z0-9][A-Z0-9._/-]{0,39}$'),
  constraint barcode_is_a_gtin check (barcode ~ '^([0-9]{8}|[0-9]{12,14})$'),
  constraint price_is_an_amount check (price_cents between 0 and 100000000),
  constraint cost_is_an_amount check (cost_cents between 0 and 100000000),
  constraint lots_are_of_stock check (tracks_stock or not uses_lots),
  constraint reorder_is_of_stock check (reorder_point >= 0 and reorder_quantity > 0)
);

alter table public.product_variants enable row level security;

create policy select_desk on public.product_variants for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

-- one SKU, one thing: what is archived keeps its own
create unique index product_variants_sku on public.product_variants (tenant_id, sku);
create unique index product_variants_barcode on public.product_variants (tenant_id, barcode) where barcode is not null and archived_at is null;
create unique index product_variants_choices on public.product_variants (tenant_id, product_id, choices) where archived_at is null;
create index product_variants_supplier on public.product_variants (tenant_id, supplier_id) where supplier_id is not null;
create index product_variants_product on public.product_variants (tenant_id, product_id, position);

create trigger product_variants_touch before update on public.product_variants
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.product_variants is 'Variants of products. Taxes and the unit are the product''s; what is in stock is in stock_levels.';
comment on column public.product_variants.choices is 'One choice of each option of the product, in their order; empty where it has no options.';
comment on column public.product_variants.supplier_id is 'From whom it is usually bought: whose order it is suggested in.';
comment on column public.product_variants.cost_cents is 'What one costs: the average as of the last receipt, or what somebody typed. What the stock is worth is kept exactly in stock_levels.value_cents.';

-- No write grants: save_product decides.
revoke all on public.product_variants from anon, authenticated;
grant select on public.product_variants to authenticated;
grant select, insert, update, delete on public.product_variants to service_role;
