-- Credits as whoever runs the service sees and runs them (C5): packages, balances of all clinics, top-ups, add-ons, and
-- the payments that a person must look at. Every function begins with app.require_saas_admin.

create function app.require_price(p_price numeric)
returns numeric
language plpgsql
immutable
set search_path = ''
as $$
begin
  -- a third decimal would be rounded away unseen
  if p_price is null or p_price <= 0 or p_price > 99999999.99 or p_price <> round(p_price, 2) then
    raise sqlstate 'PT400' using message = 'invalid_price', detail = 'More than zero, in reais and whole cents.';
  end if;
  return p_price;
end;
$$;

-- Whoever changes something has seen it as it is: NULL for something new.
create function app.require_seen(p_seen_at timestamptz, p_updated_at timestamptz)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_seen_at is not null and p_seen_at is distinct from p_updated_at then
    raise sqlstate 'PT409' using message = 'changed_meanwhile', hint = 'Look at it again before you change it.';
  end if;
end;
$$;

-- Why a price changes or a package goes, for the trigger that keeps it: until the end of the transaction.
create function app.note_package_change(p_note text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_note text := btrim(coalesce(p_note, ''), E' \n\t\r');
begin
  if char_length(v_note) not between 3 and 500 then
    raise sqlstate 'PT400' using message = 'note_required', detail = 'From 3 to 500 characters.';
  end if;
  perform set_config('zelo.package_note', v_note, true);
end;
$$;

create function public.saas_save_credit_package(
  p_id uuid, p_name text, p_description text, p_credits integer, p_price_brl numeric, p_is_active boolean, p_is_featured boolean,
  p_seen_at timestamptz default null, p_note text default null
)
returns public.whatsapp_credit_packages
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_name text;
  v_package public.whatsapp_credit_packages;
begin
  perform app.require_saas_admin();
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_name := app.require_name(p_name, 100);
  perform app.require_credits(p_credits, 'package');
  -- one administrator at a time, so that the order is that of one of them and places are not shared
  lock table public.whatsapp_credit_packages in share row exclusive mode;
  perform app.require_seen(p_seen_at, (select k.updated_at from public.whatsapp_credit_packages k where k.id = p_id));
  if exists (select from public.whatsapp_credit_packages k where k.id = p_id and k.price_brl <> p_price_brl) then
    perform app.note_package_change(p_note);
  end if;
  insert into public.whatsapp_credit_packages as k (id, name, description, credits, price_brl, is_active, is_featured, position)
  values (p_id, v_name, nullif(app.normalize_lines(left(p_description, 500)), ''), p_credits, app.require_price(p_price_brl),
    coalesce(p_is_active, true), coalesce(p_is_featured, false),
    (select coalesce(max(o.position), 0) + 10 from public.whatsapp_credit_packages o))
  on conflict (id) do update set
    name = excluded.name, description = excluded.description, credits = excluded.credits, price_brl = excluded.price_brl,
    is_active = coalesce(p_is_active, k.is_active), is_featured = coalesce(p_is_featured, k.is_featured)
  returning * into v_package;
  return v_package;
end;
$$;
comment on function public.saas_save_credit_package(uuid, text, text, integer, numeric, boolean, boolean, timestamptz, text) is
  'Caller: SaaS administrators. Creates the package, last in order, or changes it; the id is the caller''s, so a repeated call changes nothing. p_seen_at: updated_at of the package that was changed, NULL for a new one. Another price needs p_note. Purchases begun before keep their price. Errors: PT401 not_signed_in, PT403 forbidden, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_credits, PT400 invalid_price, PT400 note_required, PT409 changed_meanwhile or deleted.';

create function public.saas_set_credit_package_active(p_id uuid, p_is_active boolean)
returns public.whatsapp_credit_packages
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_package public.whatsapp_credit_packages;
begin
  perform app.require_saas_admin();
  update public.whatsapp_credit_packages set is_active = coalesce(p_is_active, is_active) where id = p_id returning * into v_package;
  if not found then
    raise sqlstate 'PT404' using message = 'package_not_found';
  end if;
  return v_package;
end;
$$;
comment on function public.saas_set_credit_package_active(uuid, boolean) is
  'Caller: SaaS administrators. Puts a package on sale or takes it off. Errors: PT401 not_signed_in, PT403 forbidden, PT404 package_not_found.';

create function public.saas_order_credit_packages(p_ids uuid[])
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  lock table public.whatsapp_credit_packages in share row exclusive mode;
  update public.whatsapp_credit_packages k set position = o.place * 10
  from unnest(p_ids) with ordinality o (id, place) where k.id = o.id and k.position <> o.place * 10;
end;
$$;
comment on function public.saas_order_credit_packages(uuid[]) is
  'Caller: SaaS administrators. The order in which the shop shows the packages; those not named keep their place. Errors: PT401 not_signed_in, PT403 forbidden.';

create function public.saas_delete_credit_package(p_id uuid, p_note text default null)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  perform app.note_package_change(p_note);
  -- purchases before their package, as events lock them
  perform from public.whatsapp_credit_purchases c where c.package_id = p_id order by c.id for no key update;
  delete from public.whatsapp_credit_packages where id = p_id;
end;
$$;
comment on function public.saas_delete_credit_package(uuid, text) is
  'Caller: SaaS administrators. Purchases keep its name and price; one that is gone already is no error; p_note says why. Errors: PT401 not_signed_in, PT403 forbidden, PT400 note_required.';

create function public.saas_credits_overview()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  return (
    select jsonb_build_object('clinics', count(*), 'balance', coalesce(sum(b.balance), 0), 'debt_credits', coalesce(sum(b.debt_credits), 0),
      'low_balance_clinics', count(*) filter (where b.low_balance_alerted_at is not null and app.pays_with_credits(b.tenant_id)))
    from public.whatsapp_credits_balance b
  ) || (
    select jsonb_build_object(
      'revenue_cents', coalesce(sum(c.kept_cents) filter (where c.status = 'paid'), 0),
      'revenue_cents_30d', coalesce(sum(c.kept_cents) filter (where c.status = 'paid' and c.paid_at >= now() - interval '30 days'), 0),
      'purchases_30d', count(*) filter (where c.status = 'paid' and c.paid_at >= now() - interval '30 days'),
      'purchases_pending', count(*) filter (where c.status = 'pending'),
      'purchases_failed_30d', count(*) filter (where c.status = 'failed' and c.created_at >= now() - interval '30 days'))
    from (
      -- what was given back in part counts by the credits that were not
      select u.status, u.paid_at, u.created_at, round(u.amount_brl * 100 * (u.credits - u.reversed_credits) / u.credits)::bigint as kept_cents
      from public.whatsapp_credit_purchases u
    ) c
  ) || (
    select jsonb_build_object('events_to_review', count(*)) from app.asaas_events e where e.outcome = 'review' and e.reviewed_at is null
  ) || (
    select jsonb_build_object('webhook', jsonb_build_object(
      'is_interrupted', w.is_interrupted, 'detail', w.detail, 'checked_at', w.checked_at))
    from app.asaas_webhook w);
end;
$$;
comment on function public.saas_credits_overview() is
  'Caller: SaaS administrators. {clinics, balance, debt_credits, low_balance_clinics, revenue_cents, revenue_cents_30d, purchases_30d, purchases_pending, purchases_failed_30d, events_to_review, webhook {is_interrupted, detail, checked_at}}. Revenue is what was paid, less the part of the credits that was given back. Errors: PT401 not_signed_in, PT403 forbidden.';

create function public.saas_list_credit_balances(
  p_search text default null, p_limit integer default 50, p_after_name text default null, p_after_id uuid default null,
  p_emptiest_first boolean default false, p_after_place integer default null
)
returns table (
  tenant_id uuid, name text, slug text, balance integer, debt_credits integer, low_balance boolean, lifetime_purchased integer,
  lifetime_used integer, last_purchase_at timestamptz, place integer
)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_search text := app.normalize_text(p_search);
begin
  perform app.require_saas_admin();
  return query
    select c.id, c.name, c.slug, c.balance, c.debt_credits, c.low_balance, c.lifetime_purchased, c.lifetime_used,
      (select max(u.paid_at) from public.whatsapp_credit_purchases u where u.tenant_id = c.id), c.place
    from (
      select t.id, t.name, t.slug, coalesce(b.balance, 0) as balance, coalesce(b.debt_credits, 0) as debt_credits,
        b.low_balance_alerted_at is not null and app.pays_with_credits(t.id) as low_balance, coalesce(b.lifetime_purchased, 0) as lifetime_purchased,
        coalesce(b.lifetime_used, 0) as lifetime_used,
        -- a clinic that never had credits has nothing to run out of
        case when p_emptiest_first then coalesce(b.balance - b.debt_credits, 2147483647) else 0 end as place
      from public.tenants t left join public.whatsapp_credits_balance b on b.tenant_id = t.id
      where v_search is null or strpos(app.normalize_text(t.name), v_search) > 0 or strpos(t.slug, v_search) > 0
    ) c
    where p_after_id is null
      or (c.place, c.name, c.id) > (coalesce(p_after_place, 0), p_after_name, p_after_id)
    order by c.place, c.name, c.id
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.saas_list_credit_balances(text, integer, text, uuid, boolean, integer) is
  'Caller: SaaS administrators. Clinics whose name or slug has the search in it, with their balance, zero for one that never had any: by name, or by balance less debt, those that never had any last. The page after a clinic begins at its place, name and id. Errors: PT401 not_signed_in, PT403 forbidden.';

create function public.saas_list_top_ups(p_tenant_id uuid default null, p_limit integer default 20)
returns table (
  id bigint, tenant_id uuid, tenant_name text, credits integer, balance_after integer, note text, admin_id uuid, admin_name text,
  created_at timestamptz, reversed_credits integer, reversed_at timestamptz, reversed_by text, reversal_note text
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  return query
    select x.id, x.tenant_id, t.name, x.amount - x.debt_change, x.balance_after, x.note, x.admin_id,
      coalesce(nullif(p.full_name, ''), p.email), x.created_at,
      r.debt_change - r.amount, r.created_at, coalesce(nullif(q.full_name, ''), q.email), r.note
    from public.whatsapp_credits_transactions x
    join public.tenants t on t.id = x.tenant_id
    left join public.profiles p on p.id = x.admin_id
    left join public.whatsapp_credits_transactions r on r.kind = 'adjustment' and r.reference = x.reference
    left join public.profiles q on q.id = r.admin_id
    where x.kind = 'topup_manual' and (p_tenant_id is null or x.tenant_id = p_tenant_id)
    order by x.id desc
    limit least(greatest(coalesce(p_limit, 20), 1), 200);
end;
$$;
comment on function public.saas_list_top_ups(uuid, integer) is
  'Caller: SaaS administrators. The latest top-ups, of one clinic or of all: who gave how many credits and why, and who took how many back. Errors: PT401 not_signed_in, PT403 forbidden.';

create function public.saas_list_credit_purchases(
  p_status text default null, p_limit integer default 50, p_before timestamptz default null, p_before_id uuid default null
)
returns table (
  tenant_id uuid, id uuid, tenant_name text, package_name text, credits integer, amount_brl numeric, status text,
  reversed_credits integer, asaas_payment_id text, created_at timestamptz, paid_at timestamptz, expires_at timestamptz, failed_at timestamptz
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  return query
    select c.tenant_id, c.id, t.name, c.package_name, c.credits, c.amount_brl, c.status, c.reversed_credits, c.asaas_payment_id,
      c.created_at, c.paid_at, c.expires_at, c.failed_at
    from public.whatsapp_credit_purchases c join public.tenants t on t.id = c.tenant_id
    where (p_status is null or c.status = p_status) and (p_before is null or (c.created_at, c.id) < (p_before, p_before_id))
    order by c.created_at desc, c.id desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.saas_list_credit_purchases(text, integer, timestamptz, uuid) is
  'Caller: SaaS administrators. Purchases of all clinics, newest first, in one state or in any. The page after a purchase begins before its created_at and id. Errors: PT401 not_signed_in, PT403 forbidden.';

create function public.saas_list_asaas_events(
  p_outcome text default 'review', p_limit integer default 50, p_before timestamptz default null, p_before_id text default null,
  p_open_only boolean default false
)
returns table (
  id text, event_type text, outcome text, reason text, payment_id text, tenant_id uuid, tenant_name text, purchase_id uuid,
  received_at timestamptz, reviewed_at timestamptz, raw jsonb
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  return query
    select e.id, e.event_type, e.outcome, e.reason, e.payment_id, e.tenant_id, t.name, e.purchase_id, e.received_at, e.reviewed_at, e.raw
    from app.asaas_events e left join public.tenants t on t.id = e.tenant_id
    where (p_outcome is null or e.outcome = p_outcome) and (p_before is null or (e.received_at, e.id) < (p_before, p_before_id))
      and (not coalesce(p_open_only, false) or e.reviewed_at is null)
    order by e.received_at desc, e.id desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.saas_list_asaas_events(text, integer, timestamptz, text, boolean) is
  'Caller: SaaS administrators. Events of the payment provider, newest first: those a person must look at, or p_outcome applied, ignored or NULL for all; with p_open_only none that somebody has looked at. The page after an event begins before its received_at and id. Errors: PT401 not_signed_in, PT403 forbidden.';

create function public.saas_review_asaas_event(p_id text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_admin uuid := app.require_saas_admin();
begin
  update app.asaas_events e set reviewed_at = coalesce(e.reviewed_at, now()), reviewed_by = coalesce(e.reviewed_by, v_admin)
  where e.id = p_id and e.outcome = 'review';
  if not found then
    raise sqlstate 'PT404' using message = 'event_not_found';
  end if;
end;
$$;
comment on function public.saas_review_asaas_event(text) is
  'Caller: SaaS administrators. Notes who looked at an event, the first time. Errors: PT401 not_signed_in, PT403 forbidden, PT404 event_not_found.';

-- The last product of a type is how credits of the type are given: it stays while a clinic has any of them.
create function app.require_product_unused(p_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_type text := (select p.addon_type from public.addon_products p where p.id = p_id and p.deleted_at is null);
  v_clinics bigint;
begin
  -- two that go at a time are one after the other, so that the second is seen to be the last
  perform from public.addon_products p where p.addon_type = v_type order by p.id for no key update;
  if exists (select from public.addon_products p where p.addon_type = v_type and p.id <> p_id and p.deleted_at is null) then
    return;
  end if;
  select count(*) into v_clinics from public.addon_credits a where a.addon_type = v_type and a.balance > 0;
  if v_clinics > 0 then
    raise sqlstate 'PT409' using message = 'product_in_use', detail = v_clinics::text, hint = 'Make it inactive instead.';
  end if;
end;
$$;

create function public.saas_save_addon_product(
  p_id uuid, p_slug text, p_name text, p_description text, p_addon_type text, p_credits_amount integer, p_price_cents integer,
  p_icon text default null, p_is_active boolean default true, p_is_visible boolean default true, p_sort_order integer default 0,
  p_seen_at timestamptz default null
)
returns public.addon_products
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_name text;
  v_product public.addon_products;
begin
  perform app.require_saas_admin();
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_name := app.require_name(p_name);
  if coalesce(p_slug, '') !~ '^[a-z0-9]+(-[a-z0-9]+)*$' or char_length(p_slug) > 120 or coalesce(p_addon_type, '') !~ '^[a-z][a-z0-9_]{1,39}$' then
    raise sqlstate 'PT400' using message = 'invalid_slug', detail = 'Lower case letters, digits and hyphens.';
  end if;
  -- one administrator at a time, so that a slug that two want is refused to one of them in words
  lock table public.addon_products in share row exclusive mode;
  perform app.require_seen(p_seen_at, (select o.updated_at from public.addon_products o where o.id = p_id and o.deleted_at is null));
  if exists (select from public.addon_products o where o.slug = p_slug and o.id <> p_id) then
    raise sqlstate 'PT409' using message = 'slug_in_use', detail = p_slug;
  end if;
  if exists (select from public.addon_products o where o.id = p_id and o.addon_type <> p_addon_type) then
    perform app.require_product_unused(p_id);
  end if;
  perform app.require_credits(p_credits_amount, 'product');
  if p_price_cents is null or p_price_cents < 0 then
    raise sqlstate 'PT400' using message = 'invalid_price', detail = 'In cents, not negative.';
  end if;
  insert into public.addon_products (id, slug, name, description, addon_type, icon, credits_amount, price_cents, is_active, is_visible, sort_order)
  values (p_id, p_slug, v_name, nullif(app.normalize_lines(left(p_description, 500)), ''), p_addon_type, coalesce(nullif(left(p_icon, 60), ''), 'pi pi-box'),
    p_credits_amount, p_price_cents, coalesce(p_is_active, true), coalesce(p_is_visible, true), coalesce(p_sort_order, 0))
  on conflict (id) do update set
    slug = excluded.slug, name = excluded.name, description = excluded.description, addon_type = excluded.addon_type, icon = excluded.icon,
    credits_amount = excluded.credits_amount, price_cents = excluded.price_cents, is_active = excluded.is_active,
    is_visible = excluded.is_visible, sort_order = excluded.sort_order, deleted_at = null
  returning * into v_product;
  return v_product;
end;
$$;
comment on function public.saas_save_addon_product(uuid, text, text, text, text, integer, integer, text, boolean, boolean, integer, timestamptz) is
  'Caller: SaaS administrators. Creates the product or changes it; the id is the caller''s. p_seen_at: updated_at of the product that was changed, NULL for a new one. Saving a deleted one without it brings it back. Errors: PT401 not_signed_in, PT403 forbidden, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_slug, PT409 slug_in_use, PT409 product_in_use when its type changes, PT400 invalid_credits, PT400 invalid_price, PT400 note_required, PT409 changed_meanwhile or deleted.';

create function public.saas_delete_addon_product(p_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  -- before any row, as whoever saves one
  lock table public.addon_products in share row exclusive mode;
  perform app.require_product_unused(p_id);
  update public.addon_products set deleted_at = now(), is_active = false where id = p_id and deleted_at is null;
end;
$$;
comment on function public.saas_delete_addon_product(uuid) is
  'Caller: SaaS administrators. The product is offered no more; statements still name it, and one that is gone already is no error. Errors: PT401 not_signed_in, PT403 forbidden, PT409 product_in_use with detail = how many clinics have credits of its type, of which it is the last.';

create function public.saas_list_addon_credits(
  p_search text default null, p_limit integer default 50, p_after_name text default null, p_after_id uuid default null,
  p_after_type text default null
)
returns table (
  tenant_id uuid, tenant_name text, addon_type text, balance integer, total_purchased integer, total_consumed integer,
  daily_limit integer, hourly_limit integer, daily_used integer, hourly_used integer, low_balance_threshold integer,
  is_active boolean, expires_at timestamptz, updated_at timestamptz
)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_search text := app.normalize_text(p_search);
begin
  perform app.require_saas_admin();
  return query
    select a.tenant_id, t.name, a.addon_type, a.balance, a.total_purchased, a.total_consumed, a.daily_limit, a.hourly_limit,
      -- what was used in a day or hour that is over is used no more
      case when a.daily_reset_at > now() then a.daily_used else 0 end, case when a.hourly_reset_at > now() then a.hourly_used else 0 end,
      a.low_balance_threshold, a.is_active, a.expires_at, a.updated_at
    from public.addon_credits a join public.tenants t on t.id = a.tenant_id
    where (v_search is null or strpos(app.normalize_text(t.name), v_search) > 0 or strpos(t.slug, v_search) > 0)
      and (p_after_name is null or (t.name, a.tenant_id, a.addon_type) > (p_after_name, p_after_id, p_after_type))
    order by t.name, a.tenant_id, a.addon_type
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.saas_list_addon_credits(text, integer, text, uuid, text) is
  'Caller: SaaS administrators. Add-ons of the clinics whose name or slug has the search in it, by name; the page after one begins at its clinic''s name and id and its type. Errors: PT401 not_signed_in, PT403 forbidden.';

create function public.saas_set_addon_limits(
  p_tenant_id uuid, p_addon_type text, p_daily_limit integer, p_hourly_limit integer, p_is_active boolean default true,
  p_expires_at timestamptz default null
)
returns public.addon_credits
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_addon public.addon_credits;
begin
  perform app.require_saas_admin();
  if p_daily_limit < 0 or p_hourly_limit < 0 then
    raise sqlstate 'PT400' using message = 'invalid_credits', detail = 'A limit is not negative; NULL is no limit.';
  end if;
  v_addon := app.lock_addon(p_tenant_id, p_addon_type, app.await_addon(p_tenant_id, p_addon_type));
  update public.addon_credits a set
    daily_limit = p_daily_limit, hourly_limit = p_hourly_limit, is_active = coalesce(p_is_active, a.is_active), expires_at = p_expires_at
  where a.tenant_id = p_tenant_id and a.id = v_addon.id returning * into v_addon;
  return v_addon;
end;
$$;
comment on function public.saas_set_addon_limits(uuid, text, integer, integer, boolean, timestamptz) is
  'Caller: SaaS administrators. How much of an add-on a clinic may spend a day and an hour (NULL: any), whether and until when. Errors: PT401 not_signed_in, PT403 forbidden, PT400 invalid_credits, PT404 tenant_not_found, PT404 addon_not_found.';

create function public.saas_grant_addon_credits(
  p_tenant_id uuid, p_addon_type text, p_credits integer, p_note text, p_client_id uuid, p_admin_id uuid, p_product_id uuid default null
)
returns public.addon_transactions
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_note text := app.require_top_up(p_tenant_id, p_note, p_client_id, p_admin_id);
begin
  perform app.require_credits(p_credits, p_client_id::text);
  return app.post_addon_credits(p_tenant_id, p_addon_type, 'topup_manual', p_credits, 'topup:' || p_client_id, jsonb_build_object(
    'description', v_note, 'admin_user_id', p_admin_id, 'product_id', (select p.id from public.addon_products p where p.id = p_product_id)));
end;
$$;
comment on function public.saas_grant_addon_credits(uuid, text, integer, text, uuid, uuid, uuid) is
  'Caller: SaaS administrators, as saas_top_up_whatsapp_credits. Idempotent by p_client_id. Returns the ledger row. Errors: PT401 not_signed_in, PT403 forbidden, PT403 own_clinic, PT400 missing_client_id, PT400 note_required, PT400 invalid_credits, PT404 tenant_not_found, PT404 addon_not_found, PT409 reference_in_use.';

create function public.saas_list_addon_transactions(
  p_tenant_id uuid default null, p_addon_type text default null, p_limit integer default 50, p_before uuid default null,
  p_type text default null, p_since timestamptz default null
)
returns table (
  tenant_id uuid, id uuid, tenant_name text, addon_type text, type text, amount integer, balance_after integer, description text,
  product_name text, admin_name text, price_cents integer, created_at timestamptz
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  return query
    select x.tenant_id, x.id, t.name, x.addon_type, x.type, x.amount, x.balance_after, x.description, d.name,
      coalesce(nullif(p.full_name, ''), p.email), x.price_cents, x.created_at
    from public.addon_transactions x
    join public.tenants t on t.id = x.tenant_id
    left join public.addon_products d on d.id = x.product_id
    left join public.profiles p on p.id = x.admin_user_id
    where (p_tenant_id is null or x.tenant_id = p_tenant_id) and (p_addon_type is null or x.addon_type = p_addon_type)
      and (p_type is null or x.type = p_type) and (p_since is null or x.created_at >= p_since)
      and (p_before is null or x.id < p_before)
    order by x.id desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.saas_list_addon_transactions(uuid, text, integer, uuid, text, timestamptz) is
  'Caller: SaaS administrators. Movements of add-ons, newest first: of one clinic, one add-on, one type (purchase, usage, topup_manual, refund, adjustment) and since a moment, or of any; p_before is the id of the last one seen. Errors: PT401 not_signed_in, PT403 forbidden.';

revoke execute on function app.require_price(numeric), app.note_package_change(text), app.require_seen(timestamptz, timestamptz), app.require_product_unused(uuid),
  public.saas_save_credit_package(uuid, text, text, integer, numeric, boolean, boolean, timestamptz, text),
  public.saas_set_credit_package_active(uuid, boolean), public.saas_order_credit_packages(uuid[]),
  public.saas_delete_credit_package(uuid, text), public.saas_credits_overview(), public.saas_list_credit_balances(text, integer, text, uuid, boolean, integer),
  public.saas_list_top_ups(uuid, integer), public.saas_list_credit_purchases(text, integer, timestamptz, uuid),
  public.saas_list_asaas_events(text, integer, timestamptz, text, boolean), public.saas_review_asaas_event(text),
  public.saas_save_addon_product(uuid, text, text, text, text, integer, integer, text, boolean, boolean, integer, timestamptz),
  public.saas_delete_addon_product(uuid), public.saas_list_addon_credits(text, integer, text, uuid, text),
  public.saas_set_addon_limits(uuid, text, integer, integer, boolean, timestamptz),
  public.saas_grant_addon_credits(uuid, text, integer, text, uuid, uuid, uuid),
  public.saas_list_addon_transactions(uuid, text, integer, uuid, text, timestamptz) from public, anon, authenticated;
grant execute on function public.saas_save_credit_package(uuid, text, text, integer, numeric, boolean, boolean, timestamptz, text),
  public.saas_set_credit_package_active(uuid, boolean), public.saas_order_credit_packages(uuid[]),
  public.saas_delete_credit_package(uuid, text), public.saas_credits_overview(), public.saas_list_credit_balances(text, integer, text, uuid, boolean, integer),
  public.saas_list_top_ups(uuid, integer), public.saas_list_credit_purchases(text, integer, timestamptz, uuid),
  public.saas_list_asaas_events(text, integer, timestamptz, text, boolean), public.saas_review_asaas_event(text),
  public.saas_save_addon_product(uuid, text, text, text, text, integer, integer, text, boolean, boolean, integer, timestamptz),
  public.saas_delete_addon_product(uuid), public.saas_list_addon_credits(text, integer, text, uuid, text),
  public.saas_set_addon_limits(uuid, text, integer, integer, boolean, timestamptz),
  public.saas_grant_addon_credits(uuid, text, integer, text, uuid, uuid, uuid),
  public.saas_list_addon_transactions(uuid, text, integer, uuid, text, timestamptz) to authenticated;
