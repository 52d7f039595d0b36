create function app.give_up_workflow_step(p_job app.jobs)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.complete_workflow_call(p_job.tenant_id, (p_job.payload ->> 'id')::uuid, null, case (
    select s.kind from public.workflow_steps s where s.tenant_id = p_job.tenant_id and s.id = (p_job.payload ->> 'id')::uuid)
    when 'webhook' then 'webhook_unreachable' else coalesce(left(p_job.last_error, 60), 'internal_error') end);
end;
$$;
comment on function app.give_up_workflow_step(app.jobs) is
  'Nobody works on the job of a step any more: its run failed there.';
revoke execute on function app.give_up_workflow_step(app.jobs) from public, anon, authenticated;
