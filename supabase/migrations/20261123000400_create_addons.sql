-- Add-ons (C5): other things that a clinic buys by the piece (SMS, minutes of transcription…), each kind with a balance of
-- its own and, where the service sets them, limits a day and an hour of the clinic's own clock. Columns, defaults and
-- checks of the source; the same rules as for WhatsApp credits: one movement a reference, and no table grant to write.

create table public.addon_products (
  id uuid primary key default gen_random_uuid(),
  slug text not null,
  name text not null,
  description text,
  addon_type text not null,
  icon text default 'pi pi-box',
  credits_amount integer default 0,
  price_cents integer not null default 0,
  currency text default 'BRL',
  is_active boolean default true,
  is_visible boolean default true,
  sort_order integer default 0,
  metadata jsonb default '{}',
  created_at timestamptz default now(),
  updated_at timestamptz default now(),
  deleted_at timestamptz,
  constraint addon_products_slug_is_unique unique (slug),
  constraint slug_is_url_safe check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  constraint addon_type_is_a_word check (addon_type ~ '^[a-z][a-z0-9_]{1,39}$'),
  constraint name_is_one_plain_line check (name = app.normalize_name(name)),
  constraint price_is_not_negative check (price_cents >= 0 and credits_amount >= 0)
);
comment on table public.addon_products is 'What the service offers beside WhatsApp credits. Written by SaaS administrators; a deleted one stays for the statements that name it.';

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
  foreign key (tenant_id, owner_id) references public.tenant_members (tenant_id, user_id) on delete set null (owner_id),
  constraint addon_credits_balance_nonneg_chk check (balance >= 0),
  constraint addon_credits_consumed_nonneg_chk check (total_consumed >= 0),
  constraint addon_credits_purchased_nonneg_chk check (total_purchased >= 0),
  constraint limits_are_not_negative check (daily_limit >= 0 and hourly_limit >= 0)
);
create index addon_credits_owner on public.addon_credits (tenant_id, owner_id) where owner_id is not null;
comment on column public.addon_credits.daily_reset_at is 'The next midnight of the clinic''s clock: from then on nothing of the day is used.';
comment on column public.addon_credits.hourly_reset_at is 'The next full hour of the clinic''s clock.';

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
  position bigint generated always as identity,
  day_ends_at timestamptz,
  hour_ends_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, addon_type) references public.addon_credits (tenant_id, addon_type) on delete cascade,
  constraint addon_movement_happens_once unique (type, reference),
  constraint type_is_known check (type in ('purchase', 'usage', 'topup_manual', 'refund', 'adjustment')),
  constraint balance_follows check (balance_after = balance_before + amount)
);
create index addon_transactions_type on public.addon_transactions (tenant_id, addon_type, id);
-- the administrators of the service read all clinics as one, newest first
create index addon_transactions_newest on public.addon_transactions (id);
create index addon_transactions_product on public.addon_transactions (product_id) where product_id is not null;
create index addon_transactions_admin on public.addon_transactions (admin_user_id) where admin_user_id is not null;
comment on column public.addon_transactions.position is 'The order in which the rows were written, whatever the server''s clock said.';
comment on column public.addon_transactions.day_ends_at is 'Of a usage: the day that it counted in, by the daily_reset_at of then.';
comment on column public.addon_transactions.hour_ends_at is 'Of a usage: the hour that it counted in.';
comment on table public.addon_transactions is 'The ledger of the add-ons, never changed. type and reference as kind and reference of whatsapp_credits_transactions.';

create trigger addon_products_touch before update on public.addon_products
  for each row execute function app.tg_any__touch_updated_at();
create trigger addon_credits_touch before update on public.addon_credits
  for each row execute function app.tg_any__touch_updated_at();

-- The next midnight of a clock, also where it is put forward or back that night.
create function app.next_local_midnight(p_at timestamptz, p_time_zone text)
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select (date_trunc('day', p_at at time zone p_time_zone) + interval '1 day') at time zone p_time_zone;
$$;

-- The next full hour of a clock. Counted from the moment itself, because an hour that a clock shows twice is two hours.
create function app.next_local_hour(p_at timestamptz, p_time_zone text)
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select p_at - (w.local - date_trunc('hour', w.local)) + interval '1 hour' from (select p_at at time zone p_time_zone) w (local);
$$;

-- Waits for the clinic's balance of a kind; the moment when it is ours, by which its limits and its ledger go.
create function app.await_addon(p_tenant_id uuid, p_addon_type text)
returns timestamptz
language plpgsql
set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(p_addon_type, uuid_hash_extended(p_tenant_id, 7)));
  return clock_timestamp();
end;
$$;

-- The clinic's balance of a kind, ours until the end of the transaction, with the windows of its limits brought up to p_at.
-- A new window is a whole one also where the clinic changed its time zone: a day has at least 23 hours, an hour sixty minutes.
create function app.lock_addon(p_tenant_id uuid, p_addon_type text, p_at timestamptz)
returns public.addon_credits
language plpgsql
set search_path = ''
as $$
declare
  v_addon public.addon_credits;
  v_time_zone text;
begin
  select t.time_zone into v_time_zone from public.tenants t where t.id = p_tenant_id;
  if not found then
    raise sqlstate 'PT404' using message = 'tenant_not_found';
  end if;
  select * into v_addon from public.addon_credits a where a.tenant_id = p_tenant_id and a.addon_type = p_addon_type for update;
  if not found then
    if p_addon_type is null or not exists (
      select from public.addon_products p where p.addon_type = p_addon_type and p.deleted_at is null) then
      raise sqlstate 'PT404' using message = 'addon_not_found', detail = coalesce(p_addon_type, '');
    end if;
    insert into public.addon_credits (tenant_id, addon_type) values (p_tenant_id, p_addon_type) returning * into v_addon;
  end if;
  if coalesce(v_addon.daily_reset_at, '-infinity') <= p_at then
    v_addon.daily_used := 0;
    v_addon.daily_reset_at := app.next_local_midnight(
      greatest(p_at, v_addon.daily_reset_at + interval '23 hours' - interval '1 microsecond'), v_time_zone);
  end if;
  if coalesce(v_addon.hourly_reset_at, '-infinity') <= p_at then
    v_addon.hourly_used := 0;
    v_addon.hourly_reset_at := app.next_local_hour(
      greatest(p_at, v_addon.hourly_reset_at + interval '1 hour' - interval '1 microsecond'), v_time_zone);
  end if;
  return v_addon;
end;
$$;

-- Why credits of a kind cannot be spent now; errors, or nothing.
create function app.require_addon(p_addon public.addon_credits, p_credits integer, p_at timestamptz)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if not p_addon.is_active or p_addon.expires_at <= p_at then
    raise sqlstate 'PT409' using message = 'addon_inactive', hint = 'Ask whoever runs the service.';
  elsif p_addon.balance < p_credits then
    raise sqlstate 'PT402' using message = 'insufficient_addon_credits',
      detail = jsonb_build_object('balance', p_addon.balance, 'needed', p_credits)::text, hint = 'Buy more.';
  elsif p_addon.daily_used + p_credits > p_addon.daily_limit then
    raise sqlstate 'PT429' using message = 'addon_limit_reached', detail = p_addon.daily_reset_at::text, hint = 'Tomorrow there are more.';
  elsif p_addon.hourly_used + p_credits > p_addon.hourly_limit then
    raise sqlstate 'PT429' using message = 'addon_limit_reached', detail = p_addon.hourly_reset_at::text, hint = 'Next hour there are more.';
  end if;
end;
$$;

-- One movement, once for its type and reference, as app.post_credits. What comes back within its day or hour may be
-- spent in it again. p_details: product_id, queue_id, description, admin_user_id, payment_method, payment_reference,
-- price_cents. p_at: another moment than now, for tests.
create function app.post_addon_credits(
  p_tenant_id uuid, p_addon_type text, p_type text, p_credits integer, p_reference text, p_details jsonb default '{}',
  p_at timestamptz default null
)
returns public.addon_transactions
language plpgsql
set search_path = ''
as $$
declare
  v_turn timestamptz := app.await_addon(p_tenant_id, p_addon_type);
  v_at timestamptz := coalesce(p_at, v_turn);
  v_addon public.addon_credits := app.lock_addon(p_tenant_id, p_addon_type, v_at);
  v_row public.addon_transactions;
  v_charge public.addon_transactions;
  v_day int := 0;
  v_hour int := 0;
begin
  select * into v_row from public.addon_transactions x where x.type = p_type and x.reference = p_reference;
  if found then
    if (v_row.tenant_id, v_row.addon_type, v_row.amount) is distinct from (p_tenant_id, p_addon_type, p_credits) then
      raise sqlstate 'PT409' using message = 'reference_in_use', detail = p_type || ' ' || p_reference;
    end if;
    if p_type = 'usage'
      and exists (select from public.addon_transactions x where x.type = 'refund' and x.reference = p_reference) then
      raise sqlstate 'PT409' using message = 'reference_refunded', detail = p_reference, hint = 'Deduct under a new reference.';
    end if;
    return v_row;
  end if;
  if p_type = 'usage' then
    perform app.require_addon(v_addon, -p_credits, v_at);
    v_day := -p_credits;
    v_hour := -p_credits;
  elsif p_type = 'refund' then
    select * into v_charge from public.addon_transactions x where x.type = 'usage' and x.reference = p_reference;
    v_day := case when v_charge.day_ends_at = v_addon.daily_reset_at then -p_credits else 0 end;
    v_hour := case when v_charge.hour_ends_at = v_addon.hourly_reset_at then -p_credits else 0 end;
  else
    -- whoever takes the last product of a type away waits, and finds that it is in use
    perform from public.addon_products p where p.addon_type = p_addon_type and p.deleted_at is null for share;
    if not found then
      raise sqlstate 'PT404' using message = 'addon_not_found', detail = p_addon_type;
    end if;
  end if;
  update public.addon_credits a set
    balance = a.balance + p_credits,
    total_purchased = a.total_purchased + case when p_type in ('purchase', 'topup_manual') then p_credits else 0 end,
    total_consumed = a.total_consumed - case when p_type in ('usage', 'refund') then p_credits else 0 end,
    low_balance_notified = a.balance + p_credits <= coalesce(a.low_balance_threshold, -1),
    daily_used = v_addon.daily_used + v_day, daily_reset_at = v_addon.daily_reset_at,
    hourly_used = v_addon.hourly_used + v_hour, hourly_reset_at = v_addon.hourly_reset_at
  where a.tenant_id = p_tenant_id and a.id = v_addon.id;
  insert into public.addon_transactions (tenant_id, owner_id, addon_type, type, amount, balance_before, balance_after, reference,
    product_id, queue_id, description, admin_user_id, payment_method, payment_reference, price_cents, created_at,
    day_ends_at, hour_ends_at)
  values (p_tenant_id, v_addon.owner_id, p_addon_type, p_type, p_credits, v_addon.balance, v_addon.balance + p_credits,
    p_reference, (p_details ->> 'product_id')::uuid, (p_details ->> 'queue_id')::uuid, p_details ->> 'description',
    (p_details ->> 'admin_user_id')::uuid, p_details ->> 'payment_method', p_details ->> 'payment_reference',
    (p_details ->> 'price_cents')::int, v_at,
    case when p_type = 'usage' then v_addon.daily_reset_at end, case when p_type = 'usage' then v_addon.hourly_reset_at end)
  on conflict (type, reference) do nothing
  returning * into v_row;
  if v_row.id is null then
    raise sqlstate 'PT409' using message = 'reference_in_use', detail = p_type || ' ' || p_reference;
  end if;
  perform app.broadcast(p_tenant_id, 'addon_credits', jsonb_build_object('addon_type', p_addon_type, 'balance', v_row.balance_after));
  return v_row;
end;
$$;

create function public.add_addon_credits(
  p_tenant_id uuid, p_addon_type text, p_credits integer, p_reference text, p_type text default 'purchase', p_details jsonb default '{}'
)
returns public.addon_transactions
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_credits(p_credits, p_reference);
  if p_type is null or p_type not in ('purchase', 'topup_manual', 'adjustment') then
    raise sqlstate 'PT400' using message = 'invalid_kind', detail = 'purchase, topup_manual or adjustment.';
  end if;
  return app.post_addon_credits(p_tenant_id, p_addon_type, p_type, p_credits, p_reference, p_details);
end;
$$;
comment on function public.add_addon_credits(uuid, text, integer, text, text, jsonb) is
  'Caller: the service. Credits of a kind come in, once for type and reference. Returns the ledger row. Errors: PT400 invalid_credits, PT400 invalid_reference, PT400 invalid_kind, PT404 tenant_not_found, PT404 addon_not_found, PT409 reference_in_use.';

create function public.deduct_addon_credits(
  p_tenant_id uuid, p_addon_type text, p_credits integer, p_reference text, p_details jsonb default '{}'
)
returns public.addon_transactions
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_credits(p_credits, p_reference);
  return app.post_addon_credits(p_tenant_id, p_addon_type, 'usage', -p_credits, p_reference, p_details);
end;
$$;
comment on function public.deduct_addon_credits(uuid, text, integer, text, jsonb) is
  'Caller: the service. Credits of a kind are spent, once for the reference, never below zero nor beyond a limit of the clinic''s day or hour. Returns the ledger row. Errors: PT400 invalid_credits, PT400 invalid_reference, PT404 tenant_not_found, PT404 addon_not_found, PT409 addon_inactive, PT402 insufficient_addon_credits, PT429 addon_limit_reached with detail = when it ends, PT409 reference_in_use, PT409 reference_refunded.';

create function public.refund_addon_credits(p_tenant_id uuid, p_reference text)
returns public.addon_transactions
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_charge public.addon_transactions;
begin
  perform app.require_credits(1, p_reference);
  select * into v_charge from public.addon_transactions x
  where x.tenant_id = p_tenant_id and x.type = 'usage' and x.reference = p_reference;
  if not found then
    raise sqlstate 'PT404' using message = 'charge_not_found', detail = p_reference;
  end if;
  return app.post_addon_credits(p_tenant_id, v_charge.addon_type, 'refund', -v_charge.amount, p_reference);
end;
$$;
comment on function public.refund_addon_credits(uuid, text) is
  'Caller: the service. Gives back what was deducted under the reference, all of it and once. Returns the ledger row. Errors: PT400 invalid_reference, PT404 charge_not_found.';

-- Add-ons whose books are not in order; empty, always.
create function app.addon_faults()
returns table (tenant_id uuid, addon_type text, fault text)
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
    select a.tenant_id, a.addon_type, 'balance'
    from public.addon_credits a
    left join public.addon_transactions x on x.tenant_id = a.tenant_id and x.addon_type = a.addon_type
    group by a.tenant_id, a.id
    having a.balance is distinct from coalesce(sum(x.amount), 0)::int
    union all
    select c.tenant_id, c.addon_type, 'chain'
    from (
      select x.tenant_id, x.addon_type, x.balance_before,
        lag(x.balance_after, 1, 0) over (partition by x.tenant_id, x.addon_type order by x.position) as balance_was
      from public.addon_transactions x
    ) c
    where c.balance_before <> c.balance_was
    group by c.tenant_id, c.addon_type;
end;
$$;
comment on function app.addon_faults() is 'Caller: operators and tests. {tenant_id, addon_type, fault balance|chain}; no row is the only right answer.';

revoke execute on function app.next_local_midnight(timestamptz, text), app.next_local_hour(timestamptz, text),
  app.await_addon(uuid, text), app.lock_addon(uuid, text, timestamptz), app.require_addon(public.addon_credits, integer, timestamptz),
  app.post_addon_credits(uuid, text, text, integer, text, jsonb, timestamptz),
  public.add_addon_credits(uuid, text, integer, text, text, jsonb), public.deduct_addon_credits(uuid, text, integer, text, jsonb),
  public.refund_addon_credits(uuid, text), app.addon_faults() from public, anon, authenticated;
grant execute on function public.add_addon_credits(uuid, text, integer, text, text, jsonb),
  public.deduct_addon_credits(uuid, text, integer, text, jsonb), public.refund_addon_credits(uuid, text) to service_role;

alter table public.addon_products enable row level security;
alter table public.addon_credits enable row level security;
alter table public.addon_transactions enable row level security;
create policy select_offered_or_saas_admins on public.addon_products for select to authenticated
  using ((is_active and is_visible and deleted_at is null) or (select app.is_saas_admin()));
create policy select_members_and_saas_admins on public.addon_credits for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()) or (select app.is_saas_admin()));
create policy select_managers_and_saas_admins on public.addon_transactions for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor'])) or (select app.is_saas_admin()));
revoke all on public.addon_products, public.addon_credits, public.addon_transactions from anon, authenticated, service_role;
grant select on public.addon_products, public.addon_credits, public.addon_transactions to authenticated, service_role;
