create function app.keep_run(p_turn public.ai_turns, p_result jsonb)
returns public.ai_turns
language plpgsql
set search_path = ''
as $$
declare
  v_settings public.ai_settings := app.assistant_settings_of(p_turn.tenant_id);
  v_prompt integer := least(greatest(coalesce(app.typed_number(p_result ->> 'prompt_tokens'), 0), 0), 10000000);
  v_completion integer := least(greatest(coalesce(app.typed_number(p_result ->> 'completion_tokens'), 0), 0), 10000000);
  v_cost bigint := v_prompt::bigint * v_settings.prompt_price_cents + v_completion::bigint * v_settings.completion_price_cents;
  v_row public.ai_turns;
begin
  update public.ai_turns t set outcome = p_result ->> 'outcome', intent = left(p_result ->> 'intent', 40), model = left(p_result ->> 'model', 100),
    prompt_tokens = coalesce(t.prompt_tokens, 0) + v_prompt, completion_tokens = coalesce(t.completion_tokens, 0) + v_completion,
    cost_microcents = coalesce(t.cost_microcents, 0) + v_cost,
    latency_ms = app.typed_number(p_result ->> 'latency_ms'),
    sources = case when jsonb_typeof(p_result -> 'sources') = 'array' then p_result -> 'sources' else '[]' end
  where t.tenant_id = p_turn.tenant_id and t.id = p_turn.id returning * into v_row;
  if v_prompt + v_completion > 0 then
    perform app.count_assistant(v_row.tenant_id, v_row.opened_at,
      jsonb_build_object('prompt_tokens', v_prompt, 'completion_tokens', v_completion, 'cost', v_cost));
    if (select m.cost_microcents from public.ai_months m
      where m.tenant_id = v_row.tenant_id and m.month = app.assistant_month(v_row.tenant_id, v_row.opened_at)) >= v_settings.monthly_budget_cents * 1000000::bigint
    then
      perform app.raise_alert(v_row.tenant_id, 'assistant_budget', to_char(app.assistant_month(v_row.tenant_id, v_row.opened_at), 'YYYY-MM'),
        jsonb_build_object('budget_cents', v_settings.monthly_budget_cents));
    end if;
  end if;
  return v_row;
end;
$$;
comment on function app.keep_run(public.ai_turns, jsonb) is
  'Writes down what a turn used and what it cost: a millionth of a cent is a token at a cent a million. Somebody is told once when the month''s budget is spent.';
revoke execute on function app.keep_run(public.ai_turns, jsonb) from public, anon, authenticated;
