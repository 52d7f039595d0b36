-- Lines of orders, as they were sold.
create table public.order_items (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  order_id uuid not null,
  position smallint not null,
  kind text not null default 'product',
  variant_id uuid,
  session_id uuid,
  slot_id uuid,
  patient_id uuid,
  name text not null,
  sku text,
  quantity integer not null,
  price_cents integer not null,
  discount_cents integer not null default 0,
  coupon_cents integer not null default 0,
  total_cents integer not null generated always as (quantity * price_cents - discount_cents - coupon_cents) stored,
  fulfilled integer not null default 0,
  returned integer not null default 0,
  entry_id uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, order_id) references public.orders (tenant_id, id) on delete cascade,
  foreign key (tenant_id, variant_id) references public.product_variants (tenant_id, id) on delete cascade,
  foreign key (tenant_id, session_id) references public.sessions (tenant_id, id) on delete cascade,
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  foreign key (tenant_id, slot_id) references public.schedule_slots (tenant_id, id) on delete cascade,
  foreign key (tenant_id, entry_id) references public.money_entries (tenant_id, id) on delete cascade,
  constraint item_kind_is_known check (kind in ('product', 'deposit', 'shipping')),
  constraint item_is_of_its_kind check (case kind
    when 'product' then variant_id is not null and (session_id is null or (patient_id is not null and slot_id is null and quantity = 1))
    when 'deposit' then variant_id is null and slot_id is null and session_id is not null and patient_id is not null and quantity = 1
    else variant_id is null and slot_id is null and session_id is null and quantity = 1 end),
  constraint item_quantity_is_some check (quantity > 0 and quantity <= 10000),
  constraint item_price_is_an_amount check (price_cents >= 0 and price_cents <= 100000000),
  constraint item_discount_is_of_its_price check (discount_cents >= 0 and coupon_cents >= 0
    and discount_cents::bigint + coupon_cents <= quantity::bigint * price_cents),
  constraint no_more_than_sold check (fulfilled >= 0 and fulfilled <= quantity and returned >= 0 and returned <= fulfilled)
);

alter table public.order_items enable row level security;

create policy select_desk on public.order_items for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index order_items_order on public.order_items (tenant_id, order_id, position);
create index order_items_variant on public.order_items (tenant_id, variant_id) where variant_id is not null;
create index order_items_session on public.order_items (tenant_id, session_id) where session_id is not null;
create index order_items_slot on public.order_items (tenant_id, slot_id) where slot_id is not null;
create index order_items_patient on public.order_items (tenant_id, patient_id) where patient_id is not null;
create index order_items_entry on public.order_items (tenant_id, entry_id) where entry_id is not null;

comment on column public.order_items.kind is 'deposit: paid ahead for a session; it joins the ledger as the payer''s credit, which pays the session. shipping: what the way costs; nobody hands it over.';
comment on column public.order_items.session_id is 'Of a deposit: what is paid ahead. Of a service that was bought with a time: what was booked for it.';
comment on column public.order_items.slot_id is 'The date of what is sold by seats.';
comment on column public.order_items.coupon_cents is 'Its share of the coupon of the order, so that a return knows what was paid for it.';
comment on column public.order_items.entry_id is 'Of a deposit that was paid: the credit in the ledger.';

-- No write grants: the functions of orders decide.
revoke all on public.order_items from anon, authenticated;
grant select on public.order_items to authenticated;
grant select, insert, update, delete on public.order_items to service_role;
