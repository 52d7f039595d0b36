-- Which charges of the ledger a PIX asks for, and how much was open of each.
create table app.pix_charge_items (
  tenant_id uuid not null,
  pix_charge_id uuid not null,
  charge_id uuid not null,
  amount_cents integer not null,
  primary key (tenant_id, pix_charge_id, charge_id),
  foreign key (tenant_id, pix_charge_id) references app.pix_charges (tenant_id, id) on delete cascade,
  foreign key (tenant_id, charge_id) references public.money_charges (tenant_id, id) on delete cascade,
  constraint pix_item_asks_for_something check (amount_cents > 0)
);

alter table app.pix_charge_items enable row level security;

create index pix_charge_items_charge on app.pix_charge_items (tenant_id, charge_id);

create policy select_nobody on app.pix_charge_items for select to authenticated using (false);

comment on table app.pix_charge_items is 'A charge may be asked for again: the newest PIX counts, and the older ones are taken off Asaas.';
