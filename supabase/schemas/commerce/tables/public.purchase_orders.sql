-- What a clinic orders from a supplier.
create table public.purchase_orders (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  number integer not null,
  supplier_id uuid not null,
  place_id uuid not null,
  state text not null default 'draft',
  is_suggested boolean not null default false,
  expected_on date,
  freight_cents integer not null default 0,
  note text,
  sent_at timestamptz,
  sent_by_way text,
  closed_at timestamptz,
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, supplier_id) references public.suppliers (tenant_id, company_id) on delete cascade,
  foreign key (tenant_id, place_id) references public.stock_places (tenant_id, id) on delete cascade,
  constraint purchase_is_numbered_once unique (tenant_id, number),
  constraint state_is_known check (state in ('draft', 'sent', 'partial', 'received', 'cancelled')),
  constraint way_is_known check (sent_by_way in ('email', 'whatsapp', 'other')),
  constraint sent_has_a_way check ((sent_at is null) = (sent_by_way is null)),
  constraint what_is_over_has_an_end check ((state in ('received', 'cancelled')) = (closed_at is not null)),
  constraint freight_is_an_amount check (freight_cents between 0 and 100000000),
  constraint note_fits check (char_length(note) <= 1000)
);

alter table public.purchase_orders enable row level security;

create policy select_desk on public.purchase_orders for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index purchase_orders_supplier on public.purchase_orders (tenant_id, supplier_id);
create index purchase_orders_place on public.purchase_orders (tenant_id, place_id);

create trigger purchase_orders_touch before update on public.purchase_orders
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.purchase_orders is 'Purchase orders of a clinic, numbered by clinic. partial: something has arrived and something is missing. version rises with every change.';

-- No write grants: save_purchase and its siblings decide.
revoke all on public.purchase_orders from anon, authenticated;
grant select on public.purchase_orders to authenticated;
grant select, insert, update, delete on public.purchase_orders to service_role;
