create function app.apply_stripe_event(p_tenant_id uuid, p_account_id uuid, p_event jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_id text := left(p_event ->> 'id', 255);
  v_done jsonb;
  v_waiting record;
begin
  insert into app.stripe_events (tenant_id, id, account_id, event_type, payment_intent_id, event)
  values (p_tenant_id, v_id, p_account_id, left(p_event ->> 'type', 100), p_event ->> 'payment_intent_id', p_event)
  on conflict (tenant_id, id) do nothing;
  if not found then
    return '{"outcome": "duplicate"}';
  end if;
  v_done := app.settle_stripe(p_tenant_id, p_account_id, p_event);
  update app.stripe_events e set outcome = v_done ->> 'outcome', reason = v_done ->> 'reason', order_id = (v_done ->> 'order_id')::uuid
  where e.tenant_id = p_tenant_id and e.id = v_id;
  if v_done ->> 'outcome' = 'applied' then
    -- what came before its payment is known was waiting for this
    for v_waiting in
      select e.id, e.event from app.stripe_events e
      where e.tenant_id = p_tenant_id and e.payment_intent_id = p_event ->> 'payment_intent_id' and e.outcome = 'waiting'
      order by (e.event ->> 'created')::bigint, e.received_at, e.id for update
    loop
      v_done := app.settle_stripe(p_tenant_id, p_account_id, v_waiting.event);
      update app.stripe_events e set outcome = v_done ->> 'outcome', reason = v_done ->> 'reason', order_id = (v_done ->> 'order_id')::uuid
      where e.tenant_id = p_tenant_id and e.id = v_waiting.id;
    end loop;
    return (
      select jsonb_build_object('outcome', e.outcome, 'reason', e.reason, 'order_id', e.order_id)
      from app.stripe_events e where e.tenant_id = p_tenant_id and e.id = v_id);
  end if;
  return v_done;
end;
$$;
comment on function app.apply_stripe_event(uuid, uuid, jsonb) is
  'Caller: stripe-webhook, with an event whose signature is right. Once for its id, in the transaction of what it does; what came too early is applied after what it is about. {outcome applied|ignored|waiting|review|duplicate, reason, order_id}. Errors: none.';
revoke execute on function app.apply_stripe_event(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function app.apply_stripe_event(uuid, uuid, jsonb) to service_role;
