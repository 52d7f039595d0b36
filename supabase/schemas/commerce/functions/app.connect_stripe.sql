create function app.connect_stripe(
  p_tenant_id uuid, p_id uuid, p_livemode boolean, p_account_ref text, p_display_name text, p_key_hint text, p_credentials jsonb
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  if p_credentials is null or not p_credentials ?& array['v', 'kid', 'iv', 'ct'] then
    raise sqlstate 'PT400' using message = 'credentials_not_encrypted';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('stripe:' || p_tenant_id, 0));
  update app.stripe_accounts a set disconnected_at = now()
  where a.tenant_id = p_tenant_id and a.id <> p_id and a.disconnected_at is null;
  insert into app.stripe_accounts as a (tenant_id, id, livemode, account_ref, display_name, key_hint, connected_by)
  values (p_tenant_id, p_id, p_livemode, p_account_ref, app.trimmed(p_display_name, 200), p_key_hint, auth.uid())
  on conflict (tenant_id, id) do update set
    livemode = excluded.livemode, account_ref = excluded.account_ref, display_name = excluded.display_name, key_hint = excluded.key_hint,
    connected_by = excluded.connected_by, connected_at = now(), disconnected_at = null, key_refused_at = null;
  insert into app_private.stripe_credentials as c (tenant_id, account_id, credentials) values (p_tenant_id, p_id, p_credentials)
  on conflict (tenant_id, account_id) do update set credentials = excluded.credentials, updated_at = now();
  return public.get_stripe_account(p_tenant_id);
end;
$$;
comment on function app.connect_stripe(uuid, uuid, boolean, text, text, text, jsonb) is
  'Caller: owner or admin, through connect-stripe, with a key that Stripe took and a webhook that it has. Another account of the clinic is disconnected. Answers as get_stripe_account. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 credentials_not_encrypted.';
revoke execute on function app.connect_stripe(uuid, uuid, boolean, text, text, text, jsonb) from public, anon, authenticated;
grant execute on function app.connect_stripe(uuid, uuid, boolean, text, text, text, jsonb) to authenticated;
