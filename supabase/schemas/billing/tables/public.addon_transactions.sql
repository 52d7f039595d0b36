create table public.addon_transactions (
  tenant_id uuid not null,
  id uuid not null default app.time_ordered_uuid(),
  owner_id uuid,
  addon_type text not null,
  type text not null,
  amount integer not null,
  balance_before integer not null default 0,
  balance_after integer not null default 0,
  reference text not null,
  product_id uuid references public.addon_products (id) on delete set null,
  queue_id uuid,
  description text,
  admin_user_id uuid references public.profiles (id) on delete set null,
  payment_method text,
  payment_reference text,
  price_cents integer,
  currency text default 'BRL',
  created_at timestamptz default now(),
  metadata jsonb default '{}',
  position bigint not null default nextval('app.addon_movement_numbers'),
  day_ends_at timestamptz,
  hour_ends_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, addon_type) references public.addon_credits (tenant_id, addon_type) on delete cascade,
  constraint addon_movement_happens_once unique (tenant_id, type, reference),
  constraint type_is_known check (type in ('purchase', 'usage', 'topup_manual', 'refund', 'adjustment')),
  constraint balance_follows check (balance_after = balance_before + amount)
);

alter table public.addon_transactions enable row level security;

create index addon_transactions_type on public.addon_transactions (tenant_id, addon_type, id);

-- the administrators of the service read all clinics as one, newest first
create index addon_transactions_newest on public.addon_transactions (id);
create index addon_transactions_product on public.addon_transactions (product_id) where product_id is not null;
create index addon_transactions_admin on public.addon_transactions (admin_user_id) where admin_user_id is not null;

create policy select_managers_and_saas_admins on public.addon_transactions for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor'])) or (select app.is_saas_admin()));

comment on column public.addon_transactions.position is 'The order in which the rows were written, whatever the server''s clock said.';
comment on column public.addon_transactions.day_ends_at is 'Of a usage: the day that it counted in, by the daily_reset_at of then.';
comment on column public.addon_transactions.hour_ends_at is 'Of a usage: the hour that it counted in.';
comment on table public.addon_transactions is 'The ledger of the add-ons, never changed. type and reference as kind and reference of whatsapp_credits_transactions.';

revoke all on public.addon_transactions from anon, authenticated, service_role;
grant select on public.addon_transactions to authenticated, service_role;
