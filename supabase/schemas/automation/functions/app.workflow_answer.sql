create function app.workflow_answer(p_run public.workflow_runs, p_step public.workflow_steps, p_message public.conversation_messages, p_now timestamptz)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_did jsonb := case when p_step.kind = 'ask' then app.workflow_choice(p_run, p_step, p_message)
    else jsonb_build_object('branch', 'answered', 'result', jsonb_build_object('answer', left(coalesce(p_message.body, ''), 500), 'message_id', p_message.id)) end;
begin
  update public.workflow_steps s set state = 'done', branch = v_did ->> 'branch', finished_at = p_now, result = v_did -> 'result'
  where s.tenant_id = p_run.tenant_id and s.id = p_step.id;
  perform app.enter_workflow_step(p_run, (
    select v.plan #>> array['steps', p_step.step_id, 'branches', v_did ->> 'branch'] from public.workflow_versions v
    where v.tenant_id = p_run.tenant_id and v.workflow_id = p_run.workflow_id and v.version = p_run.version), p_now);
  perform app.tell_workflow_run(p_run);
end;
$$;
comment on function app.workflow_answer(public.workflow_runs, public.workflow_steps, public.conversation_messages, timestamptz) is
  'Somebody answered what a run, which the caller holds, waits for.';
revoke execute on function app.workflow_answer(public.workflow_runs, public.workflow_steps, public.conversation_messages, timestamptz) from public, anon, authenticated;
