create function app.api_me(p_tenant_id uuid, p_args jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('clinic', (select jsonb_build_object('id', t.id, 'name', t.name) from public.tenants t where t.id = p_tenant_id),
    'key', (select jsonb_build_object('id', k.id, 'name', k.name, 'scopes', k.scopes, 'expires_at', k.expires_at) from public.api_keys k
      where k.tenant_id = p_tenant_id and k.id = (auth.jwt() ->> 'api_key_id')::uuid));
end;
$$;
revoke execute on function app.api_me(uuid, jsonb) from public, anon, authenticated;
grant execute on function app.api_me(uuid, jsonb) to authenticated;
