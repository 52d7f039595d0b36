create function app.require_import_kind(p_tenant_id uuid, p_key text)
returns app.import_kinds
language plpgsql
stable
set search_path = ''
as $$
declare
  v_kind app.import_kinds;
begin
  perform app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor', 'operator']);
  v_kind := app.import_kind(p_key);
  perform app.require_member(p_tenant_id, v_kind.roles);
  if v_kind.module is not null then
    perform app.require_module(p_tenant_id, v_kind.module);
  end if;
  return v_kind;
end;
$$;
comment on function app.require_import_kind(uuid, text) is
  'A kind of import that the caller may use. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 unknown_import_kind.';
revoke execute on function app.require_import_kind(uuid, text) from public, anon, authenticated;
