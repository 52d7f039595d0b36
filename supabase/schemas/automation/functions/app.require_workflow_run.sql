create function app.require_workflow_run(p_tenant_id uuid, p_id uuid, p_locks boolean default false)
returns public.workflow_runs
language plpgsql
set search_path = ''
as $$
declare
  v_row public.workflow_runs;
begin
  if p_locks then
    select * into v_row from public.workflow_runs r where r.tenant_id = p_tenant_id and r.id = p_id for update;
  else
    select * into v_row from public.workflow_runs r where r.tenant_id = p_tenant_id and r.id = p_id;
  end if;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'workflow_run_not_found';
  end if;
  return v_row;
end;
$$;
comment on function app.require_workflow_run(uuid, uuid, boolean) is
  'Errors: PT404 workflow_run_not_found.';
revoke execute on function app.require_workflow_run(uuid, uuid, boolean) from public, anon, authenticated;
