create function app.api_assistant_knowledge(p_tenant_id uuid, p_args jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_assistant_key(p_tenant_id, 'assistant.knowledge');
  perform app.require_module(p_tenant_id, 'knowledge');
  return '{}';
end;
$$;
comment on function app.api_assistant_knowledge(uuid, jsonb) is
  'An operation of keys: whether it may ask what the clinic has written. Errors: as app.require_assistant_key, PT403 module_off.';
revoke execute on function app.api_assistant_knowledge(uuid, jsonb) from public, anon, authenticated;
grant execute on function app.api_assistant_knowledge(uuid, jsonb) to authenticated;
