create function app.refund_to_send(p_tenant_id uuid, p_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('id', r.id, 'amount_cents', r.amount_cents, 'payment_intent_id', k.payment_intent_id,
    'key', app.stripe_key(p_tenant_id, k.account_id))
  from public.order_refunds r
  join public.order_payments p on p.tenant_id = p_tenant_id and p.id = r.payment_id
  join app.stripe_checkouts k on k.tenant_id = p_tenant_id and k.session_id = p.reference
  where r.tenant_id = p_tenant_id and r.id = p_id and r.state = 'pending';
$$;
comment on function app.refund_to_send(uuid, uuid) is
  'Caller: the job refund_stripe. {id, amount_cents, payment_intent_id, key}; NULL where nothing is to be done. Errors: none.';
revoke execute on function app.refund_to_send(uuid, uuid) from public, anon, authenticated;
grant execute on function app.refund_to_send(uuid, uuid) to service_role;
