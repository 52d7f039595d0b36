create function public.check_workflow(p_tenant_id uuid, p_definition jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  perform app.require_workflow_tree(p_definition);
  return app.workflow_problems(p_tenant_id, p_definition);
end;
$$;
comment on function public.check_workflow(uuid, jsonb) is
  'Caller: members. What keeps a definition from being published: [{step_id, field, code}]. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_workflow.';
revoke execute on function public.check_workflow(uuid, jsonb) from public, anon, authenticated;
grant execute on function public.check_workflow(uuid, jsonb) to authenticated;
