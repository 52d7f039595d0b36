create table public.whatsapp_credits_transactions (
  tenant_id uuid not null references public.whatsapp_credits_balance (tenant_id) on delete cascade,
  id bigint not null default nextval('app.movement_numbers'),
  kind text not null,
  amount integer not null,
  debt_change integer not null default 0,
  balance_after integer not null,
  reference text not null,
  conversation_message_id uuid,
  purchase_id uuid,
  admin_id uuid references public.profiles (id) on delete set null,
  note text,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint movement_happens_once unique (tenant_id, kind, reference),
  foreign key (tenant_id, purchase_id) references public.whatsapp_credit_purchases (tenant_id, id) on delete restrict,
  constraint whatsapp_credits_transactions_kind_check
    check (kind in ('purchase', 'usage', 'topup_manual', 'refund', 'adjustment'))
);

alter table public.whatsapp_credits_transactions enable row level security;

create index whatsapp_credits_transactions_time on public.whatsapp_credits_transactions (tenant_id, created_at);
create index whatsapp_credits_transactions_message on public.whatsapp_credits_transactions (tenant_id, conversation_message_id, id)
  where conversation_message_id is not null;
create index whatsapp_credits_transactions_purchase on public.whatsapp_credits_transactions (tenant_id, purchase_id)
  where purchase_id is not null;
create index whatsapp_credits_transactions_admin on public.whatsapp_credits_transactions (admin_id) where admin_id is not null;
create index whatsapp_credits_transactions_top_ups on public.whatsapp_credits_transactions (id) where kind = 'topup_manual';

create policy select_managers_and_saas_admins on public.whatsapp_credits_transactions for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor'])) or (select app.is_saas_admin()));

comment on table public.whatsapp_credits_transactions is 'The ledger: one row a movement, in the order of their ids, never changed. balance_after is the balance_after before it plus amount. amount - debt_change is what was asked for.';
comment on column public.whatsapp_credits_transactions.debt_change is 'Part of the movement that made (+) or paid (-) debt instead of changing the balance.';
comment on column public.whatsapp_credits_transactions.reference is 'What the movement is about, once for each kind: message:<id>:<attempt>, purchase:<id>, topup:<client id>, hold:<id>…';
comment on column public.whatsapp_credits_transactions.conversation_message_id is 'Not a foreign key: what was paid stays paid when the message is erased.';

revoke all on public.whatsapp_credits_transactions from anon, authenticated, service_role;
grant select on public.whatsapp_credits_transactions to authenticated, service_role;
