create function app.rotate_webhook_secret(p_tenant_id uuid, p_id uuid, p_secret jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.webhook_endpoints;
begin
  perform app.require_admin(p_tenant_id);
  v_row := app.require_webhook_endpoint(p_tenant_id, p_id);
  delete from app_private.webhook_secrets s where s.tenant_id = p_tenant_id and s.endpoint_id = p_id and s.ends_at is not null;
  update app_private.webhook_secrets s set ends_at = now() + interval '24 hours' where s.tenant_id = p_tenant_id and s.endpoint_id = p_id;
  insert into app_private.webhook_secrets (tenant_id, endpoint_id, secret) values (p_tenant_id, p_id, p_secret);
  perform app.audit(p_tenant_id, 'webhook.secret_rotated', 'webhook', p_id::text, null, jsonb_build_object('url', v_row.url));
  return app.webhook_endpoint_payload(v_row);
end;
$$;
comment on function app.rotate_webhook_secret(uuid, uuid, jsonb) is
  'Caller: owner or admin, through webhook-endpoint. Both secrets sign for a day; the one before the last ends now. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 webhook_not_found.';
revoke execute on function app.rotate_webhook_secret(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function app.rotate_webhook_secret(uuid, uuid, jsonb) to authenticated;
