-- What an event does to the purchase it belongs to, which is locked: {outcome, reason}.
create function app.apply_payment(p_purchase public.whatsapp_credit_purchases, p_meaning text, p_payment jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_is_settled boolean := p_purchase.paid_at is not null or p_purchase.reversed_credits > 0;
  v_is_ours boolean := p_purchase.asaas_payment_id is not distinct from p_payment ->> 'id';
  v_moves_money boolean := p_meaning in ('paid', 'reversed', 'partly_reversed');
  v_doubt text := app.payment_doubt(p_purchase, p_payment);
  v_credits int;
  v_status text;
begin
  if v_moves_money and v_is_settled and not v_is_ours then
    -- two charges of one purchase: the money of the second is not what the credits were given for
    return jsonb_build_object('outcome', 'review', 'reason', 'paid_twice');
  elsif v_moves_money and v_doubt is not null then
    return jsonb_build_object('outcome', 'review', 'reason', v_doubt);
  elsif p_meaning in ('dispute_won', 'no_longer_paid') then
    return jsonb_build_object('outcome', 'review', 'reason', p_meaning);
  elsif p_meaning = 'refund_denied' and v_is_ours
    and p_purchase.reversed_credits > coalesce(app.credits_refunded(p_purchase, p_payment), 0) then
    return jsonb_build_object('outcome', 'review', 'reason', 'refund_denied');
  elsif p_meaning = 'paid' then
    if p_purchase.paid_at is null then
      perform app.pay_purchase(p_purchase, p_payment);
    end if;
    return case
      when app.is_paid_after_reversal(p_purchase, p_payment)
        then jsonb_build_object('outcome', 'review', 'reason', 'paid_after_reversal')
      when p_purchase.paid_at is not null then jsonb_build_object('outcome', 'ignored', 'reason', 'already_paid')
      else jsonb_build_object('outcome', 'applied')
    end;
  elsif p_meaning in ('reversed', 'partly_reversed') then
    v_credits := case p_meaning when 'reversed' then p_purchase.credits else app.credits_refunded(p_purchase, p_payment) end;
    if v_credits is null then
      return jsonb_build_object('outcome', 'review', 'reason', 'refund_unclear');
    elsif v_credits <= p_purchase.reversed_credits and app.may_have_come_back(p_purchase) then
      return jsonb_build_object('outcome', 'review', 'reason', 'reversed_again');
    elsif v_credits <= p_purchase.reversed_credits then
      -- told before, not done yet, or beyond the price
      return jsonb_build_object('outcome', 'ignored', 'reason', 'nothing_to_take_back');
    end if;
    perform app.reverse_purchase(p_purchase, p_payment, v_credits);
    return jsonb_build_object('outcome', 'applied');
  elsif p_meaning = 'created' and p_purchase.asaas_payment_id is null and v_doubt is null then
    -- faster than the answer to the call that created it
    update public.whatsapp_credit_purchases c set asaas_payment_id = p_payment ->> 'id', asaas_customer_id = p_payment ->> 'customer'
    where c.tenant_id = p_purchase.tenant_id and c.id = p_purchase.id;
    return jsonb_build_object('outcome', 'applied');
  end if;
  v_status := case
    when not v_is_ours then null
    when p_meaning = 'overdue' and p_purchase.status = 'pending' then 'expired'
    -- a charge deleted after its time had simply expired
    when p_meaning = 'deleted' and p_purchase.status in ('pending', 'expired', 'failed') then
      nullif(case when p_purchase.expires_at <= now() then 'expired' else 'cancelled' end, p_purchase.status)
    when p_meaning = 'restored' and p_purchase.status in ('expired', 'cancelled') then 'pending'
  end;
  if v_status is null then
    return jsonb_build_object('outcome', 'ignored', 'reason', 'changes_nothing');
  end if;
  update public.whatsapp_credit_purchases c set
    status = v_status, expires_at = case when v_status = 'pending' then now() + interval '1 day' else c.expires_at end
  where c.tenant_id = p_purchase.tenant_id and c.id = p_purchase.id returning * into p_purchase;
  perform app.publish_purchase(p_purchase);
  return jsonb_build_object('outcome', 'applied');
end;
$$;
revoke execute on function app.apply_payment(public.whatsapp_credit_purchases, text, jsonb) from public, anon, authenticated;
