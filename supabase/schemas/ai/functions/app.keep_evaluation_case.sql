create function app.keep_evaluation_case(p_tenant_id uuid, p_run_id uuid, p_attempt uuid, p_result_id uuid, p_result jsonb)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_run public.ai_evaluation_runs;
  v_turn public.ai_turns;
  v_kept public.ai_evaluation_results;
  v_is_attack boolean;
  v_expected jsonb;
  v_marks jsonb;
  v_answer text := coalesce(nullif(btrim(p_result ->> 'text'), ''), (select h.text from app.ai_handoff_reasons h where h.reason = p_result ->> 'reason'));
  v_failed boolean := coalesce(p_result ->> 'reason', '') = 'assistant_failed';
begin
  select * into v_run from public.ai_evaluation_runs r where r.tenant_id = p_tenant_id and r.id = p_run_id for update;
  select * into v_turn from public.ai_turns t
  where t.tenant_id = p_tenant_id and t.id = p_result_id and t.is_test and t.worker = p_attempt and t.finished_at is null;
  if v_run.id is null or v_turn.id is null then
    return 'lost';
  end if;
  -- what was asked is paid for, also when the run is over
  v_turn := app.keep_run(v_turn, p_result);
  update public.ai_evaluation_runs r set cost_microcents = r.cost_microcents + v_turn.cost_microcents where r.tenant_id = p_tenant_id and r.id = p_run_id;
  update public.ai_evaluation_results e set attempts = e.attempts + v_failed::integer,
    cost_microcents = coalesce(e.cost_microcents, 0) + v_turn.cost_microcents, tools = array(
      select distinct c.tool from public.ai_tool_calls c where c.tenant_id = p_tenant_id and c.turn_id = p_result_id and c.result -> 'ok' = 'true' order by 1)
  where e.tenant_id = p_tenant_id and e.id = p_result_id returning * into v_kept;
  delete from public.ai_turns t where t.tenant_id = p_tenant_id and t.id = p_result_id;
  perform app.count_assistant(p_tenant_id, v_turn.opened_at, jsonb_build_object('reserved', -v_turn.reserved_microcents));
  if v_run.finished_at is not null or v_kept.id is null then
    return 'over';
  elsif v_failed and v_kept.attempts < 3 then
    return 'failed';
  end if;
  select coalesce(s.is_attack, false), coalesce(s.expected, c.expected) into v_is_attack, v_expected
  from (values (1)) one
  left join app.ai_standard_cases s on s.key = v_kept.standard_key
  left join public.ai_cases c on c.tenant_id = p_tenant_id and c.id = v_kept.case_id;
  v_marks := app.evaluation_marks(v_is_attack, v_expected, p_result, v_answer);
  if v_failed then
    v_marks := (select coalesce(jsonb_object_agg(m.key, false), '{}') from jsonb_each(v_marks) m);
  end if;
  update public.ai_evaluation_results e set outcome = p_result ->> 'outcome', reason = left(p_result ->> 'reason', 40), intent = left(p_result ->> 'intent', 40),
    answer = left(v_answer, 4000), sources = v_turn.sources, latency_ms = v_turn.latency_ms, marks = v_marks, done_at = clock_timestamp(),
    is_right = not v_failed and not exists (select from jsonb_each(v_marks) m where m.value = 'false')
  where e.tenant_id = p_tenant_id and e.id = p_result_id and e.done_at is null;
  update public.ai_evaluation_runs r set done = r.done + 1, model = coalesce(left(nullif(p_result ->> 'model', ''), 100), r.model)
  where r.tenant_id = p_tenant_id and r.id = p_run_id;
  return case when v_failed then 'failed' else 'kept' end;
end;
$$;
comment on function app.keep_evaluation_case(uuid, uuid, uuid, uuid, jsonb) is
  'Caller: the worker that has the case (p_attempt) with what finish_turn would take. Marks it, once: kept; failed: the model did not answer, it comes again up to three times; over: the run has ended, the cost counts; lost: another worker has it.';
revoke execute on function app.keep_evaluation_case(uuid, uuid, uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function app.keep_evaluation_case(uuid, uuid, uuid, uuid, jsonb) to service_role;
