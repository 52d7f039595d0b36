-- A PIX that a payer was asked for: one charge at Asaas, for one or several charges of the ledger.
create table app.pix_charges (
  tenant_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  payer_id uuid not null,
  amount_cents integer not null,
  status text not null default 'pending',
  cpf_cnpj text not null,
  due_on date not null,
  asaas_customer_id text,
  asaas_payment_id text,
  invoice_url text,
  copy_paste text,
  code_ends_at timestamptz,
  charging_until timestamptz,
  cancel_asked_at timestamptz,
  sent_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default now(),
  paid_at timestamptz,
  closed_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, account_id) references app.pix_accounts (tenant_id, id) on delete cascade,
  foreign key (tenant_id, payer_id) references public.payers (tenant_id, id) on delete cascade,
  constraint pix_status_is_known check (status in ('pending', 'paid', 'cancelled', 'expired', 'failed')),
  constraint pix_asks_for_something check (amount_cents > 0),
  constraint paid_pix_says_when check ((status = 'paid') = (paid_at is not null))
);

alter table app.pix_charges enable row level security;

create unique index pix_charges_payment on app.pix_charges (tenant_id, asaas_payment_id) where asaas_payment_id is not null;
create index pix_charges_account on app.pix_charges (tenant_id, account_id);
create index pix_charges_payer on app.pix_charges (tenant_id, payer_id);

create policy select_nobody on app.pix_charges for select to authenticated using (false);

comment on table app.pix_charges is 'Locked after its payer, always. What was paid of it stands in app.pix_payments and in the ledger.';
comment on column app.pix_charges.id is 'The client''s id of the press, and the externalReference of the charge at Asaas: whoever died between creating and recording it is found by it.';
comment on column app.pix_charges.charging_until is 'Somebody is creating the charge at Asaas until then: nobody else may, or the payer gets two.';
comment on column app.pix_charges.cancel_asked_at is 'Somebody wants it back: the next look takes it off Asaas.';
