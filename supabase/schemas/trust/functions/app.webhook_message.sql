create function app.webhook_message(p_tenant_id uuid, p_payload jsonb)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select app.message_resource(r) from public.conversation_messages r where r.tenant_id = p_tenant_id and r.id = (p_payload ->> 'message_id')::uuid;
$$;
comment on function app.webhook_message(uuid, jsonb) is 'What endpoints are told of an event (app.webhook_sources).';
revoke execute on function app.webhook_message(uuid, jsonb) from public, anon, authenticated;
