-- What came in for an order, once for what it is called where it was paid. How much it is stands in the ledger.
create table public.order_payments (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  order_id uuid not null,
  provider text not null,
  reference text not null,
  entry_id uuid not null,
  amount_cents integer not null,
  state text not null default 'counted',
  reason text,
  settled_by uuid,
  settled_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  constraint payment_counts_once unique (tenant_id, provider, reference),
  constraint entry_pays_one_order unique (tenant_id, entry_id, order_id),
  foreign key (tenant_id, order_id) references public.orders (tenant_id, id) on delete cascade,
  foreign key (tenant_id, entry_id) references public.money_payments (tenant_id, id) on delete cascade,
  constraint order_payment_provider_is_known check (provider in ('desk', 'stripe', 'ledger')),
  constraint order_payment_state_is_known check (state in ('counted', 'late', 'honoured', 'refunded', 'credited')),
  constraint late_says_why check ((state = 'counted') = (reason is null)),
  constraint late_reason_is_known check (reason in ('expired', 'cancelled', 'paid_twice', 'session_off'))
);

alter table public.order_payments enable row level security;

create policy select_desk on public.order_payments for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index order_payments_order on public.order_payments (tenant_id, order_id, created_at);
create index order_payments_late on public.order_payments (tenant_id, created_at) where state = 'late';

comment on table public.order_payments is 'The webhook, the page and the desk may tell the same payment: the key of provider and reference counts it once.';
comment on column public.order_payments.provider is 'ledger: an entry of the ledger pays it, a PIX or the payer''s credit; its reference is the entry.';
comment on column public.order_payments.amount_cents is 'What of it counted for the order when it came; more than was open is credit.';
comment on column public.order_payments.state is 'late: it came for an order that was over, is the payer''s credit, and waits for a person: honoured, refunded or credited.';

-- No write grants: app.apply_order_payment decides.
revoke all on public.order_payments from anon, authenticated;
grant select on public.order_payments to authenticated;
grant select, insert, update, delete on public.order_payments to service_role;
