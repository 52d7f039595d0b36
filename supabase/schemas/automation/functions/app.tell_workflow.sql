create function app.tell_workflow(p_row public.workflows)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  perform app.broadcast(p_row.tenant_id, 'workflow', jsonb_build_object('id', p_row.id));
  return app.workflow_payload(p_row, true);
end;
$$;
revoke execute on function app.tell_workflow(public.workflows) from public, anon, authenticated;
