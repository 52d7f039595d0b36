create function app.keep_dinamize_token(p_tenant_id uuid, p_id uuid, p_token jsonb)
returns void
language sql
set search_path = ''
as $$
  update app_private.dinamize_credentials c set token = p_token, token_made_at = now(), token_used_at = now()
  from app.dinamize_accounts a
  where a.tenant_id = p_tenant_id and a.id = p_id and c.tenant_id = a.tenant_id;
$$;
comment on function app.keep_dinamize_token(uuid, uuid, jsonb) is 'Caller: who signed in at Dinamize: the sealed token, for all workers; null: the one that was kept is not taken any more.';
revoke execute on function app.keep_dinamize_token(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function app.keep_dinamize_token(uuid, uuid, jsonb) to service_role;
