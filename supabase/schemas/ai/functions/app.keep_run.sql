create function app.keep_run(p_turn public.ai_turns, p_result jsonb)
returns public.ai_turns
language plpgsql
set search_path = ''
as $$
declare
  v_prompt integer := least(greatest(coalesce(app.typed_number(p_result ->> 'prompt_tokens'), 0), 0), 10000000);
  v_completion integer := least(greatest(coalesce(app.typed_number(p_result ->> 'completion_tokens'), 0), 0), 10000000);
  v_cost bigint := app.charge_assistant(p_turn.tenant_id, p_turn.opened_at, v_prompt, v_completion);
  v_row public.ai_turns;
begin
  update public.ai_turns t set outcome = p_result ->> 'outcome', intent = left(p_result ->> 'intent', 40), model = left(p_result ->> 'model', 100),
    prompt_tokens = coalesce(t.prompt_tokens, 0) + v_prompt, completion_tokens = coalesce(t.completion_tokens, 0) + v_completion,
    cost_microcents = coalesce(t.cost_microcents, 0) + v_cost,
    latency_ms = app.typed_number(p_result ->> 'latency_ms'),
    sources = case when jsonb_typeof(p_result -> 'sources') = 'array' then p_result -> 'sources' else '[]' end
  where t.tenant_id = p_turn.tenant_id and t.id = p_turn.id returning * into v_row;
  return v_row;
end;
$$;
comment on function app.keep_run(public.ai_turns, jsonb) is
  'Writes down what a turn used and what it cost (app.charge_assistant).';
revoke execute on function app.keep_run(public.ai_turns, jsonb) from public, anon, authenticated;
