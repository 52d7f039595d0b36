create function app.require_knowledge_editor(p_tenant_id uuid)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor']);
begin
  perform app.require_module(p_tenant_id, 'knowledge');
  return v_role;
end;
$$;
comment on function app.require_knowledge_editor(uuid) is
  'The caller''s role, if it may change what the clinic answers from. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function app.require_knowledge_editor(uuid) from public, anon, authenticated;
grant execute on function app.require_knowledge_editor(uuid) to authenticated, service_role;
