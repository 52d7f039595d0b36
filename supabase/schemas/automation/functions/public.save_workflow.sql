create function public.save_workflow(p_tenant_id uuid, p_id uuid, p_name text, p_definition jsonb, p_draft_version integer default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_name text := app.normalize_name(p_name);
  v_row public.workflows;
begin
  perform app.require_leader(p_tenant_id);
  if v_name is null or char_length(v_name) not between 2 and 80 then
    raise sqlstate 'PT400' using message = 'invalid_name';
  end if;
  perform app.require_workflow_tree(p_definition);
  if p_id is null then
    insert into public.workflows (tenant_id, name, draft, created_by) values (p_tenant_id, v_name, p_definition, auth.uid()) returning * into v_row;
    insert into app.workflow_secrets (tenant_id, workflow_id) values (p_tenant_id, v_row.id);
  else
    v_row := app.require_workflow(p_tenant_id, p_id, true);
    if p_draft_version is not null and p_draft_version <> v_row.draft_version then
      raise sqlstate 'PT409' using message = 'workflow_changed';
    end if;
    update public.workflows w set name = v_name, draft = p_definition, draft_version = w.draft_version + 1, updated_at = now()
    where w.tenant_id = p_tenant_id and w.id = p_id returning * into v_row;
  end if;
  return app.tell_workflow(v_row);
end;
$$;
comment on function public.save_workflow(uuid, uuid, text, jsonb, integer) is
  'Caller: owner, admin, supervisor. Keeps a draft, also a wrong one; without p_id a new workflow. What is published runs on as it is. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_name, PT400 invalid_workflow, PT404 workflow_not_found, PT409 workflow_changed.';
revoke execute on function public.save_workflow(uuid, uuid, text, jsonb, integer) from public, anon, authenticated;
grant execute on function public.save_workflow(uuid, uuid, text, jsonb, integer) to authenticated;
