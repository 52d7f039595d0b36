-- Receipts that were issued: numbered, never changed; a cancelled one stays and says so.
create table public.receipts (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  payment_id uuid not null,
  patient_id uuid not null,
  therapist_id uuid,
  year integer not null,
  number integer not null,
  amount_cents integer not null,
  paid_on date not null,
  content jsonb not null,
  sha256 text not null,
  issued_by uuid not null,
  issued_at timestamptz not null,
  cancelled_at timestamptz,
  cancelled_by uuid,
  cancel_reason text,
  primary key (tenant_id, id),
  foreign key (tenant_id, payment_id) references public.money_payments (tenant_id, id) on delete cascade,
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  constraint number_is_of_one_receipt unique (tenant_id, year, number),
  constraint receipt_amount_is_positive check (amount_cents > 0),
  constraint cancelled_with_reason check ((cancelled_at is null) = (cancel_reason is null)),
  constraint cancel_reason_fits check (char_length(cancel_reason) between 3 and 200)
);

alter table public.receipts enable row level security;

create policy select_desk on public.receipts for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index receipts_payment on public.receipts (tenant_id, payment_id);
create index receipts_patient on public.receipts (tenant_id, patient_id, issued_at desc);

create trigger receipts_stay before update on public.receipts
  for each row execute function app.tg_receipts__stay();

comment on table public.receipts is 'What somebody paid for a patient and a therapist, as it was said on paper; numbered by clinic and year.';
comment on column public.receipts.therapist_id is 'Whose work it was; null when nobody is known. No foreign key, as in charges.';
comment on column public.receipts.content is 'Everything the paper says: {provider {kind, name, document, address, city}, professional {name, council}, payer {name, document}, patient {name, document}, amount_cents, paid_on, method, days}. The PDF is made from it again at any time.';
comment on column public.receipts.sha256 is 'Of number and content: whoever has the row can check a paper.';

-- No write grants: issue_receipts and cancel_receipt decide.
revoke all on public.receipts from anon, authenticated;
grant select on public.receipts to authenticated;
grant select, insert, update, delete on public.receipts to service_role;
