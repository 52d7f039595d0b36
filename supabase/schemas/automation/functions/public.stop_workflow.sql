create function public.stop_workflow(p_tenant_id uuid, p_id uuid, p_stops_runs boolean default false)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.workflows;
  v_run public.workflow_runs;
begin
  perform app.require_leader(p_tenant_id);
  v_row := app.require_workflow(p_tenant_id, p_id, true);
  if v_row.status = 'draft' then
    raise sqlstate 'PT409' using message = 'workflow_not_published';
  end if;
  update public.workflows w set status = 'stopped', updated_at = now() where w.tenant_id = p_tenant_id and w.id = p_id returning * into v_row;
  if p_stops_runs then
    for v_run in
      select * from public.workflow_runs r where r.tenant_id = p_tenant_id and r.workflow_id = p_id and r.ended_at is null order by r.id for update
    loop
      perform app.end_workflow_run(v_run, 'stopped', 'workflow_stopped', clock_timestamp());
    end loop;
  end if;
  return app.tell_workflow(v_row);
end;
$$;
comment on function public.stop_workflow(uuid, uuid, boolean) is
  'Caller: owner, admin, supervisor. Starts no more; with p_stops_runs who is inside stops where they are. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 workflow_not_found, PT409 workflow_not_published.';
revoke execute on function public.stop_workflow(uuid, uuid, boolean) from public, anon, authenticated;
grant execute on function public.stop_workflow(uuid, uuid, boolean) to authenticated;
