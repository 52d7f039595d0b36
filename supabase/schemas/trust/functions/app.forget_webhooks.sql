create function app.forget_webhooks()
returns void
language sql
set search_path = ''
as $$
  -- their ids tell when they were made, so that the young ones are not looked at
  delete from public.webhook_deliveries d using public.webhook_endpoints e
  where d.tenant_id = e.tenant_id and d.endpoint_id = e.id and d.id < app.first_uuid_of(now() - interval '30 days');
$$;
comment on function app.forget_webhooks() is 'Deliveries are kept for thirty days, with what servers answered.';
revoke execute on function app.forget_webhooks() from public, anon, authenticated;
