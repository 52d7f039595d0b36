-- What is left of each payment: not yet allocated, not given back.
create table public.money_payments (
  tenant_id uuid not null,
  id uuid not null,
  payer_id uuid not null,
  amount_cents integer not null,
  allocated_cents integer not null default 0,
  refunded_cents integer not null default 0,
  reversed_at timestamptz,
  fee_cents integer,
  free_cents integer not null generated always as (
    case when reversed_at is null then amount_cents - allocated_cents - refunded_cents else 0 end) stored,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, id) references public.money_entries (tenant_id, id) on delete cascade,
  foreign key (tenant_id, payer_id) references public.payers (tenant_id, id) on delete cascade,
  constraint no_more_than_was_paid check (
    amount_cents > 0 and allocated_cents >= 0 and refunded_cents >= 0 and allocated_cents + refunded_cents <= amount_cents),
  constraint fee_is_an_amount check (fee_cents between 0 and amount_cents),
  constraint nothing_left_of_what_is_taken_back check (reversed_at is null or (allocated_cents = 0 and refunded_cents = 0))
);

alter table public.money_payments enable row level security;

create policy select_desk on public.money_payments for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

-- what the search finds by its amount
create index money_payments_amount on public.money_payments (tenant_id, amount_cents, created_at) where reversed_at is null;
create index money_payments_payer on public.money_payments (tenant_id, payer_id, created_at);

comment on table public.money_payments is 'Payments, and adjustments in the payer''s favour: how much of each pays charges, went back, or is free.';
comment on column public.money_payments.fee_cents is 'What the provider kept for it (Stripe, Asaas); NULL: nothing, or not known yet.';

-- No write grants: the functions of the ledger keep it.
revoke all on public.money_payments from anon, authenticated;
grant select on public.money_payments to authenticated;
grant select, insert, update, delete on public.money_payments to service_role;
