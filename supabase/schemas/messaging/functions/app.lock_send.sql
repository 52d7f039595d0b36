-- A message that is asked for again while its attempt runs: job and message are locked before the conversation, as
-- everywhere. Calls with one client_id go one after the other, whichever conversations they name: the message may be
-- there after one of them has its conversation.
create function app.lock_send(p_tenant_id uuid, p_client_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(p_tenant_id::text || p_client_id, 3));
  perform from app.jobs j
  where j.tenant_id = p_tenant_id and j.finished_at is null and j.dedupe_key = 'send:' || (
    select m.id from public.conversation_messages m where m.tenant_id = p_tenant_id and m.client_id = p_client_id)
  for update;
  perform from public.conversation_messages m where m.tenant_id = p_tenant_id and m.client_id = p_client_id for update;
end;
$$;
revoke execute on function app.lock_send(uuid, uuid) from public, anon, authenticated;
