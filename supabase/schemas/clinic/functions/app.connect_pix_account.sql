create function app.connect_pix_account(
  p_tenant_id uuid, p_id uuid, p_environment text, p_key_hint text, p_webhook_sha256 text, p_credentials jsonb
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
  perform pg_advisory_xact_lock(hashtextextended('pix:' || p_tenant_id, 0));
  update app.pix_accounts a set disconnected_at = now()
  where a.tenant_id = p_tenant_id and a.id <> p_id and a.disconnected_at is null;
  delete from app_private.pix_credentials c where c.tenant_id = p_tenant_id and c.account_id <> p_id;
  insert into app.pix_accounts as a (tenant_id, id, environment, key_hint, webhook_sha256, connected_by)
  values (p_tenant_id, p_id, p_environment, p_key_hint, p_webhook_sha256, auth.uid())
  on conflict (tenant_id, id) do update set
    environment = excluded.environment, key_hint = excluded.key_hint, webhook_sha256 = excluded.webhook_sha256,
    connected_by = excluded.connected_by, connected_at = now(), disconnected_at = null, key_refused_at = null;
  insert into app_private.pix_credentials as c (tenant_id, account_id, credentials) values (p_tenant_id, p_id, p_credentials)
  on conflict (tenant_id, account_id) do update set credentials = excluded.credentials, updated_at = now();
  -- what waited for a key is looked at again
  perform app.schedule_pix_check(p_tenant_id, c.id, now()) from app.pix_charges c
  where c.tenant_id = p_tenant_id and c.account_id = p_id and c.status = 'pending';
  return public.get_pix_account(p_tenant_id);
end;
$$;
comment on function app.connect_pix_account(uuid, uuid, text, text, text, jsonb) is
  'Caller: owner or admin, through connect-clinic-asaas, with a key that Asaas took and a webhook that it has. Another account of the clinic is disconnected. Answers as get_pix_account. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 credentials_not_encrypted.';
revoke execute on function app.connect_pix_account(uuid, uuid, text, text, text, jsonb) from public, anon, authenticated;
grant execute on function app.connect_pix_account(uuid, uuid, text, text, text, jsonb) to authenticated;
