create function app.apply_asaas_payment(p_payment jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_status text := p_payment ->> 'status';
  v_purchase public.whatsapp_credit_purchases := app.lock_purchase_of_payment(p_payment);
  -- what was answered before something was taken back is news after it
  v_asked text := concat_ws(':', 'asked', p_payment ->> 'id', nullif(v_purchase.reversed_credits, 0));
  v_type text := case
    when app.is_paid_payment(p_payment) then
      case when app.credits_refunded(v_purchase, p_payment) > 0
        then 'PAYMENT_PARTIALLY_REFUNDED' else 'PAYMENT_RECEIVED' end
    when v_status = 'REFUNDED' then 'PAYMENT_REFUNDED'
    when v_status in ('CHARGEBACK_REQUESTED', 'CHARGEBACK_DISPUTE') then 'PAYMENT_CHARGEBACK_REQUESTED'
    when v_status = 'AWAITING_CHARGEBACK_REVERSAL' then 'PAYMENT_AWAITING_CHARGEBACK_REVERSAL'
    -- not when it was paid while the answer was on its way
    when v_purchase.asaas_payment_id = p_payment ->> 'id' and v_purchase.paid_at < now() - interval '10 minutes'
      and v_purchase.reversed_credits < v_purchase.credits then 'PAYMENT_NO_LONGER_PAID'
    when p_payment ->> 'deleted' = 'true' then 'PAYMENT_DELETED'
    when v_status = 'OVERDUE' then 'PAYMENT_OVERDUE'
    else 'PAYMENT_CREATED'
  end;
begin
  -- a payment that was given back was there before: both are told, in case neither was heard of
  if v_type in ('PAYMENT_REFUNDED', 'PAYMENT_PARTIALLY_REFUNDED', 'PAYMENT_CHARGEBACK_REQUESTED') then
    perform app.apply_asaas_event(jsonb_build_object('id', v_asked || ':PAYMENT_RECEIVED', 'event', 'PAYMENT_RECEIVED', 'payment', p_payment), true);
  end if;
  return app.apply_asaas_event(jsonb_build_object(
    'id', concat_ws(':', v_asked, v_type, md5((p_payment -> 'refunds')::text)),
    'event', v_type, 'payment', p_payment), true);
end;
$$;
comment on function app.apply_asaas_payment(jsonb) is
  'Caller: reconciliation, with a payment as the provider answered it. Applied as the event that was missed; what is known changes nothing. Returns as apply_asaas_event. Errors: none.';
revoke execute on function app.apply_asaas_payment(jsonb) from public, anon, authenticated;
