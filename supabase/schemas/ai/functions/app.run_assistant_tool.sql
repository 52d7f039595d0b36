create function app.run_assistant_tool(p_tenant_id uuid, p_turn_id uuid, p_worker uuid, p_tool text, p_args jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_turn public.ai_turns;
  v_tool app.ai_tools;
  v_patients uuid[];
  v_args jsonb := case when jsonb_typeof(p_args) = 'object' then jsonb_strip_nulls(p_args) else coalesce(p_args, 'null') end;
  v_problem text;
  v_answer jsonb;
  v_began timestamptz := clock_timestamp();
begin
  select * into v_turn from public.ai_turns t where t.tenant_id = p_tenant_id and t.id = p_turn_id;
  if v_turn.thread_id is not null then
    perform app.lock_assistant(p_tenant_id, v_turn.thread_id);
    select * into v_turn from public.ai_turns t where t.tenant_id = p_tenant_id and t.id = p_turn_id;
  end if;
  if v_turn.id is null or v_turn.worker is distinct from p_worker or v_turn.finished_at is not null then
    return '{"ok": false, "error": "lost"}';
  end if;
  select * into v_tool from app.ai_tools t where t.name = p_tool;
  v_patients := array(select p from app.patients_of_thread(p_tenant_id, v_turn.thread_id) p);
  v_problem := case when v_tool.name is null then 'unknown_tool'
    when v_tool.needs_module is not null and not app.module_is_on(p_tenant_id, v_tool.needs_module) then 'module_off'
    when v_turn.is_test and v_tool.is_effect then 'only_a_test'
    when (select count(*) from public.ai_tool_calls c where c.tenant_id = p_tenant_id and c.turn_id = p_turn_id) >= 8 * v_turn.attempts then 'tool_limit'
    -- the reason that it would have been refused for stands since the turn began
    when v_turn.thread_id is not null and app.assistant_may_answer(p_tenant_id, v_turn.thread_id, p_now, true) is not null then 'may_not_answer'
    when v_tool.needs_patient and cardinality(v_patients) = 0 then 'not_a_patient'
    when v_tool.needs_patient and cardinality(v_patients) > 1 then 'several_patients'
    when app.assistant_args_problem(v_tool.parameters, v_args) is not null then 'bad_arguments' end;
  if v_problem is not null then
    v_answer := jsonb_strip_nulls(jsonb_build_object('ok', false, 'error', v_problem,
      'detail', case when v_problem = 'bad_arguments' then app.assistant_args_problem(v_tool.parameters, v_args) end));
  else
    execute format('select %s($1, $2, $3, $4, $5, $6)', v_tool.function) into v_answer
    using p_tenant_id, v_turn.thread_id, case when cardinality(v_patients) = 1 then v_patients[1] end, v_args, not v_tool.confirms, p_now;
    if v_tool.confirms and (v_answer ->> 'ok')::boolean then
      v_answer := app.propose(v_turn, v_tool, v_patients[1], v_args, v_answer ->> 'words', p_now);
    end if;
  end if;
  perform app.keep_tool_call(v_turn, coalesce(v_tool.name, left(p_tool, 40)), v_args, v_answer,
    (v_answer ->> 'ok')::boolean and v_tool.is_effect and not v_tool.confirms, v_began);
  return v_answer;
end;
$$;
comment on function app.run_assistant_tool(uuid, uuid, uuid, text, jsonb, timestamptz) is
  'Caller: the worker that has the turn. Asks, or does, something for the person of the conversation, and for nobody else: whose it is comes from the conversation. What needs a yes becomes a proposal. {ok, data, words, needs_confirmation, proposal_id} or {ok: false, error, detail}; docs/assistant.md names the errors.';
revoke execute on function app.run_assistant_tool(uuid, uuid, uuid, text, jsonb, timestamptz) from public, anon, authenticated;
grant execute on function app.run_assistant_tool(uuid, uuid, uuid, text, jsonb, timestamptz) to service_role;
