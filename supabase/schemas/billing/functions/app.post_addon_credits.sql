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
  if not app.claim_reference('addon', p_tenant_id, p_type, p_reference) then
    raise sqlstate 'PT409' using message = 'reference_in_use', detail = p_type || ' ' || p_reference;
  end if;
  select * into v_row from public.addon_transactions x
  where x.tenant_id = p_tenant_id and x.type = p_type and x.reference = p_reference;
  if found then
    if (v_row.addon_type, v_row.amount) is distinct from (p_addon_type, p_credits) then
      raise sqlstate 'PT409' using message = 'reference_in_use', detail = p_type || ' ' || p_reference;
    end if;
    if p_type = 'usage'
      and exists (
        select from public.addon_transactions x where x.tenant_id = p_tenant_id and x.type = 'refund' and x.reference = p_reference) then
      raise sqlstate 'PT409' using message = 'reference_refunded', detail = p_reference, hint = 'Deduct under a new reference.';
    end if;
    return v_row;
  end if;
  if p_type = 'usage' then
    perform app.require_addon(v_addon, -p_credits, v_at);
    v_day := -p_credits;
    v_hour := -p_credits;
  elsif p_type = 'refund' then
    select * into v_charge from public.addon_transactions x
    where x.tenant_id = p_tenant_id and x.type = 'usage' and x.reference = p_reference;
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
  on conflict (tenant_id, type, reference) do nothing
  returning * into v_row;
  if v_row.id is null then
    raise sqlstate 'PT409' using message = 'reference_in_use', detail = p_type || ' ' || p_reference;
  end if;
  perform app.broadcast(p_tenant_id, 'addon_credits', jsonb_build_object('addon_type', p_addon_type, 'balance', v_row.balance_after));
  return v_row;
end;
$$;
revoke execute on function app.post_addon_credits(uuid, text, text, integer, text, jsonb, timestamptz) from public, anon, authenticated;
