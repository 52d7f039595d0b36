-- A payment at Asaas that came in, and its payment in the ledger: once for its id, however often it is told.
create table app.pix_payments (
  tenant_id uuid not null,
  asaas_payment_id text not null,
  pix_charge_id uuid not null,
  entry_id uuid not null,
  taken_back_cents integer not null default 0,
  told_at text,
  received_at timestamptz not null default now(),
  primary key (tenant_id, asaas_payment_id),
  foreign key (tenant_id, pix_charge_id) references app.pix_charges (tenant_id, id) on delete cascade,
  foreign key (tenant_id, entry_id) references public.money_payments (tenant_id, id) on delete cascade,
  constraint takes_back_what_came_in check (taken_back_cents >= 0)
);

alter table app.pix_payments enable row level security;

create index pix_payments_charge on app.pix_payments (tenant_id, pix_charge_id);
create index pix_payments_entry on app.pix_payments (tenant_id, entry_id);

create policy select_nobody on app.pix_payments for select to authenticated using (false);

comment on column app.pix_payments.entry_id is 'The payment in the ledger that stands for it; after a dispute that was won, the one that brought the money back.';
comment on column app.pix_payments.taken_back_cents is 'What Asaas took back (refund, MED, chargeback) and has not given again.';
comment on column app.pix_payments.told_at is 'When what took money back or gave it again happened, as Asaas writes times: older news changes nothing.';
