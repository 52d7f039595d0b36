create function public.get_workflow_kit(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return jsonb_build_object(
    'triggers', (select jsonb_agg(jsonb_build_object('key', t.kind, 'subject', t.subject,
      'options', array(select k from jsonb_object_keys(t.options) k order by k)) order by t.position) from app.workflow_triggers t),
    'steps', (select jsonb_agg(jsonb_build_object('key', s.kind, 'branches', s.branches, 'needs_conversation', s.needs_conversation, 'needs_person', s.needs_person or s.needs_conversation, 'costs', s.costs,
      'options', array(select k from jsonb_object_keys(s.options) k order by k)) order by s.position) from app.workflow_step_kinds s),
    'recipes', (select jsonb_agg(jsonb_build_object('key', r.key, 'name', r.name, 'definition', r.definition,
      'asks', array(select a.x ->> 'field' from jsonb_array_elements(app.workflow_problems(p_tenant_id, r.definition)) a (x))) order by r.position) from app.workflow_recipes r),
    'variables', app.workflow_variables(),
    'activities', array(select k.key from public.activity_kinds k order by k.position),
    'fields', (select jsonb_agg(jsonb_build_object('key', f.field, 'ops', f.ops, 'value', f.value) order by f.position) from app.workflow_fields f));
end;
$$;
comment on function public.get_workflow_kit(uuid) is
  'Caller: members. What workflows are made of: {triggers, steps, recipes, variables, activities, fields}; asks of a recipe: what has to be said before it can be published. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.get_workflow_kit(uuid) from public, anon, authenticated;
grant execute on function public.get_workflow_kit(uuid) to authenticated;
