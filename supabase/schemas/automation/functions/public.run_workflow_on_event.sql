create function public.run_workflow_on_event(p_tenant_id uuid, p_id uuid, p_event_key text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.workflows;
  v_occurrence jsonb;
  v_id uuid;
begin
  perform app.require_leader(p_tenant_id);
  v_row := app.require_workflow(p_tenant_id, p_id, true);
  if v_row.status <> 'published' then
    raise sqlstate 'PT409' using message = 'workflow_not_published';
  end if;
  v_occurrence := app.workflow_occurrence(p_tenant_id, p_event_key);
  if v_occurrence is null or v_occurrence ->> 'kind' <> v_row.trigger_kind then
    raise sqlstate 'PT404' using message = 'workflow_event_not_found';
  end if;
  v_id := app.start_workflow(v_row, v_occurrence, '{}', clock_timestamp());
  return jsonb_build_object('duplicate', v_id is null, 'run_id', coalesce(v_id, (
    select r.id from public.workflow_runs r where r.tenant_id = p_tenant_id and r.workflow_id = p_id and r.event_key = p_event_key)));
end;
$$;
comment on function public.run_workflow_on_event(uuid, uuid, text) is
  'Caller: owner, admin, supervisor. Starts a published workflow with something that happened before: {run_id, duplicate}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 workflow_not_found, PT409 workflow_not_published, PT404 workflow_event_not_found.';
revoke execute on function public.run_workflow_on_event(uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.run_workflow_on_event(uuid, uuid, text) to authenticated;
