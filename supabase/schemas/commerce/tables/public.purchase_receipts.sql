-- What arrived of a purchase order, in one delivery.
create table public.purchase_receipts (
  tenant_id uuid not null,
  id uuid not null,
  purchase_id uuid not null,
  invoice text,
  note text,
  freight_cents integer not null default 0,
  received_by uuid,
  received_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, purchase_id) references public.purchase_orders (tenant_id, id) on delete cascade,
  constraint freight_is_an_amount check (freight_cents between 0 and 100000000),
  constraint texts_fit check (char_length(invoice) <= 60 and char_length(note) <= 300)
);

alter table public.purchase_receipts enable row level security;

create policy select_desk on public.purchase_receipts for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index purchase_receipts_purchase on public.purchase_receipts (tenant_id, purchase_id);

comment on table public.purchase_receipts is 'Deliveries of purchase orders. id is the client''s, so that a repetition is known; the moves of the stock name it as their owner.';

-- No write grants: receive_purchase decides.
revoke all on public.purchase_receipts from anon, authenticated;
grant select on public.purchase_receipts to authenticated;
grant select, insert, update, delete on public.purchase_receipts to service_role;
