create function app.require_assistant_user(p_tenant_id uuid)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id);
begin
  perform app.require_module(p_tenant_id, 'assistant');
  return v_role;
end;
$$;
comment on function app.require_assistant_user(uuid) is
  'The caller''s role, for every member of a clinic that uses the assistant. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 module_off.';
revoke execute on function app.require_assistant_user(uuid) from public, anon, authenticated;
