create function app.end_workflow_run(p_run public.workflow_runs, p_state text, p_reason text, p_now timestamptz)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update public.workflow_runs r set state = p_state, reason = p_reason, ended_at = p_now
  where r.tenant_id = p_run.tenant_id and r.id = p_run.id;
  if p_state = 'stopped' then
    update public.workflow_steps s set state = 'stopped', finished_at = p_now
    where s.tenant_id = p_run.tenant_id and s.run_id = p_run.id and s.state in ('queued', 'waiting');
  end if;
  perform app.tell_workflow_run(p_run);
end;
$$;
comment on function app.end_workflow_run(public.workflow_runs, text, text, timestamptz) is
  'Ends a run, which the caller holds.';
revoke execute on function app.end_workflow_run(public.workflow_runs, text, text, timestamptz) from public, anon, authenticated;
