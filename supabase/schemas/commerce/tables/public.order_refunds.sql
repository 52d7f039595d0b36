-- What was given back of an order.
create table public.order_refunds (
  tenant_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  payment_id uuid,
  kind text not null,
  provider text not null,
  reference text,
  amount_cents integer not null,
  order_cents integer,
  entry_id uuid,
  state text not null default 'done',
  reason text not null,
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  settled_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, order_id) references public.orders (tenant_id, id) on delete cascade,
  foreign key (tenant_id, payment_id) references public.order_payments (tenant_id, id) on delete cascade,
  foreign key (tenant_id, entry_id) references public.money_entries (tenant_id, id) on delete cascade,
  constraint order_refund_kind_is_known check (kind in ('money', 'credit', 'dispute', 'late')),
  constraint order_refund_provider_is_known check (provider in ('desk', 'stripe', 'ledger')),
  constraint order_refund_state_is_known check (state in ('pending', 'done', 'failed')),
  constraint refund_is_an_amount check (amount_cents > 0),
  constraint order_lost_a_part_of_it check (order_cents between 0 and amount_cents),
  constraint refund_reason_fits check (char_length(reason) between 1 and 300)
);

alter table public.order_refunds enable row level security;

create policy select_desk on public.order_refunds for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index order_refunds_order on public.order_refunds (tenant_id, order_id, created_at);
create index order_refunds_payment on public.order_refunds (tenant_id, payment_id) where payment_id is not null;
create index order_refunds_entry on public.order_refunds (tenant_id, entry_id) where entry_id is not null;
create unique index order_refunds_reference on public.order_refunds (tenant_id, provider, reference) where reference is not null;

comment on table public.order_refunds is 'money and credit make the order smaller; a dispute takes its money and leaves it owed.';
comment on column public.order_refunds.order_cents is 'What of it the order had; the rest was the payer''s credit. NULL: all of it.';
comment on column public.order_refunds.state is 'pending: Stripe was asked, or will be by a job; the ledger counts it from the beginning. failed: the money is the payer''s credit again; of a dispute: it was won.';

-- No write grants: the functions of orders decide.
revoke all on public.order_refunds from anon, authenticated;
grant select on public.order_refunds to authenticated;
grant select, insert, update, delete on public.order_refunds to service_role;
