create function app.apply_asaas_event(p_event jsonb, p_is_answer boolean default false)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  -- one without an id, or with one that no key takes, is known by its words
  v_id text := case when char_length(p_event ->> 'id') between 1 and 200 then p_event ->> 'id'
    else 'sha256:' || encode(sha256(convert_to(p_event::text, 'UTF8')), 'hex') end;
  v_type text := coalesce(p_event ->> 'event', '');
  v_meaning text := app.asaas_event_meaning(v_type);
  v_payment jsonb := p_event -> 'payment';
  -- one that no key takes is the id of no payment of ours
  v_payment_id text := case when char_length(v_payment ->> 'id') between 1 and 200 then v_payment ->> 'id' end;
  v_purchase public.whatsapp_credit_purchases;
  v_is_new boolean;
  v_result jsonb;
begin
  insert into app.asaas_events (id, event_type, payment_id, raw) values (v_id, v_type, v_payment_id, p_event)
  on conflict (id) do nothing;
  v_is_new := found;
  -- an event tells what happened, once; an answer tells how things are, which may be so a second time
  if not v_is_new and not p_is_answer then
    return jsonb_build_object('outcome', 'duplicate');
  end if;
  if v_payment_id is not null then
    v_purchase := app.lock_purchase_of_payment(v_payment);
  end if;
  v_result := case
    when v_meaning = 'unknown' then jsonb_build_object('outcome', 'ignored', 'reason', 'unknown_event')
    when v_purchase.id is null then jsonb_build_object('outcome', 'ignored', 'reason', 'not_a_purchase')
    else app.apply_payment(v_purchase, v_meaning, v_payment)
  end;
  if not v_is_new and (v_result ->> 'outcome' = 'ignored' or v_result ->> 'outcome' = 'review' and exists (
    select from app.asaas_events e where e.id = v_id and e.outcome = 'review')) then
    return jsonb_build_object('outcome', 'duplicate');
  end if;
  update app.asaas_events e set
    tenant_id = v_purchase.tenant_id, purchase_id = v_purchase.id, outcome = v_result ->> 'outcome', reason = v_result ->> 'reason'
  where e.id = v_id;
  -- what one hears of again is looked after again
  update public.whatsapp_credit_purchases c set next_check_at = app.next_purchase_check(c)
  where c.tenant_id = v_purchase.tenant_id and c.id = v_purchase.id and c.next_check_at is null;
  return v_result || jsonb_build_object('tenant_id', v_purchase.tenant_id, 'purchase_id', v_purchase.id);
end;
$$;
comment on function app.apply_asaas_event(jsonb, boolean) is
  'Caller: asaas-webhook, with an authentic event as it came; p_is_answer: made of what the provider answered. Stores it once and applies it. Returns {outcome applied|ignored|review|duplicate, reason, tenant_id, purchase_id}; every outcome is answered with 200. Errors: none.';
revoke execute on function app.apply_asaas_event(jsonb, boolean) from public, anon, authenticated;
