create function app.record_tool_call(
  p_tenant_id uuid, p_turn_id uuid, p_worker uuid, p_tool text, p_args jsonb, p_result jsonb, p_ms integer
)
returns boolean
language sql
set search_path = ''
as $$
  insert into public.ai_tool_calls (tenant_id, turn_id, tool, args, result, ms)
  select t.tenant_id, t.id, left(p_tool, 40), case when octet_length(p_args::text) <= 8000 then coalesce(p_args, '{}') else '{}' end,
    case when octet_length(p_result::text) <= 32000 then coalesce(p_result, '{}') else '{}' end, p_ms
  from public.ai_turns t
  where t.tenant_id = p_tenant_id and t.id = p_turn_id and t.worker = p_worker and t.finished_at is null
  returning true;
$$;
comment on function app.record_tool_call(uuid, uuid, uuid, text, jsonb, jsonb, integer) is
  'Caller: the worker that has the turn. Writes down what it asked elsewhere (knowledge). NULL: another has the turn.';
revoke execute on function app.record_tool_call(uuid, uuid, uuid, text, jsonb, jsonb, integer) from public, anon, authenticated;
grant execute on function app.record_tool_call(uuid, uuid, uuid, text, jsonb, jsonb, integer) to service_role;
