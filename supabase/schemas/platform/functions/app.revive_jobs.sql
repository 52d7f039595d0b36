-- Puts dead jobs back in the queue; a failed message becomes queued again, unless the person opted out meanwhile.
create function app.revive_jobs(p_tenant_id uuid, p_job_id bigint)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_job app.jobs;
  v_message public.conversation_messages;
  v_revived public.conversation_messages[] := '{}';
  v_count int := 0;
begin
  for v_job in
    select * from app.jobs j where j.tenant_id = p_tenant_id and j.dead_at is not null and j.id = coalesce(p_job_id, j.id)
    order by j.line_no for update
  loop
    if v_job.kind = 'send_message' then
      update public.conversation_messages m set
        -- one that may have arrived is looked for before it is sent again
        status = case m.error_code when 'delivery_unknown' then 'sending' else 'queued' end, next_attempt_at = now(),
        error_code = null, error_detail = null
      where m.tenant_id = p_tenant_id and m.id = (v_job.payload ->> 'message_id')::uuid and m.status = 'failed'
        and not exists (select from public.conversation_optouts o where o.tenant_id = p_tenant_id and o.thread_id = m.thread_id)
      returning * into v_message;
      if found then
        perform app.publish_message(v_message);
        v_revived := v_revived || v_message;
        -- it goes to the end of its line, and places are given to whoever holds the conversation
        perform from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_message.thread_id for update;
      end if;
    end if;
    update app.jobs set
      dead_at = null, attempts = 0, run_at = now(), last_error = null, line_no = nextval('app.line_numbers'), tried_since = null
    where id = v_job.id;
    v_count := v_count + 1;
  end loop;
  -- their failure gave the credits back; last, as the balance is the last to be locked
  foreach v_message in array v_revived loop
    perform app.charge_message(v_message);
  end loop;
  return v_count;
end;
$$;
revoke execute on function app.revive_jobs(uuid, bigint) from public, anon, authenticated;
