create function app.lock_stock_owner(p_tenant_id uuid, p_owner_kind text, p_owner_id uuid)
returns void
language sql
set search_path = ''
as $$
  select pg_advisory_xact_lock(hashtextextended(p_tenant_id || ':stock:' || p_owner_kind || ':' || p_owner_id, 0));
$$;
comment on function app.lock_stock_owner(uuid, text, uuid) is
  'One call at a time for an owner of holds. Taken before the levels (app.lock_stock), and only by whoever holds no level yet: so nobody waits in a circle.';
revoke execute on function app.lock_stock_owner(uuid, text, uuid) from public, anon, authenticated;
