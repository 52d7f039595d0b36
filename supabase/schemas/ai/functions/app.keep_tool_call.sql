create function app.keep_tool_call(p_turn public.ai_turns, p_tool text, p_args jsonb, p_result jsonb, p_is_effect boolean, p_began timestamptz)
returns void
language sql
set search_path = ''
as $$
  insert into public.ai_tool_calls (tenant_id, turn_id, tool, args, result, is_effect, ms)
  values (p_turn.tenant_id, p_turn.id, coalesce(p_tool, '?'), case when octet_length(p_args::text) <= 8000 then p_args else '{}' end,
    case when octet_length(p_result::text) <= 32000 then p_result else '{}' end, coalesce(p_is_effect, false),
    (extract(epoch from clock_timestamp() - p_began) * 1000)::integer);
$$;
revoke execute on function app.keep_tool_call(public.ai_turns, text, jsonb, jsonb, boolean, timestamptz) from public, anon, authenticated;
