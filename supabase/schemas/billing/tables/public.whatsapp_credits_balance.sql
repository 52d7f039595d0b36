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

alter table public.whatsapp_credits_balance enable row level security;

create policy select_members_and_saas_admins on public.whatsapp_credits_balance for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()) or (select app.is_saas_admin()));

comment on table public.whatsapp_credits_balance is 'One row a clinic, made by its first movement; a hot one, so its page keeps room for its next versions. balance = sum of amount, debt_credits = sum of debt_change of its ledger, always.';
comment on column public.whatsapp_credits_balance.debt_credits is 'Credits that were spent and then taken back (refund, chargeback), or a message that turned out delivered after its refund. Whatever comes in pays them first.';
comment on column public.whatsapp_credits_balance.lifetime_used is 'Spent and not given back. What is held for a campaign counts until it is released.';
comment on column public.whatsapp_credits_balance.low_balance_alerted_at is 'Since when the balance has been at or under the threshold; NULL above it.';
comment on column public.whatsapp_credits_balance.told_at is 'When screens last heard of the balance. Charges within the second after it are not told, unless the balance is low.';

revoke all on public.whatsapp_credits_balance from anon, authenticated, service_role;
grant select on public.whatsapp_credits_balance to authenticated, service_role;
