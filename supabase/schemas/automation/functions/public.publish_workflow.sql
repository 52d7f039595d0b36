create function public.publish_workflow(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.workflows;
  v_problems jsonb;
begin
  perform app.require_leader(p_tenant_id);
  v_row := app.require_workflow(p_tenant_id, p_id, true);
  v_problems := app.workflow_problems(p_tenant_id, v_row.draft);
  if v_problems <> '[]' then
    raise sqlstate 'PT409' using message = 'workflow_has_problems', detail = v_problems::text;
  end if;
  if v_row.version is null or v_row.draft is distinct from (
    select v.definition from public.workflow_versions v
    where v.tenant_id = p_tenant_id and v.workflow_id = p_id and v.version = v_row.version)
  then
    v_row.version := coalesce(v_row.version, 0) + 1;
    insert into public.workflow_versions (tenant_id, workflow_id, version, definition, plan, published_by)
    values (p_tenant_id, p_id, v_row.version, v_row.draft, app.workflow_plan(v_row.draft), auth.uid());
  end if;
  update public.workflows w set status = 'published', version = v_row.version, trigger_kind = v_row.draft #>> '{trigger,kind}', updated_at = now()
  where w.tenant_id = p_tenant_id and w.id = p_id returning * into v_row;
  return app.tell_workflow(v_row);
end;
$$;
comment on function public.publish_workflow(uuid, uuid) is
  'Caller: owner, admin, supervisor. The draft becomes the version that runs; who is inside keeps theirs. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 workflow_not_found, PT409 workflow_has_problems (detail: JSON of them).';
revoke execute on function public.publish_workflow(uuid, uuid) from public, anon, authenticated;
grant execute on function public.publish_workflow(uuid, uuid) to authenticated;
