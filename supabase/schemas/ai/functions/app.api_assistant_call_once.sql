create function app.api_assistant_call_once(p_tenant_id uuid, p_args jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  return jsonb_build_object('body', app.run_key_tool(p_tenant_id, app.require_assistant_key(p_tenant_id, 'assistant.call_once'), p_args));
end;
$$;
comment on function app.api_assistant_call_once(uuid, jsonb) is
  'As app.api_assistant_call, for whoever sends an Idempotency-Key: the same key is answered as the first time, for a day.';
revoke execute on function app.api_assistant_call_once(uuid, jsonb) from public, anon, authenticated;
grant execute on function app.api_assistant_call_once(uuid, jsonb) to authenticated;
