-- Which payment pays which charge. Taken back by a row below zero, never changed.
create table public.money_allocations (
  tenant_id uuid not null,
  number bigint not null default nextval('app.money_numbers'),
  payment_id uuid not null,
  charge_id uuid not null,
  amount_cents integer not null,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, number),
  foreign key (tenant_id, payment_id) references public.money_payments (tenant_id, id) on delete cascade,
  foreign key (tenant_id, charge_id) references public.money_charges (tenant_id, id) on delete cascade,
  constraint allocation_moves_something check (amount_cents <> 0)
);

alter table public.money_allocations enable row level security;

create policy select_desk on public.money_allocations for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index money_allocations_payment on public.money_allocations (tenant_id, payment_id);
create index money_allocations_charge on public.money_allocations (tenant_id, charge_id);

comment on table public.money_allocations is 'What of a payment pays a charge: paid_cents of the charge and allocated_cents of the payment are its sums. Payouts and receipts count by it.';

-- No write grants: app.allocate and app.release_allocations alone write here.
revoke all on public.money_allocations from anon, authenticated, service_role;
grant select on public.money_allocations to authenticated, service_role;
