-- Failed messages become queued again, unless the person opted out meanwhile. Their conversations stay locked, so that
-- their jobs go to the end of the line.
create function app.revive_sends(p_tenant_id uuid, p_jobs app.jobs[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_job app.jobs;
  v_message public.conversation_messages;
  v_revived public.conversation_messages[] := '{}';
begin
  for v_job in select j.* from unnest(p_jobs) j order by j.line_no loop
    update public.conversation_messages m set
      -- one that may have arrived is looked for before it is sent again
      status = case m.error_code when 'delivery_unknown' then 'sending' else 'queued' end, next_attempt_at = now(),
      error_code = null, error_detail = null
    where m.tenant_id = p_tenant_id and m.id = (v_job.payload ->> 'message_id')::uuid and m.status = 'failed'
      and not exists (select from public.conversation_optouts o where o.tenant_id = p_tenant_id and o.thread_id = m.thread_id and o.purpose = 'all')
    returning * into v_message;
    if found then
      perform app.publish_message(v_message);
      v_revived := v_revived || v_message;
      -- places of a line are given to whoever holds the conversation
      perform from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_message.thread_id for update;
    end if;
  end loop;
  -- their failure gave the credits back; last, as the balance is the last to be locked
  foreach v_message in array v_revived loop
    perform app.charge_message(v_message);
  end loop;
end;
$$;
revoke execute on function app.revive_sends(uuid, app.jobs[]) from public, anon, authenticated;
