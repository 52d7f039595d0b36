create function app.tg_conversation_messages__tell_webhooks()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if exists (
    select from public.webhook_endpoints e
    where e.tenant_id = new.tenant_id and e.is_active and 'message.status' = any (e.events))
  then
    perform app.queue_webhooks(new.tenant_id, 'message.status', app.message_resource(new), clock_timestamp(), null, null);
  end if;
  return null;
end;
$$;
revoke execute on function app.tg_conversation_messages__tell_webhooks() from public, anon, authenticated;
