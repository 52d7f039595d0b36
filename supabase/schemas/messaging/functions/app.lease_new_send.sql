-- The job of a message that was just asked for: leased to the caller, unless an earlier one of the conversation is still
-- to go. The caller holds the conversation, so that places in the line are given one after the other.
create function app.lease_new_send(p_message public.conversation_messages, p_uncertain boolean, p_waits boolean)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_job app.jobs;
  v_token uuid := case when not p_waits then gen_random_uuid() end;
  v_leased_until timestamptz := case when not p_waits then clock_timestamp() + app.job_lease('send_message') end;
  v_run_at timestamptz := case when p_waits then now() + app.line_look() else now() end;
begin
  insert into app.jobs (tenant_id, kind, payload, dedupe_key, attempts, lease_token, leased_until, run_at, tried_since)
  values (p_message.tenant_id, 'send_message', jsonb_build_object('message_id', p_message.id), 'send:' || p_message.id,
    case when p_waits then 0 else 1 end, v_token, v_leased_until, v_run_at, case when not p_waits then clock_timestamp() end)
  on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do update set
    attempts = excluded.attempts, lease_token = v_token, leased_until = v_leased_until, dead_at = null,
    run_at = v_run_at, last_error = null, line_no = excluded.line_no, tried_since = excluded.tried_since
  returning * into v_job;
  if p_waits then
    perform app.hurry_line(p_message.tenant_id, p_message.thread_id);
    return null;
  end if;
  return app.send_lease(v_job, p_message, p_uncertain);
end;
$$;
revoke execute on function app.lease_new_send(public.conversation_messages, boolean, boolean) from public, anon, authenticated;
