-- The lease of a send whose job was just claimed; NULL when nothing is to be sent any more, and then the job is closed.
create function app.open_send(p_job app.jobs)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_message public.conversation_messages;
  v_uncertain boolean;
  v_refusal text;
begin
  -- looked at before it is locked: of a line that is claimed at once only the first message is touched
  select * into v_message from public.conversation_messages m
  where m.tenant_id = p_job.tenant_id and m.id = (p_job.payload ->> 'message_id')::uuid;
  if app.stands_behind(v_message, p_job.line_no) then
    perform app.wait_in_line(p_job, v_message);
    return null;
  end if;
  select * into v_message from public.conversation_messages m
  where m.tenant_id = p_job.tenant_id and m.id = (p_job.payload ->> 'message_id')::uuid for update;
  if v_message.id is null or v_message.status not in ('queued', 'sending') then
    update app.jobs set finished_at = now(), lease_token = null, leased_until = null
    where tenant_id = p_job.tenant_id and id = p_job.id;
    return null;
  end if;
  if p_job.attempts > app.max_attempts(p_job.kind) then
    perform app.fail_message(v_message.tenant_id, v_message.id, 'delivery_unknown', null);
    update app.jobs set dead_at = now(), last_error = 'delivery_unknown', lease_token = null, leased_until = null
    where tenant_id = p_job.tenant_id and id = p_job.id;
    return null;
  end if;
  -- whoever gets a place in the line holds the conversation
  perform from public.conversation_threads t where t.tenant_id = v_message.tenant_id and t.id = v_message.thread_id for update;
  if app.stands_behind(v_message, p_job.line_no) then
    perform app.wait_in_line(p_job, v_message);
    return null;
  end if;
  update app.jobs set tried_since = coalesce(tried_since, clock_timestamp())
  where tenant_id = p_job.tenant_id and id = p_job.id and tried_since is null;
  v_uncertain := v_message.status = 'sending';
  if not v_uncertain then
    v_refusal := app.late_refusal(v_message);
    if v_refusal is not null then
      perform app.refuse_send(p_job, v_message, v_refusal);
      return null;
    end if;
    update public.conversation_messages m set status = 'sending', next_attempt_at = null
    where m.tenant_id = v_message.tenant_id and m.id = v_message.id returning * into v_message;
    perform app.publish_message(v_message);
  end if;
  return app.send_lease(p_job, v_message, v_uncertain);
end;
$$;
revoke execute on function app.open_send(app.jobs) from public, anon, authenticated;
