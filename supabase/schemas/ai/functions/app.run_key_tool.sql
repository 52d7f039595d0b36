create function app.run_key_tool(p_tenant_id uuid, p_key public.api_keys, p_args jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_tool app.ai_tools;
  v_given jsonb := case when jsonb_typeof(p_args -> 'arguments') = 'object' then jsonb_strip_nulls(p_args -> 'arguments')
    else coalesce(p_args -> 'arguments', '{}') end;
  v_args jsonb;
  v_patients uuid[] := '{}';
  v_problem text;
  v_name text;
begin
  select * into v_tool from app.ai_tools t where t.name = p_args ->> 'tool';
  if v_tool.name is null then
    return '{"ok": false, "error": "unknown_tool"}';
  elsif v_tool.needs_module is not null and not app.module_is_on(p_tenant_id, v_tool.needs_module) then
    return '{"ok": false, "error": "module_off"}';
  end if;
  v_problem := coalesce(app.assistant_args_problem(app.key_tool_parameters(v_tool), v_given),
    case when jsonb_typeof(v_given -> 'confirm') <> 'boolean' then 'confirm' end);
  if v_problem is not null then
    return jsonb_build_object('ok', false, 'error', 'bad_arguments', 'detail', v_problem);
  end if;
  if v_given ? 'patient' then
    v_patients := app.patients_named(p_tenant_id, v_given ->> 'patient');
    if cardinality(v_patients) <> 1 then
      return jsonb_build_object('ok', false, 'error', case cardinality(v_patients) when 0 then 'not_a_patient' else 'several_patients' end);
    end if;
  end if;
  v_args := v_given - array['patient', 'confirm'];
  if v_tool.name = 'order_state' then
    return app.key_order_state(p_tenant_id, v_patients[1], v_args);
  elsif not v_tool.is_effect then
    return app.call_tool(v_tool, p_tenant_id, null, v_patients[1], v_args, true, p_now);
  end if;
  v_name := (select app.trimmed(p.name, 80) from public.patients p where p.tenant_id = p_tenant_id and p.id = v_patients[1]);
  return app.run_key_effect(p_tenant_id, p_key, v_tool, v_patients[1], v_name, v_args, coalesce((v_given ->> 'confirm')::boolean, false), p_now);
end;
$$;
comment on function app.run_key_tool(uuid, public.api_keys, jsonb, timestamptz) is
  'A tool of the assistant for a program of the clinic: p_args {tool, arguments}. {ok, data, words}, {ok, needs_confirmation, words} before anything changes, or {ok: false, error, detail} with the errors of app.run_assistant_tool.';
revoke execute on function app.run_key_tool(uuid, public.api_keys, jsonb, timestamptz) from public, anon, authenticated;
