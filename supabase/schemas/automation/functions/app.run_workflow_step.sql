create function app.run_workflow_step(p_tenant_id uuid, p_id uuid, p_now timestamptz default clock_timestamp())
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_run public.workflow_runs;
  v_step public.workflow_steps;
  v_version public.workflow_versions;
  v_plan jsonb;
  v_did jsonb;
begin
  select r.* into v_run from public.workflow_runs r
  where r.tenant_id = p_tenant_id and r.id = (select s.run_id from public.workflow_steps s where s.tenant_id = p_tenant_id and s.id = p_id) for update;
  select * into v_step from public.workflow_steps s where s.tenant_id = p_tenant_id and s.id = p_id;
  -- who comes again, or too early, finds nothing to do
  if v_run.state is distinct from 'running' or v_step.state not in ('queued', 'waiting') or v_step.run_at > p_now then
    return '{}';
  end if;
  select * into v_version from public.workflow_versions v
  where v.tenant_id = p_tenant_id and v.workflow_id = v_run.workflow_id and v.version = v_run.version;
  v_plan := v_version.plan #> array['steps', v_step.step_id];
  update public.workflow_steps s set attempts = s.attempts + 1 where s.tenant_id = p_tenant_id and s.id = p_id;
  -- what listens to what this step does knows where it comes from
  perform set_config('app.caused_by', to_jsonb(v_run.chain)::text, true);
  begin
    v_did := app.do_workflow_step(v_run, v_step, v_plan, v_version.definition, p_now);
  exception when sqlstate 'PT409' or sqlstate 'PT404' or sqlstate 'PT400' then
    v_did := jsonb_build_object('state', 'failed', 'result', jsonb_build_object('code', sqlerrm));
  end;
  perform set_config('app.caused_by', '', true);
  if v_did ? 'call' then
    return jsonb_build_object('call', v_did -> 'call');
  end if;
  select * into v_run from public.workflow_runs r where r.tenant_id = p_tenant_id and r.id = v_run.id;
  perform app.close_workflow_step(v_run, v_step, v_plan, v_did, p_now);
  return case when v_did ? 'send' then jsonb_build_object('send', v_did -> 'send') else '{}' end;
end;
$$;
comment on function app.run_workflow_step(uuid, uuid, timestamptz) is
  'Caller: workers. Does a step that is due, once: with its effect it notes the result and enters the next step. Answers {send: as create_automation_message} or {call: {url, secret, body}}, which complete_workflow_call ends; {} when nothing is to be done outside.';
revoke execute on function app.run_workflow_step(uuid, uuid, timestamptz) from public, anon, authenticated;
grant execute on function app.run_workflow_step(uuid, uuid, timestamptz) to service_role;
