-- Pages of Stripe on which somebody pays an order.
create table app.stripe_checkouts (
  tenant_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  order_id uuid not null,
  amount_cents integer not null,
  state text not null default 'open',
  session_id text,
  payment_intent_id text,
  url text,
  expires_at timestamptz not null,
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, account_id) references app.stripe_accounts (tenant_id, id) on delete cascade,
  foreign key (tenant_id, order_id) references public.orders (tenant_id, id) on delete cascade,
  constraint checkout_state_is_known check (state in ('open', 'processing', 'paid', 'failed', 'expired')),
  constraint checkout_asks_for_something check (amount_cents > 0)
);

alter table app.stripe_checkouts enable row level security;

create unique index stripe_checkouts_session on app.stripe_checkouts (tenant_id, session_id) where session_id is not null;
create unique index stripe_checkouts_intent on app.stripe_checkouts (tenant_id, payment_intent_id) where payment_intent_id is not null;
create index stripe_checkouts_order on app.stripe_checkouts (tenant_id, order_id);
create index stripe_checkouts_account on app.stripe_checkouts (tenant_id, account_id);

create policy select_nobody on app.stripe_checkouts for select to authenticated using (false);

comment on table app.stripe_checkouts is 'Created here first: its id is the idempotency key at Stripe, so whoever died between creating and recording it gets the same one.';
comment on column app.stripe_checkouts.state is 'processing: a voucher was chosen (boleto); it is paid later, or fails.';
