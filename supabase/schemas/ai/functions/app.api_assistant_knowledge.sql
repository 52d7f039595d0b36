create function app.api_assistant_knowledge(p_tenant_id uuid, p_args jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_assistant_key(p_tenant_id, 'assistant.knowledge');
  if not app.module_is_on(p_tenant_id, 'knowledge') then
    return '{"ok": false, "error": "module_off"}';
  end if;
  return '{"ok": true}';
end;
$$;
comment on function app.api_assistant_knowledge(uuid, jsonb) is
  'An operation of keys: {ok: whether it may ask what the clinic has written, error: module_off}. Errors: as app.require_assistant_key.';
revoke execute on function app.api_assistant_knowledge(uuid, jsonb) from public, anon, authenticated;
grant execute on function app.api_assistant_knowledge(uuid, jsonb) to authenticated;
