create function app.finish_assist(p_tenant_id uuid, p_id uuid, p_result jsonb)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_row public.ai_assists;
  v_prompt integer := least(greatest(coalesce(app.typed_number(p_result ->> 'prompt_tokens'), 0), 0), 10000000);
  v_completion integer := least(greatest(coalesce(app.typed_number(p_result ->> 'completion_tokens'), 0), 0), 10000000);
begin
  select * into v_row from public.ai_assists a where a.tenant_id = p_tenant_id and a.id = p_id for update;
  -- what came too late was paid for all the same
  if v_row.id is null or v_row.state not in ('open', 'lost') then
    return false;
  end if;
  if v_row.reserved_microcents > 0 then
    perform app.count_assistant(p_tenant_id, v_row.opened_at, jsonb_build_object('reserved', -v_row.reserved_microcents));
  end if;
  update public.ai_assists a set
    state = case when p_result ->> 'state' in ('done', 'refused', 'failed', 'cancelled') then p_result ->> 'state' else 'failed' end,
    reason = left(p_result ->> 'reason', 40), model = left(nullif(p_result ->> 'model', ''), 100), prompt_tokens = v_prompt, completion_tokens = v_completion,
    cost_microcents = app.charge_assistant(p_tenant_id, v_row.opened_at, v_prompt, v_completion),
    latency_ms = app.typed_number(p_result ->> 'latency_ms'), reserved_microcents = 0, finished_at = now()
  where a.tenant_id = p_tenant_id and a.id = p_id;
  return true;
end;
$$;
comment on function app.finish_assist(uuid, uuid, jsonb) is
  'Caller: assist-person. What became of a call that begin_assist gave out: p_result {state: done | refused | failed | cancelled, reason, model, prompt_tokens, completion_tokens, latency_ms}; the cost is counted here, once. False when it had ended. Errors: none.';
revoke execute on function app.finish_assist(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function app.finish_assist(uuid, uuid, jsonb) to service_role;
