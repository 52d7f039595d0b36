create function app.require_stock_keeper(p_tenant_id uuid)
returns text
language sql
stable
set search_path = ''
as $$
  select app.require_member(p_tenant_id, array['owner', 'admin', 'operator']);
$$;
comment on function app.require_stock_keeper(uuid) is
  'The caller''s role, if it changes products, stock and purchases: who moves money, too. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function app.require_stock_keeper(uuid) from public, anon, authenticated;
