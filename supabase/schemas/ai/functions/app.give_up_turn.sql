create function app.give_up_turn(p_job app.jobs)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_turn public.ai_turns;
  v_thread public.conversation_threads;
  v_reason app.ai_handoff_reasons;
begin
  select * into v_turn from public.ai_turns t where t.tenant_id = p_job.tenant_id and t.id = app.typed_id(p_job.payload ->> 'id') and not t.is_test;
  if v_turn.id is null then
    return;
  end if;
  perform app.lock_assistant(v_turn.tenant_id, v_turn.thread_id);
  select * into v_thread from public.conversation_threads t where t.tenant_id = v_turn.tenant_id and t.id = v_turn.thread_id for update;
  select * into v_turn from public.ai_turns t where t.tenant_id = v_turn.tenant_id and t.id = v_turn.id for update;
  if v_turn.finished_at is not null then
    return;
  end if;
  select * into v_reason from app.ai_handoff_reasons h where h.reason = 'assistant_failed';
  perform app.hand_over(v_turn, v_thread, v_reason, left('A pessoa escreveu: ' || coalesce(v_turn.asked_text, ''), 1000), now());
  perform app.close_turn(v_turn, 'failed', 'assistant_failed', now());
end;
$$;
comment on function app.give_up_turn(app.jobs) is
  'Nobody got a turn done: a person does. Nothing is sent to the one who wrote.';
revoke execute on function app.give_up_turn(app.jobs) from public, anon, authenticated;
