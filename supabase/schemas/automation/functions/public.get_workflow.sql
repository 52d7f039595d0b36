create function public.get_workflow(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id);
begin
  return app.workflow_payload(app.require_workflow(p_tenant_id, p_id), v_role in ('owner', 'admin', 'supervisor'));
end;
$$;
comment on function public.get_workflow(uuid, uuid) is
  'Caller: members. A workflow with its draft, what is wrong with it, and its versions; what signs its calls, for owner, admin and supervisor. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 workflow_not_found.';
revoke execute on function public.get_workflow(uuid, uuid) from public, anon, authenticated;
grant execute on function public.get_workflow(uuid, uuid) to authenticated;
