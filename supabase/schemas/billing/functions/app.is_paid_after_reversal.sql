-- Whether a payment is told as paid though credits of it were taken back that its refunds do not explain: money that came
-- again (a receipt in cash undone, a dispute won), or a late word about money that is gone. Only a person can tell.
create function app.is_paid_after_reversal(p_purchase public.whatsapp_credit_purchases, p_payment jsonb)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select p_purchase.reversed_credits > coalesce(app.credits_refunded(p_purchase, p_payment), 0)
    and (p_payment ->> 'status' is null or app.is_paid_payment(p_payment));
$$;
revoke execute on function app.is_paid_after_reversal(public.whatsapp_credit_purchases, jsonb) from public, anon, authenticated;
