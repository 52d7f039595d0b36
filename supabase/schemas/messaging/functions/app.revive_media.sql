-- Fetches that were given up go back to the queue: their bubbles show that something is under way.
create function app.revive_media(p_tenant_id uuid, p_jobs app.jobs[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_message public.conversation_messages;
begin
  for v_message in
    update public.conversation_messages m set media = m.media - 'reason' || '{"state": "remote"}'
    where m.tenant_id = p_tenant_id and m.media ->> 'state' = 'failed'
      and m.id in (select (j.payload ->> 'message_id')::uuid from unnest(p_jobs) j)
    returning *
  loop
    perform app.publish_message(v_message);
  end loop;
end;
$$;
revoke execute on function app.revive_media(uuid, app.jobs[]) from public, anon, authenticated;
