create function app.begin_evaluation(p_tenant_id uuid, p_run_id uuid, p_attempt uuid, p_limit integer, p_now timestamptz default now())
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_run public.ai_evaluation_runs;
  v_case record;
  v_turn public.ai_turns;
  v_cases jsonb := '[]';
  v_stop text;
  v_reserve constant bigint := 2000000;
begin
  update app.jobs j set leased_until = clock_timestamp() + app.job_lease('evaluate_prompt')
  where j.tenant_id = p_tenant_id and j.dedupe_key = 'evaluate_prompt:' || p_run_id and j.lease_token = p_attempt and j.finished_at is null;
  if not found then
    return '{"state": "lost"}';
  end if;
  select * into v_run from public.ai_evaluation_runs r where r.tenant_id = p_tenant_id and r.id = p_run_id for update;
  if v_run.id is null then
    return '{"state": "over"}';
  end if;
  -- what an attempt that was killed had begun
  perform app.drop_evaluation_turns(p_tenant_id, p_run_id);
  if v_run.finished_at is not null then
    return '{"state": "over"}';
  end if;
  v_stop := case when not app.module_is_on(p_tenant_id, 'assistant') then 'module_off' else app.assistant_obstacle(p_tenant_id) end;
  for v_case in
    select e.id, coalesce(s.text, c.text) as text from public.ai_evaluation_results e
    left join app.ai_standard_cases s on s.key = e.standard_key
    left join public.ai_cases c on c.tenant_id = e.tenant_id and c.id = e.case_id
    where e.tenant_id = p_tenant_id and e.run_id = p_run_id and e.done_at is null
    order by e.attempts, e.position limit least(greatest(p_limit, 1), 20)
  loop
    v_stop := coalesce(v_stop, case when app.assistant_budget_is_spent(p_tenant_id, p_now) then 'budget_spent' end);
    exit when v_stop is not null;
    insert into public.ai_turns (tenant_id, id, is_test, state, run_at, opened_at, worker, attempts, reserved_microcents, prompt_id)
    values (p_tenant_id, v_case.id, true, 'thinking', p_now, p_now, p_attempt, 1, v_reserve, v_run.prompt_id) returning * into v_turn;
    perform app.count_assistant(p_tenant_id, p_now, jsonb_build_object('reserved', v_reserve));
    -- the text stays with its case
    v_turn.asked_text := v_case.text;
    v_cases := v_cases || jsonb_build_object('id', v_case.id, 'task', app.turn_payload(v_turn, '[]', null, p_now));
  end loop;
  if v_cases = '[]' then
    perform app.end_evaluation(v_run, case when v_stop is null then 'done' else 'stopped' end, v_stop);
    return '{"state": "over"}';
  end if;
  update public.ai_evaluation_runs r set state = 'running' where r.tenant_id = p_tenant_id and r.id = p_run_id and r.state = 'waiting';
  return jsonb_build_object('state', 'more', 'cases', v_cases);
end;
$$;
comment on function app.begin_evaluation(uuid, uuid, uuid, integer, timestamptz) is
  'Caller: the worker whose lease p_attempt is. The next cases of a run, as turns of nobody: {state: more, cases: [{id, task: as begin_turn answers}]}; {state: over}: nothing is left, it was cancelled or stopped, and the last one makes the figures; {state: lost}: another worker has the job.';
revoke execute on function app.begin_evaluation(uuid, uuid, uuid, integer, timestamptz) from public, anon, authenticated;
grant execute on function app.begin_evaluation(uuid, uuid, uuid, integer, timestamptz) to service_role;
