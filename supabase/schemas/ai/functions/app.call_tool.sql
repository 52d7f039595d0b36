create function app.call_tool(p_tool app.ai_tools, p_tenant_id uuid, p_thread_id uuid, p_patient_id uuid, p_args jsonb, p_does boolean, p_now timestamptz)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_answer jsonb;
begin
  execute format('select %s($1, $2, $3, $4, $5, $6)', p_tool.function) into v_answer
  using p_tenant_id, p_thread_id, p_patient_id, p_args, p_does, p_now;
  return v_answer;
end;
$$;
comment on function app.call_tool(app.ai_tools, uuid, uuid, uuid, jsonb, boolean, timestamptz) is
  'The function of a tool (app.ai_tools); p_does false only looks whether it could.';
revoke execute on function app.call_tool(app.ai_tools, uuid, uuid, uuid, jsonb, boolean, timestamptz) from public, anon, authenticated;
