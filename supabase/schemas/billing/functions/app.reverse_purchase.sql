-- The money went back, at least for so many credits in all. Before the payment itself is heard of, it is only remembered.
create function app.reverse_purchase(p_purchase public.whatsapp_credit_purchases, p_payment jsonb, p_credits integer)
returns public.whatsapp_credit_purchases
language plpgsql
set search_path = ''
as $$
declare
  v_purchase public.whatsapp_credit_purchases;
begin
  perform app.route_payment(p_purchase.tenant_id, p_purchase.id, p_payment ->> 'id');
  update public.whatsapp_credit_purchases c set
    reversed_credits = p_credits, status = case when p_credits = c.credits then 'refunded' else c.status end,
    asaas_payment_id = p_payment ->> 'id', asaas_customer_id = p_payment ->> 'customer'
  where c.tenant_id = p_purchase.tenant_id and c.id = p_purchase.id returning * into v_purchase;
  perform app.publish_purchase(v_purchase);
  if v_purchase.paid_at is not null then
    perform app.post_reversal(v_purchase, p_credits - p_purchase.reversed_credits);
  end if;
  return v_purchase;
end;
$$;
revoke execute on function app.reverse_purchase(public.whatsapp_credit_purchases, jsonb, integer) from public, anon, authenticated;
