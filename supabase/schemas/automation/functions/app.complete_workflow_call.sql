create function app.complete_workflow_call(p_tenant_id uuid, p_id uuid, p_status integer, p_error text, p_now timestamptz default clock_timestamp())
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_run public.workflow_runs;
  v_step public.workflow_steps;
begin
  select r.* into v_run from public.workflow_runs r
  where r.tenant_id = p_tenant_id and r.id = (select s.run_id from public.workflow_steps s where s.tenant_id = p_tenant_id and s.id = p_id) for update;
  select * into v_step from public.workflow_steps s where s.tenant_id = p_tenant_id and s.id = p_id;
  if v_step.id is null or v_step.state not in ('queued', 'waiting') or v_run.ended_at is not null then
    return false;
  end if;
  perform app.close_workflow_step(v_run, v_step, (
      select v.plan #> array['steps', v_step.step_id] from public.workflow_versions v
      where v.tenant_id = p_tenant_id and v.workflow_id = v_run.workflow_id and v.version = v_run.version),
    jsonb_build_object('state', case when p_error is null then 'done' else 'failed' end,
      'result', jsonb_build_object('status', p_status, 'code', p_error)), p_now);
  return true;
end;
$$;
comment on function app.complete_workflow_call(uuid, uuid, integer, text, timestamptz) is
  'Caller: workers. What a server outside answered: its status, or the code of what went wrong. False when the step was over.';
revoke execute on function app.complete_workflow_call(uuid, uuid, integer, text, timestamptz) from public, anon, authenticated;
grant execute on function app.complete_workflow_call(uuid, uuid, integer, text, timestamptz) to service_role;
