create function app.give_up_workflow_step(p_job app.jobs)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.complete_workflow_call(p_job.tenant_id, (p_job.payload ->> 'id')::uuid, null, coalesce(left(p_job.last_error, 60), 'unknown'));
end;
$$;
comment on function app.give_up_workflow_step(app.jobs) is
  'Nobody works on the job of a step any more: its run failed there.';
revoke execute on function app.give_up_workflow_step(app.jobs) from public, anon, authenticated;
