create function app.close_workflow_step(p_run public.workflow_runs, p_step public.workflow_steps, p_plan jsonb, p_did jsonb, p_now timestamptz)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_state text := p_did ->> 'state';
begin
  update public.workflow_steps s set
    state = v_state, branch = case when p_plan #> array['branches', p_did ->> 'branch'] is not null then p_did ->> 'branch' end,
    result = coalesce(jsonb_strip_nulls(p_did -> 'result'), '{}'), error = case when v_state = 'failed' then p_did #>> '{result,code}' end,
    message_id = coalesce((p_did ->> 'message_id')::uuid, s.message_id), run_at = coalesce((p_did ->> 'until')::timestamptz, s.run_at),
    finished_at = case when v_state in ('done', 'skipped', 'failed') then p_now end
  where s.tenant_id = p_run.tenant_id and s.id = p_step.id;
  if v_state = 'waiting' then
    perform app.enqueue_at(p_run.tenant_id, 'workflow_step', jsonb_build_object('id', p_step.id), (p_did ->> 'until')::timestamptz);
  elsif v_state = 'failed' then
    perform app.end_workflow_run(p_run, 'failed', p_did #>> '{result,code}', p_now);
  elsif v_state in ('done', 'skipped') then
    perform app.enter_workflow_step(p_run, case when p_plan -> 'branches' = '{}' then p_plan ->> 'next'
      else p_plan #>> array['branches', p_did ->> 'branch'] end, p_now);
  end if;
  perform app.tell_workflow_run(p_run);
end;
$$;
comment on function app.close_workflow_step(public.workflow_runs, public.workflow_steps, jsonb, jsonb, timestamptz) is
  'Notes what became of a step, and enters the next.';
revoke execute on function app.close_workflow_step(public.workflow_runs, public.workflow_steps, jsonb, jsonb, timestamptz) from public, anon, authenticated;
