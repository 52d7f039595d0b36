-- A message of the caller's clinic, its job locked before it, as everywhere.
create function app.lock_outbound(p_tenant_id uuid, p_message_id uuid)
returns public.conversation_messages
language plpgsql
set search_path = ''
as $$
declare
  v_message public.conversation_messages;
begin
  perform app.require_member(p_tenant_id);
  perform from app.jobs j where j.tenant_id = p_tenant_id and j.dedupe_key = 'send:' || p_message_id and j.finished_at is null
  for update;
  select * into v_message from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.id = p_message_id and m.direction = 'outbound' for update;
  if not found then
    raise sqlstate 'PT404' using message = 'message_not_found';
  end if;
  return v_message;
end;
$$;
revoke execute on function app.lock_outbound(uuid, uuid) from public, anon, authenticated;
