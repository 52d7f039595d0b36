create function public.change_workflow_run(p_tenant_id uuid, p_id uuid, p_act text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_run public.workflow_runs;
  v_step public.workflow_steps;
begin
  perform app.require_leader(p_tenant_id);
  v_run := app.require_workflow_run(p_tenant_id, p_id, true);
  if not coalesce(case p_act when 'pause' then v_run.state = 'running' when 'resume' then v_run.state = 'paused'
    when 'stop' then v_run.ended_at is null when 'retry' then v_run.state = 'failed' end, false)
  then
    raise sqlstate 'PT409' using message = 'workflow_run_state', detail = v_run.state;
  end if;
  if p_act = 'stop' then
    perform app.end_workflow_run(v_run, 'stopped', 'stopped_by_person', clock_timestamp());
    return public.get_workflow_run(p_tenant_id, p_id);
  end if;
  update public.workflow_runs r set state = case p_act when 'pause' then 'paused' else 'running' end, reason = null, ended_at = null
  where r.tenant_id = p_tenant_id and r.id = p_id;
  if p_act <> 'pause' then
    update public.workflow_steps s set state = case when s.state = 'failed' then 'queued' else s.state end, error = null, finished_at = null,
      run_at = case when s.state = 'failed' then clock_timestamp() else s.run_at end
    where s.tenant_id = p_tenant_id and s.run_id = p_id and s.position = v_run.step_no returning * into v_step;
    perform app.enqueue_at(p_tenant_id, 'workflow_step', jsonb_build_object('id', v_step.id), greatest(v_step.run_at, clock_timestamp()));
  end if;
  perform app.tell_workflow_run(v_run);
  return public.get_workflow_run(p_tenant_id, p_id);
end;
$$;
comment on function public.change_workflow_run(uuid, uuid, text) is
  'Caller: owner, admin, supervisor. pause, resume, stop, or retry from the step that failed. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 workflow_run_not_found, PT409 workflow_run_state.';
revoke execute on function public.change_workflow_run(uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.change_workflow_run(uuid, uuid, text) to authenticated;
