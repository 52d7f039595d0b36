-- Invoices (NFS-e) of payments. The job service_invoice speaks to who issues them.
create table public.service_invoices (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  payment_id uuid not null,
  provider_document text not null,
  amount_cents integer not null,
  state text not null default 'pending',
  content jsonb not null,
  number text,
  verification_code text,
  xml_url text,
  pdf_url text,
  error text,
  attempts integer not null default 0,
  created_by uuid not null,
  created_at timestamptz not null default clock_timestamp(),
  issued_at timestamptz,
  cancel_reason text,
  cancel_asked_at timestamptz,
  cancelled_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, payment_id) references public.money_payments (tenant_id, id) on delete cascade,
  constraint invoice_state_is_known check (state in ('pending', 'issued', 'failed', 'cancelled')),
  constraint invoice_amount_is_positive check (amount_cents > 0),
  constraint issued_with_number check (state <> 'issued' or number is not null and issued_at is not null),
  constraint invoice_error_fits check (char_length(error) <= 300),
  constraint cancel_asked_with_reason check ((cancel_asked_at is null) = (cancel_reason is null)),
  constraint cancelled_when_asked check ((state = 'cancelled') = (cancelled_at is not null) and (cancelled_at is null or cancel_asked_at is not null))
);

alter table public.service_invoices enable row level security;

create policy select_desk on public.service_invoices for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

-- one that holds, of a payment and a company
create unique index service_invoices_once on public.service_invoices (tenant_id, payment_id, provider_document) where state <> 'cancelled';
create index service_invoices_payment on public.service_invoices (tenant_id, payment_id);

comment on table public.service_invoices is 'Invoices of what companies were paid. id is the reference under which the issuer knows it, so that a crash between issuing and recording is found out.';
comment on column public.service_invoices.content is 'What the issuer is asked for, as it was when somebody pressed the button: {provider, payer, service_item, iss_basis_points, description, amount_cents, paid_on}.';

-- No write grants: issue_service_invoices and its siblings decide.
revoke all on public.service_invoices from anon, authenticated;
grant select on public.service_invoices to authenticated;
grant select, insert, update, delete on public.service_invoices to service_role;
