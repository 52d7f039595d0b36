create function app.drop_push_subscription(p_tenant_id uuid, p_id uuid)
returns void
language sql
set search_path = ''
as $$
  delete from app.push_subscriptions d where d.tenant_id = p_tenant_id and d.id = p_id;
$$;
comment on function app.drop_push_subscription(uuid, uuid) is 'Caller: worker, once the push service does not know the browser any more.';
revoke execute on function app.drop_push_subscription(uuid, uuid) from public, anon, authenticated;
grant execute on function app.drop_push_subscription(uuid, uuid) to service_role;
