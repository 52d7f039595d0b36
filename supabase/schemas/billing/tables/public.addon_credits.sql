create table public.addon_credits (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  owner_id uuid,
  addon_type text not null,
  balance integer not null default 0,
  total_purchased integer not null default 0,
  total_consumed integer not null default 0,
  low_balance_threshold integer default 10,
  low_balance_notified boolean default false,
  daily_limit integer,
  hourly_limit integer,
  daily_used integer default 0,
  hourly_used integer default 0,
  daily_reset_at timestamptz,
  hourly_reset_at timestamptz,
  from_number_override text,
  expires_at timestamptz,
  is_active boolean default true,
  created_at timestamptz default now(),
  updated_at timestamptz default now(),
  primary key (tenant_id, id),
  constraint addon_balance_is_one_a_type unique (tenant_id, addon_type),
  foreign key (tenant_id, owner_id) references public.tenant_members (tenant_id, user_id) on delete restrict,
  constraint addon_credits_balance_nonneg_chk check (balance >= 0),
  constraint addon_credits_consumed_nonneg_chk check (total_consumed >= 0),
  constraint addon_credits_purchased_nonneg_chk check (total_purchased >= 0),
  constraint limits_are_not_negative check (daily_limit >= 0 and hourly_limit >= 0)
);

alter table public.addon_credits enable row level security;

create index addon_credits_owner on public.addon_credits (tenant_id, owner_id) where owner_id is not null;

create policy select_members_and_saas_admins on public.addon_credits for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()) or (select app.is_saas_admin()));

create trigger addon_credits_touch before update on public.addon_credits
  for each row execute function app.tg_any__touch_updated_at();

comment on column public.addon_credits.daily_reset_at is 'The next midnight of the clinic''s clock: from then on nothing of the day is used.';
comment on column public.addon_credits.hourly_reset_at is 'The next full hour of the clinic''s clock.';

revoke all on public.addon_credits from anon, authenticated, service_role;
grant select on public.addon_credits to authenticated, service_role;
