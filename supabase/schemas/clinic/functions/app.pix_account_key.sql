create function app.pix_account_key(p_tenant_id uuid, p_account_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('id', a.id, 'environment', a.environment, 'credentials', c.credentials)
  from app.pix_accounts a
  join app_private.pix_credentials c on c.tenant_id = p_tenant_id and c.account_id = a.id
  where a.tenant_id = p_tenant_id and a.id = p_account_id;
$$;
comment on function app.pix_account_key(uuid, uuid) is
  'Caller: edge functions that speak with Asaas for a clinic: {id, environment, credentials}; NULL once it was disconnected. Errors: none.';
revoke execute on function app.pix_account_key(uuid, uuid) from public, anon, authenticated;
grant execute on function app.pix_account_key(uuid, uuid) to service_role;
