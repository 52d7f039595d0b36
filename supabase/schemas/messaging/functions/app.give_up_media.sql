-- Nobody fetches this file any more: the bubble says so and offers to try again.
create function app.give_up_media(p_job app.jobs)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_message public.conversation_messages;
begin
  update public.conversation_messages m set media = m.media || '{"state": "failed", "reason": "provider_unavailable"}'
  where m.tenant_id = p_job.tenant_id and m.id = (p_job.payload ->> 'message_id')::uuid and m.media ->> 'state' = 'remote'
  returning * into v_message;
  if found then
    perform app.publish_message(v_message);
  end if;
end;
$$;
revoke execute on function app.give_up_media(app.jobs) from public, anon, authenticated;
