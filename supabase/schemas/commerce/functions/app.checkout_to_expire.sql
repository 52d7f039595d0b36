create function app.checkout_to_expire(p_tenant_id uuid, p_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('session_id', k.session_id, 'key', app.stripe_key(p_tenant_id, k.account_id))
  from app.stripe_checkouts k where k.tenant_id = p_tenant_id and k.id = p_id and k.state = 'open' and k.session_id is not null;
$$;
comment on function app.checkout_to_expire(uuid, uuid) is
  'Caller: the job expire_checkout. {session_id, key}; NULL where nothing is to be done. Errors: none.';
revoke execute on function app.checkout_to_expire(uuid, uuid) from public, anon, authenticated;
grant execute on function app.checkout_to_expire(uuid, uuid) to service_role;
