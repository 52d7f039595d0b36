create function app.key_tool_parameters(p_tool app.ai_tools)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select p_tool.parameters || jsonb_build_object(
    'properties', p_tool.parameters -> 'properties'
      || case when p_tool.needs_patient or p_tool.name in ('order_state', 'price') then
        '{"patient": {"type": "string", "description": "o paciente: nome completo, telefone ou id"}}' else '{}'::jsonb end
      || case when p_tool.name = 'order_state' then '{"phone": {"type": "string", "description": "telefone de quem comprou"}}' else '{}'::jsonb end
      || case when p_tool.name = 'create_lead' then '{"phone": {"type": "string", "description": "telefone do contato"}}' else '{}'::jsonb end
      || case when p_tool.is_effect then
        '{"confirm": {"type": "boolean", "description": "só depois de a primeira resposta dizer o que seria feito"}}' else '{}'::jsonb end,
    'required', coalesce(p_tool.parameters -> 'required', '[]') || case when p_tool.needs_patient then '["patient"]' else '[]'::jsonb end
      || case when p_tool.name = 'create_lead' then '["phone"]' else '[]'::jsonb end);
$$;
comment on function app.key_tool_parameters(app.ai_tools) is
  'The parameters of a tool for whoever is no conversation: whose it is has to be named, and what changes something is confirmed.';
revoke execute on function app.key_tool_parameters(app.ai_tools) from public, anon, authenticated;
