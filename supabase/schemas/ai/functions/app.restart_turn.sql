-- More was written while the model thought: the answer would be one to the half of it.
create function app.restart_turn(p_turn public.ai_turns, p_result jsonb, p_now timestamptz)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_turn public.ai_turns := app.keep_run(p_turn, p_result);
begin
  update public.ai_proposals r set state = 'withdrawn' where r.tenant_id = v_turn.tenant_id and r.turn_id = v_turn.id and r.state = 'open';
  update public.ai_turns t set state = 'waiting', worker = null, leased_until = null, restarts = t.restarts + 1, outcome = null,
    run_at = p_now + interval '2 seconds'
  where t.tenant_id = v_turn.tenant_id and t.id = v_turn.id returning * into v_turn;
  perform app.enqueue_at(v_turn.tenant_id, 'answer_conversation', jsonb_build_object('id', v_turn.id), v_turn.run_at);
  return '{"state": "again"}';
end;
$$;
revoke execute on function app.restart_turn(public.ai_turns, jsonb, timestamptz) from public, anon, authenticated;
