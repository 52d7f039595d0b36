create function app.finish_test_turn(p_turn public.ai_turns, p_result jsonb, p_now timestamptz)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_turn public.ai_turns;
  v_text text;
begin
  if p_turn.finished_at is not null then
    return jsonb_build_object('state', 'tested', 'text', p_turn.text);
  end if;
  v_turn := app.keep_run(p_turn, p_result);
  v_text := coalesce(nullif(btrim(p_result ->> 'text'), ''), (select h.text from app.ai_handoff_reasons h where h.reason = p_result ->> 'reason'));
  update public.ai_turns t set text = left(v_text, 4000), summary = left(p_result ->> 'summary', 1000)
  where t.tenant_id = v_turn.tenant_id and t.id = v_turn.id;
  perform app.close_turn(v_turn, 'tested', left(p_result ->> 'reason', 40), p_now);
  return jsonb_build_object('state', 'tested', 'text', v_text);
end;
$$;
revoke execute on function app.finish_test_turn(public.ai_turns, jsonb, timestamptz) from public, anon, authenticated;
