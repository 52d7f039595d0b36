create function app.require_seller(p_tenant_id uuid)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor', 'operator']);
begin
  perform app.require_module(p_tenant_id, 'sales');
  return v_role;
end;
$$;
comment on function app.require_seller(uuid) is
  'The caller''s role, for whoever sells: everybody but therapists, in a clinic that uses sales. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function app.require_seller(uuid) from public, anon, authenticated;
grant execute on function app.require_seller(uuid) to authenticated;
