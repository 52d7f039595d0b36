-- The states of a payment whose money is there, or still there while a refund waits.
create function app.is_paid_payment(p_payment jsonb)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select coalesce(p_payment ->> 'status' in ('RECEIVED', 'CONFIRMED', 'RECEIVED_IN_CASH', 'DUNNING_RECEIVED',
    'REFUND_REQUESTED', 'REFUND_IN_PROGRESS'), false);
$$;
revoke execute on function app.is_paid_payment(jsonb) from public, anon, authenticated;
