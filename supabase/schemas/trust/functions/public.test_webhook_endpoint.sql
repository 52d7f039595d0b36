create function public.test_webhook_endpoint(p_tenant_id uuid, p_id uuid)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  perform app.require_webhook_endpoint(p_tenant_id, p_id);
  perform app.queue_webhooks(p_tenant_id, 'webhook.test', jsonb_build_object('endpoint_id', p_id), now(), null, p_id);
  return (select d.id from public.webhook_deliveries d where d.tenant_id = p_tenant_id and d.endpoint_id = p_id order by d.id desc limit 1);
end;
$$;
comment on function public.test_webhook_endpoint(uuid, uuid) is
  'Caller: owner or admin. Sends the event webhook.test once, also to an endpoint that is off; the delivery. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 webhook_not_found.';
revoke execute on function public.test_webhook_endpoint(uuid, uuid) from public, anon, authenticated;
grant execute on function public.test_webhook_endpoint(uuid, uuid) to authenticated;
