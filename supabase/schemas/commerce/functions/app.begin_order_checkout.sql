create function app.begin_order_checkout(p_tenant_id uuid, p_id uuid, p_order_id uuid)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_order public.orders;
  v_account uuid;
  v_open integer;
  v_row app.stripe_checkouts;
begin
  v_order := app.lock_order(p_tenant_id, p_order_id);
  select a.id into v_account from app.stripe_accounts a where a.tenant_id = p_tenant_id and a.disconnected_at is null;
  if v_account is null then
    raise sqlstate 'PT409' using message = 'stripe_not_connected';
  end if;
  v_open := v_order.total_cents - v_order.refunded_cents - v_order.paid_cents;
  if v_order.state = 'cancelled' or v_open <= 0 then
    raise sqlstate 'PT409' using message = 'order_not_payable';
  elsif v_open < 50 then
    raise sqlstate 'PT409' using message = 'too_little_for_card';
  end if;
  select * into v_row from app.stripe_checkouts k
  where k.tenant_id = p_tenant_id and k.order_id = p_order_id and k.account_id = v_account and k.state = 'open' and k.amount_cents = v_open
    and k.expires_at > now() + interval '10 minutes'
  order by k.created_at desc limit 1;
  if v_row.id is null then
    insert into app.stripe_checkouts (tenant_id, id, account_id, order_id, amount_cents, expires_at, created_by)
    values (p_tenant_id, p_id, v_account, p_order_id, v_open,
      date_trunc('second', least(greatest(coalesce(v_order.expires_at, now() + interval '23 hours'), now() + interval '31 minutes'), now() + interval '23 hours')), auth.uid())
    on conflict (tenant_id, id) do nothing;
    select * into v_row from app.stripe_checkouts k where k.tenant_id = p_tenant_id and k.id = p_id and k.order_id = p_order_id;
  end if;
  return jsonb_build_object('id', v_row.id, 'account_id', v_row.account_id, 'order_id', p_order_id, 'number', v_order.number,
    'amount_cents', v_row.amount_cents, 'url', v_row.url, 'expires_at', extract(epoch from v_row.expires_at)::bigint, 'page_key', v_order.page_key,
    'clinic_name', (select t.name from public.tenants t where t.id = p_tenant_id),
    'email', case when v_order.channel = 'shop' then (
      select b.email from public.order_buyers b where b.tenant_id = p_tenant_id and b.order_id = p_order_id)
    else (select y.email from public.payers y where y.tenant_id = p_tenant_id and y.id = v_order.payer_id) end,
    'thread_key', (select t.thread_key from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_order.thread_id),
    'key', app.stripe_key(p_tenant_id, v_row.account_id));
end;
$$;
comment on function app.begin_order_checkout(uuid, uuid, uuid) is
  'A page of Stripe for what is open of an order: the one that is still good, or a new row whose id is the idempotency key. Whoever calls has checked who asks. {id, account_id, amount_cents, url (null: to be created), expires_at (unix), key, …}. Errors: PT404 order_not_found, PT409 stripe_not_connected, PT409 order_not_payable, PT409 too_little_for_card.';
revoke execute on function app.begin_order_checkout(uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function app.begin_order_checkout(uuid, uuid, uuid) to service_role;
