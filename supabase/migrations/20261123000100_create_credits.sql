-- Prepaid WhatsApp credits (C1): the shop's packages, what clinics bought, their balances and the ledger behind each of
-- them. Columns, defaults and checks of the source; what was added for correctness has a comment that says why.
-- No API role may write any of these tables, the secret key included: a balance changes only in app.post_credits.

create table public.whatsapp_credit_packages (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  description text,
  credits integer not null,
  price_brl numeric(10, 2) not null,
  is_active boolean not null default true,
  is_featured boolean not null default false,
  position integer not null default 100,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint whatsapp_credit_packages_credits_check check (credits > 0),
  constraint whatsapp_credit_packages_name_check check (length(name) > 0 and length(name) <= 100),
  constraint name_is_one_plain_line check (name = app.normalize_name(name)),
  constraint whatsapp_credit_packages_price_brl_check check (price_brl > 0)
);
comment on table public.whatsapp_credit_packages is 'What the shop sells, to every clinic. Written by SaaS administrators.';

create table public.whatsapp_credit_purchases (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  package_id uuid references public.whatsapp_credit_packages (id) on delete set null,
  package_name text not null,
  credits integer not null,
  amount_brl numeric(10, 2) not null,
  status text not null default 'pending',
  client_id uuid not null,
  cpf_cnpj text not null,
  asaas_customer_id text,
  asaas_payment_id text,
  asaas_payment_link text,
  asaas_pix_qrcode text,
  asaas_pix_copy_paste text,
  reversed_credits integer not null default 0,
  charging_until timestamptz,
  next_check_at timestamptz,
  paid_at timestamptz,
  expires_at timestamptz,
  failed_at timestamptz,
  created_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint purchase_is_begun_once unique (tenant_id, client_id),
  constraint payment_belongs_to_one_purchase unique (asaas_payment_id),
  -- an event of the provider names the purchase alone
  constraint purchase_id_is_unique unique (id),
  constraint whatsapp_credit_purchases_amount_brl_check check (amount_brl > 0),
  constraint whatsapp_credit_purchases_credits_check check (credits > 0),
  constraint whatsapp_credit_purchases_status_check
    check (status in ('pending', 'paid', 'failed', 'expired', 'refunded', 'cancelled')),
  constraint takes_back_what_it_gave check (reversed_credits between 0 and credits)
);
create index whatsapp_credit_purchases_package on public.whatsapp_credit_purchases (package_id);
create index whatsapp_credit_purchases_created_by on public.whatsapp_credit_purchases (created_by);
create index whatsapp_credit_purchases_recent on public.whatsapp_credit_purchases (tenant_id, created_at desc, id desc);
create index whatsapp_credit_purchases_to_check on public.whatsapp_credit_purchases (next_check_at) where next_check_at is not null;
create trigger whatsapp_credit_purchases_touch before update on public.whatsapp_credit_purchases
  for each row execute function app.tg_any__touch_updated_at();
create trigger whatsapp_credit_packages_touch before update on public.whatsapp_credit_packages
  for each row execute function app.tg_any__touch_updated_at();
comment on table public.whatsapp_credit_purchases is 'A package that a clinic buys. Name, credits and price are those of the moment it was begun, whatever becomes of the package.';
comment on column public.whatsapp_credit_purchases.client_id is 'Id of the press on "buy": a repeated call finds the purchase.';
comment on column public.whatsapp_credit_purchases.cpf_cnpj is 'Whom the charge names.';
comment on column public.whatsapp_credit_purchases.reversed_credits is 'Credits taken back after a refund or chargeback of the payment.';
comment on column public.whatsapp_credit_purchases.charging_until is 'Somebody is creating the charge at the provider until then: nobody else may, or the clinic gets two.';
comment on column public.whatsapp_credit_purchases.next_check_at is 'When reconciliation asks the provider about it; NULL: never again.';

create table public.whatsapp_credits_balance (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  balance integer not null default 0,
  debt_credits integer not null default 0,
  lifetime_purchased integer not null default 0,
  lifetime_used integer not null default 0,
  low_balance_threshold integer not null default 20,
  low_balance_alerted_at timestamptz,
  told_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint whatsapp_credits_balance_balance_check check (balance >= 0),
  constraint whatsapp_credits_balance_low_balance_threshold_check check (low_balance_threshold >= 0),
  constraint owes_only_when_empty check (debt_credits = 0 or (debt_credits > 0 and balance = 0))
) with (fillfactor = 20);
comment on table public.whatsapp_credits_balance is 'One row a clinic, made by its first movement; a hot one, so its page keeps room for its next versions. balance = sum of amount, debt_credits = sum of debt_change of its ledger, always.';
comment on column public.whatsapp_credits_balance.debt_credits is 'Credits that were spent and then taken back (refund, chargeback), or a message that turned out delivered after its refund. Whatever comes in pays them first.';
comment on column public.whatsapp_credits_balance.lifetime_used is 'Spent and not given back. What is held for a campaign counts until it is released.';
comment on column public.whatsapp_credits_balance.low_balance_alerted_at is 'Since when the balance has been at or under the threshold; NULL above it.';
comment on column public.whatsapp_credits_balance.told_at is 'When screens last heard of the balance. Charges within the second after it are not told, unless the balance is low.';

create table public.whatsapp_credits_transactions (
  tenant_id uuid not null references public.whatsapp_credits_balance (tenant_id) on delete cascade,
  id bigint generated always as identity,
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
  -- for all clinics: a reference that another clinic used is refused, not used again
  constraint movement_happens_once unique (kind, reference),
  foreign key (tenant_id, purchase_id) references public.whatsapp_credit_purchases (tenant_id, id) on delete set null (purchase_id),
  constraint whatsapp_credits_transactions_kind_check
    check (kind in ('purchase', 'usage', 'topup_manual', 'refund', 'adjustment'))
);
create index whatsapp_credits_transactions_time on public.whatsapp_credits_transactions (tenant_id, created_at);
create index whatsapp_credits_transactions_message on public.whatsapp_credits_transactions (tenant_id, conversation_message_id, id)
  where conversation_message_id is not null;
create index whatsapp_credits_transactions_purchase on public.whatsapp_credits_transactions (tenant_id, purchase_id)
  where purchase_id is not null;
create index whatsapp_credits_transactions_admin on public.whatsapp_credits_transactions (admin_id) where admin_id is not null;
create index whatsapp_credits_transactions_top_ups on public.whatsapp_credits_transactions (id) where kind = 'topup_manual';
comment on table public.whatsapp_credits_transactions is 'The ledger: one row a movement, in the order of their ids, never changed. balance_after is the balance_after before it plus amount. amount - debt_change is what was asked for.';
comment on column public.whatsapp_credits_transactions.debt_change is 'Part of the movement that made (+) or paid (-) debt instead of changing the balance.';
comment on column public.whatsapp_credits_transactions.reference is 'What the movement is about, once for each kind: message:<id>:<attempt>, purchase:<id>, topup:<client id>, hold:<id>…';
comment on column public.whatsapp_credits_transactions.conversation_message_id is 'Not a foreign key: what was paid stays paid when the message is erased.';

-- Credits set aside for a campaign. The balance row is touched when they are held and when the rest is released; each
-- message in between writes a row of its own and waits for nobody.
create table app.credit_holds (
  tenant_id uuid not null references public.whatsapp_credits_balance (tenant_id) on delete cascade,
  id uuid not null,
  credits integer not null,
  settled_credits integer,
  created_at timestamptz not null default now(),
  released_at timestamptz,
  primary key (tenant_id, id),
  constraint holds_something check (credits > 0),
  constraint settles_at_most_what_it_holds check (settled_credits between 0 and credits)
);
comment on table app.credit_holds is 'Held credits have left the balance (ledger: usage hold:<id>). credits = settled + still held, and after the release credits = settled_credits + what went back (ledger: refund hold:<id> and hold:<id>:<position>).';

create table app.credit_settlements (
  tenant_id uuid not null,
  hold_id uuid not null,
  position integer not null,
  conversation_message_id uuid,
  settled_at timestamptz not null default now(),
  refunded_at timestamptz,
  primary key (tenant_id, hold_id, position)
);
comment on table app.credit_settlements is 'The n-th message of a campaign took the n-th credit of its hold: the key alone makes it happen once and never more often than credits are held. No foreign key on purpose: its check would lock the row of the hold, which every message of the campaign would then write.';

create function app.tg_credit_holds__delete_settlements()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  delete from app.credit_settlements s where s.tenant_id = old.tenant_id and s.hold_id = old.id;
  return null;
end;
$$;
revoke execute on function app.tg_credit_holds__delete_settlements() from public, anon, authenticated;
create trigger credit_holds_delete_settlements after delete on app.credit_holds
  for each row execute function app.tg_credit_holds__delete_settlements();

alter table public.whatsapp_credit_packages enable row level security;
alter table public.whatsapp_credit_purchases enable row level security;
alter table public.whatsapp_credits_balance enable row level security;
alter table public.whatsapp_credits_transactions enable row level security;
alter table app.credit_holds enable row level security;
alter table app.credit_settlements enable row level security;

create policy select_active_or_saas_admins on public.whatsapp_credit_packages for select to authenticated
  using (is_active or (select app.is_saas_admin()));
create policy select_managers_and_saas_admins on public.whatsapp_credit_purchases for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor'])) or (select app.is_saas_admin()));
create policy select_members_and_saas_admins on public.whatsapp_credits_balance for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()) or (select app.is_saas_admin()));
create policy select_managers_and_saas_admins on public.whatsapp_credits_transactions for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor'])) or (select app.is_saas_admin()));
create policy select_nobody on app.credit_holds for select to authenticated using (false);
create policy select_nobody on app.credit_settlements for select to authenticated using (false);

revoke all on public.whatsapp_credit_packages, public.whatsapp_credit_purchases, public.whatsapp_credits_balance,
  public.whatsapp_credits_transactions from anon, authenticated, service_role;
grant select on public.whatsapp_credit_packages, public.whatsapp_credit_purchases, public.whatsapp_credits_balance,
  public.whatsapp_credits_transactions to authenticated, service_role;
