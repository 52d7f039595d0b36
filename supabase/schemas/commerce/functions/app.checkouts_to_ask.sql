create function app.checkouts_to_ask(p_tenant_id uuid, p_order_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('session_id', k.session_id, 'account_id', k.account_id, 'key', app.stripe_key(p_tenant_id, k.account_id))), '[]')
  from (
    select * from app.stripe_checkouts x
    where x.tenant_id = p_tenant_id and x.order_id = p_order_id and x.state in ('open', 'processing') and x.session_id is not null
    order by x.created_at desc limit 3
  ) k;
$$;

comment on function app.checkouts_to_ask(uuid, uuid) is
  'Caller: order-page, when somebody comes back from Stripe before its event: the pages on which the order may have been paid [{session_id, account_id, key}]. Errors: none.';
revoke execute on function app.checkouts_to_ask(uuid, uuid) from public, anon, authenticated;
grant execute on function app.checkouts_to_ask(uuid, uuid) to service_role;
