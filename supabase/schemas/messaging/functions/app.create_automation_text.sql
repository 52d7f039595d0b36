create function app.create_automation_text(
  p_tenant_id uuid, p_thread_key text, p_client_id uuid, p_body text, p_reason text, p_template jsonb
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_created jsonb := app.create_automation_message(p_tenant_id, p_thread_key, p_client_id, p_body, p_reason);
begin
  -- free text is no longer taken: the approved words are
  if v_created ->> 'skipped' = 'outside_24h_window' and p_template is not null then
    return app.create_automation_message(p_tenant_id, p_thread_key, p_client_id, null, p_reason, p_template);
  end if;
  return v_created;
end;
$$;
comment on function app.create_automation_text(uuid, text, uuid, text, text, jsonb) is
  'As create_automation_message, with p_template {id, variables} only where the window for free text is closed.';
revoke execute on function app.create_automation_text(uuid, text, uuid, text, text, jsonb) from public, anon, authenticated;
