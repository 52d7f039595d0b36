create function app.require_import(p_tenant_id uuid, p_id uuid)
returns public.imports
language plpgsql
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor', 'operator']);
  v_import public.imports;
begin
  select * into v_import from public.imports i where i.tenant_id = p_tenant_id and i.id = p_id for update;
  if v_import.id is null or not v_role = any ((app.import_kind(v_import.kind)).roles) then
    raise sqlstate 'PT404' using message = 'import_not_found';
  end if;
  return v_import;
end;
$$;
comment on function app.require_import(uuid, uuid) is
  'An import that the caller may see, locked. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 import_not_found.';
revoke execute on function app.require_import(uuid, uuid) from public, anon, authenticated;
