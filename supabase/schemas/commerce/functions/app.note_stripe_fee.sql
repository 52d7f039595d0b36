create function app.note_stripe_fee(p_tenant_id uuid, p_payment_id uuid, p_cents integer)
returns void
language sql
set search_path = ''
as $$
  update public.money_payments m set fee_cents = least(greatest(p_cents, 0), m.amount_cents)
  from public.order_payments p
  where p.tenant_id = p_tenant_id and p.id = p_payment_id and m.tenant_id = p_tenant_id and m.id = p.entry_id and m.fee_cents is null;
$$;
comment on function app.note_stripe_fee(uuid, uuid, integer) is
  'Caller: the job stripe_fee. What Stripe kept of a payment, in cents; once. Errors: none.';
revoke execute on function app.note_stripe_fee(uuid, uuid, integer) from public, anon, authenticated;
grant execute on function app.note_stripe_fee(uuid, uuid, integer) to service_role;
