create function app.apply_stripe_event(p_tenant_id uuid, p_account_id uuid, p_event jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_id text := left(p_event ->> 'id', 255);
  v_outcome text := case when p_event ->> 'meaning' = 'other' then 'ignored' else 'waiting' end;
begin
  insert into app.stripe_events (tenant_id, id, account_id, event_type, payment_intent_id, event, outcome)
  values (p_tenant_id, v_id, p_account_id, left(p_event ->> 'type', 100), p_event ->> 'payment_intent_id', p_event, v_outcome)
  on conflict (tenant_id, id) do nothing;
  if not found then
    return '{"outcome": "duplicate"}';
  end if;
  return jsonb_build_object('outcome', v_outcome);
end;
$$;
comment on function app.apply_stripe_event(uuid, uuid, jsonb) is
  'Caller: stripe-webhook, with an event whose signature is right. Once for its id, in the transaction of what it does. {outcome applied|ignored|waiting|review|duplicate, reason, order_id}. Errors: none.';
revoke execute on function app.apply_stripe_event(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function app.apply_stripe_event(uuid, uuid, jsonb) to service_role;
