create function app.tell_workflow_run(p_run public.workflow_runs)
returns void
language sql
set search_path = ''
as $$
  select app.broadcast(p_run.tenant_id, 'workflow_run', jsonb_build_object('id', p_run.id, 'workflow_id', p_run.workflow_id));
$$;
revoke execute on function app.tell_workflow_run(public.workflow_runs) from public, anon, authenticated;
