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
  constraint whatsapp_credit_purchases_amount_brl_check check (amount_brl > 0),
  constraint whatsapp_credit_purchases_credits_check check (credits > 0),
  constraint whatsapp_credit_purchases_status_check
    check (status in ('pending', 'paid', 'failed', 'expired', 'refunded', 'cancelled')),
  constraint takes_back_what_it_gave check (reversed_credits between 0 and credits)
);

alter table public.whatsapp_credit_purchases enable row level security;

create index whatsapp_credit_purchases_package on public.whatsapp_credit_purchases (package_id);
create index whatsapp_credit_purchases_created_by on public.whatsapp_credit_purchases (created_by);
create index whatsapp_credit_purchases_recent on public.whatsapp_credit_purchases (tenant_id, created_at desc, id desc);
create index whatsapp_credit_purchases_to_check on public.whatsapp_credit_purchases (next_check_at) where next_check_at is not null;

create policy select_managers_and_saas_admins on public.whatsapp_credit_purchases for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor'])) or (select app.is_saas_admin()));

create trigger whatsapp_credit_purchases_touch before update on public.whatsapp_credit_purchases
  for each row execute function app.tg_any__touch_updated_at();

create trigger whatsapp_credit_purchases_let_go before delete on public.whatsapp_credit_purchases
  for each row execute function app.tg_whatsapp_credit_purchases__let_go();

create trigger whatsapp_credit_purchases_check_again before update of status on public.whatsapp_credit_purchases
  for each row when (old.status <> new.status) execute function app.tg_whatsapp_credit_purchases__check_again();

comment on table public.whatsapp_credit_purchases is 'A package that a clinic buys. Name, credits and price are those of the moment it was begun, whatever becomes of the package.';
comment on column public.whatsapp_credit_purchases.client_id is 'Id of the press on "buy": a repeated call finds the purchase.';
comment on column public.whatsapp_credit_purchases.cpf_cnpj is 'Whom the charge names.';
comment on column public.whatsapp_credit_purchases.reversed_credits is 'Credits taken back after a refund or chargeback of the payment.';
comment on column public.whatsapp_credit_purchases.charging_until is 'Somebody is creating the charge at the provider until then: nobody else may, or the clinic gets two.';
comment on column public.whatsapp_credit_purchases.next_check_at is 'When reconciliation asks the provider about it; NULL: never again.';

revoke all on public.whatsapp_credit_purchases from anon, authenticated, service_role;
grant select on public.whatsapp_credit_purchases to authenticated, service_role;
