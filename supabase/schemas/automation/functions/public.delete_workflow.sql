create function public.delete_workflow(p_tenant_id uuid, p_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_leader(p_tenant_id);
  perform app.require_workflow(p_tenant_id, p_id, true);
  if exists (select from public.workflow_runs r where r.tenant_id = p_tenant_id and r.workflow_id = p_id) then
    raise sqlstate 'PT409' using message = 'workflow_has_runs';
  end if;
  delete from public.workflows w where w.tenant_id = p_tenant_id and w.id = p_id;
  perform app.broadcast(p_tenant_id, 'workflow', jsonb_build_object('id', p_id));
end;
$$;
comment on function public.delete_workflow(uuid, uuid) is
  'Caller: owner, admin, supervisor. Removes a workflow that never ran; one that ran is stopped. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 workflow_not_found, PT409 workflow_has_runs.';
revoke execute on function public.delete_workflow(uuid, uuid) from public, anon, authenticated;
grant execute on function public.delete_workflow(uuid, uuid) to authenticated;
