-- The money is there: the credits come in, once, less what was taken back already.
create function app.pay_purchase(p_purchase public.whatsapp_credit_purchases, p_payment jsonb)
returns public.whatsapp_credit_purchases
language plpgsql
set search_path = ''
as $$
declare
  v_purchase public.whatsapp_credit_purchases;
begin
  perform app.route_payment(p_purchase.tenant_id, p_purchase.id, p_payment ->> 'id');
  update public.whatsapp_credit_purchases c set
    status = case when c.reversed_credits = c.credits then 'refunded' else 'paid' end, paid_at = now(), failed_at = null,
    asaas_payment_id = p_payment ->> 'id', asaas_customer_id = p_payment ->> 'customer'
  where c.tenant_id = p_purchase.tenant_id and c.id = p_purchase.id returning * into v_purchase;
  perform app.publish_purchase(v_purchase);
  perform app.post_credits(v_purchase.tenant_id, 'purchase', v_purchase.credits, 'purchase:' || v_purchase.id, false, null,
    v_purchase.id, null, v_purchase.package_name);
  if v_purchase.reversed_credits > 0 then
    perform app.post_reversal(v_purchase, v_purchase.reversed_credits);
  end if;
  return v_purchase;
end;
$$;
revoke execute on function app.pay_purchase(public.whatsapp_credit_purchases, jsonb) from public, anon, authenticated;
