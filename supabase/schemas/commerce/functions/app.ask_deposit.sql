create function app.ask_deposit(
  p_tenant_id uuid, p_session_id uuid, p_patient_id uuid, p_order_id uuid, p_channel text, p_amount_cents integer default null
)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_session public.sessions;
  v_rule public.session_deposits;
  v_known uuid;
  v_order public.orders;
  v_amount integer;
begin
  select * into v_session from public.sessions s where s.tenant_id = p_tenant_id and s.id = p_session_id for update;
  select * into v_rule from public.session_deposits d where d.tenant_id = p_tenant_id and d.session_type_id = v_session.session_type_id;
  if v_session.id is null or v_session.status = 'cancelled' or v_session.starts_at <= now() or v_session.price_cents = 0 then
    return null;
  elsif p_channel = 'booking' and not (
    coalesce(v_rule.asks_online, false) and app.module_is_on(p_tenant_id, 'products') and app.can_be_paid_online(p_tenant_id)) then
    return null;
  end if;
  -- nobody pays ahead more than the session costs
  v_amount := coalesce(p_amount_cents, v_rule.amount_cents);
  if v_amount is null then
    return null;
  end if;
  v_amount := least(v_amount, v_session.price_cents);
  select o.id into v_known from public.order_items i
  join public.orders o on o.tenant_id = p_tenant_id and o.id = i.order_id and o.state in ('pending', 'paid', 'fulfilled')
  where i.tenant_id = p_tenant_id and i.session_id = p_session_id and i.patient_id = p_patient_id and i.kind = 'deposit' limit 1;
  if v_known is not null then
    return v_known;
  end if;
  v_order := app.place_order(p_tenant_id, p_order_id, jsonb_build_object('channel', p_channel, 'patient_id', p_patient_id,
    'expires_minutes', greatest(least(coalesce(v_rule.hold_minutes, 120), floor(extract(epoch from v_session.starts_at - now()) / 60)::integer), 5),
    'items', jsonb_build_array(jsonb_build_object('session_id', p_session_id, 'patient_id', p_patient_id, 'price_cents', v_amount))));
  return v_order.id;
end;
$$;
comment on function app.ask_deposit(uuid, uuid, uuid, uuid, text, integer) is
  'Asks a patient to pay ahead for a session that is to come: an order of its deposit, which holds the time until it is paid or expires. Of a session that is asked for already it is that order; NULL where nothing is asked for, as of a session that costs nothing. The session is locked before the payer. Errors: those of app.place_order.';
revoke execute on function app.ask_deposit(uuid, uuid, uuid, uuid, text, integer) from public, anon, authenticated;
