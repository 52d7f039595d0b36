create function app.order_state(
  p_total_cents integer, p_refunded_cents integer, p_paid_cents integer, p_sold integer, p_fulfilled integer, p_returned integer, p_is_over boolean
)
returns text
language sql
immutable
set search_path = ''
as $$
  select case
    when p_is_over then 'cancelled'
    when p_fulfilled = p_sold and p_returned = p_sold then 'returned'
    when p_fulfilled = p_returned and p_total_cents > 0 and p_refunded_cents = p_total_cents then 'cancelled'
    when p_fulfilled = p_sold then 'fulfilled'
    when p_paid_cents >= p_total_cents - p_refunded_cents then 'paid'
    else 'pending' end;
$$;
comment on function app.order_state(integer, integer, integer, integer, integer, integer, boolean) is
  'The state of an order from its facts; nothing else says it. p_is_over: it was cancelled, or expired.';
revoke execute on function app.order_state(integer, integer, integer, integer, integer, integer, boolean) from public, anon, authenticated;
