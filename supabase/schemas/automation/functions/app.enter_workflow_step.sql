create function app.enter_workflow_step(p_run public.workflow_runs, p_step_id text, p_now timestamptz, p_at timestamptz default null)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_kind text;
  v_no integer;
  v_id uuid;
begin
  if p_step_id is null then
    perform app.end_workflow_run(p_run, 'done', null, p_now);
    return;
  end if;
  select v.plan #>> array['steps', p_step_id, 'kind'] into v_kind from public.workflow_versions v
  where v.tenant_id = p_run.tenant_id and v.workflow_id = p_run.workflow_id and v.version = p_run.version;
  update public.workflow_runs r set step_no = r.step_no + 1
  where r.tenant_id = p_run.tenant_id and r.id = p_run.id returning step_no into v_no;
  insert into public.workflow_steps (tenant_id, run_id, position, step_id, kind, entered_at, run_at)
  values (p_run.tenant_id, p_run.id, v_no, p_step_id, v_kind, p_now, coalesce(p_at, p_now)) returning id into v_id;
  perform app.enqueue_at(p_run.tenant_id, 'workflow_step', jsonb_build_object('id', v_id), coalesce(p_at, p_now));
end;
$$;
comment on function app.enter_workflow_step(public.workflow_runs, text, timestamptz, timestamptz) is
  'The next step of a run, which the caller holds, with its job; no step ends the run.';
revoke execute on function app.enter_workflow_step(public.workflow_runs, text, timestamptz, timestamptz) from public, anon, authenticated;
