-- Why a payment cannot be the one that the purchase waits for; NULL when it can.
create function app.payment_doubt(p_purchase public.whatsapp_credit_purchases, p_payment jsonb)
returns text
language sql
immutable
set search_path = ''
as $$
  select case
    when p_payment ->> 'customer' is null
      or p_payment ->> 'customer' <> coalesce(p_purchase.asaas_customer_id, p_payment ->> 'customer') then 'other_customer'
    when jsonb_typeof(p_payment -> 'value') is distinct from 'number'
      or (p_payment ->> 'value')::numeric < p_purchase.amount_brl then 'value_too_low'
  end;
$$;
revoke execute on function app.payment_doubt(public.whatsapp_credit_purchases, jsonb) from public, anon, authenticated;
