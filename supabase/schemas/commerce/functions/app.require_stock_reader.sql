create function app.require_stock_reader(p_tenant_id uuid)
returns text
language sql
stable
set search_path = ''
as $$
  select app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor', 'operator']);
$$;
comment on function app.require_stock_reader(uuid) is
  'The caller''s role, if it sees what the clinic sells and has: everybody but therapists. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function app.require_stock_reader(uuid) from public, anon, authenticated;
