-- How many credits the refunds of a payment take back: the part of the price that is no longer paid, rounded in the
-- clinic's favour; what was paid beyond the price may go back without them. Of the states of a refund (PENDING, CANCELLED,
-- DONE, and two of waiting for somebody's consent) one moves money. NULL when the payment does not tell of a refund.
create function app.credits_refunded(p_purchase public.whatsapp_credit_purchases, p_payment jsonb)
returns integer
language sql
immutable
set search_path = ''
as $$
  with refunds as (
    select count(*) as told, coalesce(sum((r ->> 'value')::numeric) filter (where coalesce(r ->> 'status', 'DONE') = 'DONE'), 0) as reais
    from jsonb_array_elements(case jsonb_typeof(p_payment -> 'refunds') when 'array' then p_payment -> 'refunds' else '[]' end) r
    where jsonb_typeof(r -> 'value') = 'number' and (r ->> 'value')::numeric > 0 and r ->> 'status' is distinct from 'CANCELLED'
  ), unpaid as (
    select f.told, f.reais - greatest(0, case jsonb_typeof(p_payment -> 'value')
      when 'number' then (p_payment ->> 'value')::numeric - p_purchase.amount_brl end) as reais
    from refunds f
  )
  -- div: whole numbers, exactly
  select least(p_purchase.credits, div(p_purchase.credits * greatest(0, u.reais), p_purchase.amount_brl))::int
  from unpaid u where u.told > 0;
$$;
revoke execute on function app.credits_refunded(public.whatsapp_credit_purchases, jsonb) from public, anon, authenticated;
