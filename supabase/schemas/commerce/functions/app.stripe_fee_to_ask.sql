create function app.stripe_fee_to_ask(p_tenant_id uuid, p_payment_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('payment_intent_id', k.payment_intent_id, 'key', app.stripe_key(p_tenant_id, k.account_id))
  from public.order_payments p
  join public.money_payments m on m.tenant_id = p_tenant_id and m.id = p.entry_id and m.fee_cents is null
  join app.stripe_checkouts k on k.tenant_id = p_tenant_id and k.session_id = p.reference
  where p.tenant_id = p_tenant_id and p.id = p_payment_id and p.provider = 'stripe';
$$;
comment on function app.stripe_fee_to_ask(uuid, uuid) is
  'Caller: the job stripe_fee. {payment_intent_id, key} of a payment of which nobody knows what Stripe kept; NULL where nothing is to be asked. Errors: none.';
revoke execute on function app.stripe_fee_to_ask(uuid, uuid) from public, anon, authenticated;
grant execute on function app.stripe_fee_to_ask(uuid, uuid) to service_role;
