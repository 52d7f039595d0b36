-- Invoices of orders: one for their goods (NF-e), one for their services (NFS-e). The job order_invoice speaks to who issues them.
create table public.order_invoices (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  order_id uuid not null,
  kind text not null,
  amount_cents integer not null,
  state text not null default 'pending',
  content jsonb not null,
  number text,
  verification_code text,
  xml_url text,
  pdf_url text,
  error text,
  attempts integer not null default 0,
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  issued_at timestamptz,
  cancel_reason text,
  cancel_asked_at timestamptz,
  cancelled_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, order_id) references public.orders (tenant_id, id) on delete cascade,
  constraint order_invoice_kind_is_known check (kind in ('nfe', 'nfse')),
  constraint order_invoice_state_is_known check (state in ('pending', 'issued', 'failed', 'cancelled')),
  constraint order_invoice_amount_is_positive check (amount_cents > 0),
  constraint order_invoice_issued_with_number check (state <> 'issued' or number is not null and issued_at is not null),
  constraint order_invoice_error_fits check (char_length(error) <= 300),
  constraint order_invoice_cancel_has_reason check ((cancel_asked_at is null) = (cancel_reason is null)),
  constraint order_invoice_cancelled_when_asked check (
    (state = 'cancelled') = (cancelled_at is not null) and (cancelled_at is null or cancel_asked_at is not null))
);

alter table public.order_invoices enable row level security;

create policy select_desk on public.order_invoices for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

-- one that holds, of an order and a kind
create unique index order_invoices_once on public.order_invoices (tenant_id, order_id, kind) where state <> 'cancelled';
create index order_invoices_order on public.order_invoices (tenant_id, order_id, created_at);

comment on table public.order_invoices is 'id is the reference under which the issuer knows it, so that a crash between issuing and recording is found out. Money of orders has its invoice here and nowhere else (app.invoice_parts).';
comment on column public.order_invoices.content is 'What the issuer is asked for, as it was when somebody asked: {provider, payer, amount_cents, paid_on}, of goods items [{name, sku, quantity, unit, total_cents, ncm, cfop, tax_basis_points}], of services description, service_item and iss_basis_points.';

-- No write grants: issue_order_invoices and its siblings decide.
revoke all on public.order_invoices from anon, authenticated;
grant select on public.order_invoices to authenticated;
grant select, insert, update, delete on public.order_invoices to service_role;
