create function app.stripe_key(p_tenant_id uuid, p_account_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('id', a.id, 'livemode', a.livemode, 'credentials', c.credentials)
  from app.stripe_accounts a
  join app_private.stripe_credentials c on c.tenant_id = p_tenant_id and c.account_id = a.id
  where a.tenant_id = p_tenant_id and a.id = p_account_id;
$$;
comment on function app.stripe_key(uuid, uuid) is
  'Caller: edge functions that speak with Stripe for a clinic, or check who signed: {id, livemode, credentials}; also of an account that was disconnected. Errors: none.';
revoke execute on function app.stripe_key(uuid, uuid) from public, anon, authenticated;
grant execute on function app.stripe_key(uuid, uuid) to service_role;
