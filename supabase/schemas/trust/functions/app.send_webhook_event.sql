create function app.send_webhook_event(p_tenant_id uuid, p_event text, p_data jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- most clinics have no endpoint, and then nothing is written
  if exists (
    select from public.webhook_endpoints e where e.tenant_id = p_tenant_id and e.is_active and p_event = any (e.events))
  then
    perform app.queue_webhooks(p_tenant_id, p_event, p_data, now(), null, null);
  end if;
end;
$$;
comment on function app.send_webhook_event(uuid, text, jsonb) is
  'Tells the endpoints of a clinic that listen to an event of webhook_event_kinds: one delivery each, in the caller''s transaction.';
revoke execute on function app.send_webhook_event(uuid, text, jsonb) from public, anon, authenticated;
