create function app.dinamize_session(p_tenant_id uuid)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  -- a token dies after an hour without use, and after a day
  update app_private.dinamize_credentials c set
    token = case when c.token_made_at > now() - interval '23 hours' and c.token_used_at > now() - interval '50 minutes' then c.token end,
    token_used_at = now()
  where c.tenant_id = p_tenant_id;
  return (
    select jsonb_build_object('id', a.id, 'client_code', a.client_code, 'credentials', c.credentials, 'token', c.token)
    from app.dinamize_accounts a join app_private.dinamize_credentials c on c.tenant_id = a.tenant_id
    where a.tenant_id = p_tenant_id and a.refused_at is null);
end;
$$;
comment on function app.dinamize_session(uuid) is
  'Caller: edge functions that speak with Dinamize for a clinic: {id, client_code, credentials, token: sealed, null when there is none that lives}; NULL without a connection, or while user and password are refused.';
revoke execute on function app.dinamize_session(uuid) from public, anon, authenticated;
grant execute on function app.dinamize_session(uuid) to service_role;
