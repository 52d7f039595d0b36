create function app.note_stripe_key(p_tenant_id uuid, p_account_id uuid, p_is_refused boolean)
returns void
language sql
set search_path = ''
as $$
  update app.stripe_accounts a set key_refused_at = case when p_is_refused then coalesce(a.key_refused_at, now()) end
  where a.tenant_id = p_tenant_id and a.id = p_account_id and (a.key_refused_at is not null) <> p_is_refused;
$$;
comment on function app.note_stripe_key(uuid, uuid, boolean) is
  'Caller: edge functions, when Stripe refused the key of an account or took it again. Errors: none.';
revoke execute on function app.note_stripe_key(uuid, uuid, boolean) from public, anon, authenticated;
grant execute on function app.note_stripe_key(uuid, uuid, boolean) to service_role;
