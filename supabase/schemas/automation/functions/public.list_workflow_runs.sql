create function public.list_workflow_runs(p_tenant_id uuid, p_workflow_id uuid default null, p_state text default null, p_limit integer default 50, p_before timestamptz default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id);
begin
  return (
    select coalesce(jsonb_agg(app.workflow_run_payload(f.run, v_role in ('owner', 'admin', 'supervisor')) order by (f.run).started_at desc, (f.run).id desc), '[]')
    from (
      select r as run from public.workflow_runs r
      where r.tenant_id = p_tenant_id and (p_workflow_id is null or r.workflow_id = p_workflow_id)
        and (p_before is null or r.started_at < p_before)
        and (p_state is null or case p_state when 'inside' then r.ended_at is null else r.state = p_state end)
      order by r.started_at desc, r.id desc limit least(greatest(coalesce(p_limit, 50), 1), 200)) f);
end;
$$;
comment on function public.list_workflow_runs(uuid, uuid, text, integer, timestamptz) is
  'Caller: members. Runs, the newest first; inside: who is on the way now. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_workflow_runs(uuid, uuid, text, integer, timestamptz) from public, anon, authenticated;
grant execute on function public.list_workflow_runs(uuid, uuid, text, integer, timestamptz) to authenticated;
