create function app.require_api_key(p_operation text)
returns public.api_keys
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_claims jsonb := auth.jwt();
  v_key public.api_keys;
  v_operation app.api_operations;
begin
  select * into v_key from public.api_keys k
  where k.tenant_id = (v_claims ->> 'api_tenant_id')::uuid and k.id = (v_claims ->> 'api_key_id')::uuid and k.created_by = app.require_user();
  if v_key.id is null or v_key.revoked_at is not null then
    raise sqlstate 'PT401' using message = 'api_key_invalid';
  end if;
  if v_key.expires_at <= now() then
    raise sqlstate 'PT401' using message = 'api_key_expired';
  end if;
  if not exists (
    select from public.tenant_members m
    where m.tenant_id = v_key.tenant_id and m.user_id = v_key.created_by and m.status = 'active' and m.role in ('owner', 'admin'))
  then
    raise sqlstate 'PT403' using message = 'api_key_maker_left';
  end if;
  select * into v_operation from app.api_operations o where o.key = p_operation;
  if v_operation.key is null or not coalesce(v_operation.scope = any (v_key.scopes), v_operation.scope is null) then
    raise sqlstate 'PT403' using message = 'api_scope_missing', detail = coalesce(v_operation.scope, p_operation);
  end if;
  return v_key;
end;
$$;
comment on function app.require_api_key(text) is
  'The key of the claims, which works and has the scope of the operation, and whose maker is still owner or admin. Errors: PT401 not_signed_in, PT401 api_key_invalid, PT401 api_key_expired, PT403 api_key_maker_left, PT403 api_scope_missing.';
revoke execute on function app.require_api_key(text) from public, anon, authenticated;
grant execute on function app.require_api_key(text) to authenticated;
