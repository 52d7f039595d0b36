create function app.api_assistant_tools(p_tenant_id uuid, p_args jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_assistant_key(p_tenant_id, 'assistant.tools');
  return jsonb_build_object(
    'clinic', (select t.name from public.tenants t where t.id = p_tenant_id),
    'tools', (select jsonb_agg(jsonb_build_object('name', t.name, 'description', t.description, 'parameters', app.key_tool_parameters(t),
        'is_effect', t.is_effect) order by t.position)
      from app.ai_tools t where t.needs_module is null or app.module_is_on(p_tenant_id, t.needs_module)),
    'has_knowledge', app.module_is_on(p_tenant_id, 'knowledge'));
end;
$$;
comment on function app.api_assistant_tools(uuid, jsonb) is
  'An operation of keys: {clinic: its name, tools: [{name, description, parameters: JSON Schema, is_effect}] of the modules that are on, has_knowledge}. Errors: as app.require_assistant_key.';
revoke execute on function app.api_assistant_tools(uuid, jsonb) from public, anon, authenticated;
grant execute on function app.api_assistant_tools(uuid, jsonb) to authenticated;
