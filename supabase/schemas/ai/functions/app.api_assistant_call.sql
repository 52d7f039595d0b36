create function app.api_assistant_call(p_tenant_id uuid, p_args jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  return app.run_key_tool(p_tenant_id, app.require_assistant_key(p_tenant_id, 'assistant.call'), p_args);
end;
$$;
comment on function app.api_assistant_call(uuid, jsonb) is
  'An operation of keys: p_args {tool, arguments}. Answers as app.run_key_tool. Errors: as app.require_assistant_key.';
revoke execute on function app.api_assistant_call(uuid, jsonb) from public, anon, authenticated;
grant execute on function app.api_assistant_call(uuid, jsonb) to authenticated;
