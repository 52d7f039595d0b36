create function app.assistant_tools_of(p_tenant_id uuid, p_is_test boolean)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('name', t.name, 'description', t.description, 'parameters', t.parameters, 'confirms', t.confirms)
    order by t.position), '[]')
  from app.ai_tools t
  where (t.needs_module is null or app.module_is_on(p_tenant_id, t.needs_module)) and not (p_is_test and t.is_effect);
$$;
revoke execute on function app.assistant_tools_of(uuid, boolean) from public, anon, authenticated;
