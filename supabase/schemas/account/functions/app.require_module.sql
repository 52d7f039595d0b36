create function app.require_module(p_tenant_id uuid, p_module text)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if not app.module_is_on(p_tenant_id, p_module) then
    raise sqlstate 'PT403' using message = 'module_off', detail = p_module, hint = 'An administrator of the clinic can switch it on.';
  end if;
end;
$$;
comment on function app.require_module(uuid, text) is
  'The one check of functions of a module, called after the one of the caller. Errors: PT403 module_off (detail: its key).';
revoke execute on function app.require_module(uuid, text) from public, anon, authenticated;
grant execute on function app.require_module(uuid, text) to authenticated, service_role;
