create function app.require_assistant_key(p_tenant_id uuid, p_operation text)
returns public.api_keys
language plpgsql
stable
set search_path = ''
as $$
declare
  v_key public.api_keys := app.require_api_key(p_operation);
begin
  if v_key.tenant_id is distinct from p_tenant_id then
    raise sqlstate 'PT401' using message = 'api_key_invalid';
  end if;
  perform app.require_module(p_tenant_id, 'assistant');
  return v_key;
end;
$$;
comment on function app.require_assistant_key(uuid, text) is
  'The key of the claims, which is of this clinic and may use its assistant''s tools. Errors: as app.require_api_key, PT401 api_key_invalid, PT403 module_off.';
revoke execute on function app.require_assistant_key(uuid, text) from public, anon, authenticated;
