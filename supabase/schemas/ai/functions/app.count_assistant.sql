create function app.count_assistant(p_tenant_id uuid, p_at timestamptz, p_by jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into public.ai_months as m (tenant_id, month, turns, answered, handed, prompt_tokens, completion_tokens, cost_microcents, reserved_microcents,
    embedding_tokens, embedding_microcents)
  values (p_tenant_id, app.assistant_month(p_tenant_id, p_at), coalesce((p_by ->> 'turns')::integer, 0), coalesce((p_by ->> 'answered')::integer, 0),
    coalesce((p_by ->> 'handed')::integer, 0), coalesce((p_by ->> 'prompt_tokens')::bigint, 0), coalesce((p_by ->> 'completion_tokens')::bigint, 0),
    coalesce((p_by ->> 'cost')::bigint, 0), greatest(coalesce((p_by ->> 'reserved')::bigint, 0), 0),
    coalesce((p_by ->> 'embedding_tokens')::bigint, 0), coalesce((p_by ->> 'embedding_cost')::bigint, 0))
  on conflict (tenant_id, month) do update set turns = m.turns + excluded.turns, answered = m.answered + excluded.answered,
    handed = m.handed + excluded.handed, prompt_tokens = m.prompt_tokens + excluded.prompt_tokens,
    completion_tokens = m.completion_tokens + excluded.completion_tokens, cost_microcents = m.cost_microcents + excluded.cost_microcents,
    embedding_tokens = m.embedding_tokens + excluded.embedding_tokens, embedding_microcents = m.embedding_microcents + excluded.embedding_microcents,
    reserved_microcents = greatest(m.reserved_microcents + coalesce((p_by ->> 'reserved')::bigint, 0), 0);
end;
$$;
comment on function app.count_assistant(uuid, timestamptz, jsonb) is
  'Adds to the month of a moment: {turns, answered, handed, prompt_tokens, completion_tokens, cost, embedding_tokens, embedding_cost (of cost), reserved (may be negative)}.';
revoke execute on function app.count_assistant(uuid, timestamptz, jsonb) from public, anon, authenticated;
