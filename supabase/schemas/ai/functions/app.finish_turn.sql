create function app.finish_turn(p_tenant_id uuid, p_turn_id uuid, p_worker uuid, p_result jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_turn public.ai_turns;
  v_thread public.conversation_threads;
  v_reason app.ai_handoff_reasons;
  v_outcome text := p_result ->> 'outcome';
  v_gate text;
  v_text text := coalesce(p_result ->> 'text', '');
  v_failed boolean;
  v_sends boolean;
  v_send jsonb;
begin
  select * into v_turn from public.ai_turns t where t.tenant_id = p_tenant_id and t.id = p_turn_id;
  if v_turn.id is null or v_outcome is null or v_outcome not in ('answer', 'refuse', 'handoff', 'silent') then
    return '{"state": "lost"}';
  elsif v_turn.is_test then
    return app.finish_test_turn(v_turn, p_result, p_now);
  end if;
  perform app.lock_assistant(p_tenant_id, v_turn.thread_id);
  perform app.lock_send(p_tenant_id, p_turn_id);
  select * into v_thread from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_turn.thread_id for update;
  select * into v_turn from public.ai_turns t where t.tenant_id = p_tenant_id and t.id = p_turn_id for update;
  if v_turn.worker is distinct from p_worker then
    return '{"state": "lost"}';
  elsif v_turn.finished_at is not null then
    return app.finished_turn(v_turn, v_thread);
  end if;
  if v_turn.has_more and v_outcome <> 'handoff' and v_turn.restarts < 2 and not exists (
    select from public.ai_tool_calls c where c.tenant_id = p_tenant_id and c.turn_id = p_turn_id and c.is_effect)
  then
    return app.restart_turn(v_turn, p_result, p_now);
  end if;
  -- before its own cost counts: what is paid for is said
  v_gate := app.assistant_may_answer(p_tenant_id, v_turn.thread_id, p_now, true);
  v_turn := app.keep_run(v_turn, p_result);
  -- the second turn in a row that did not help is a person's
  v_failed := v_outcome = 'refuse' or v_outcome = 'answer' and p_result -> 'is_sure' = 'false';
  update public.ai_conversations c set failed_turns = case when v_failed then c.failed_turns + 1 when v_outcome = 'answer' then 0 else c.failed_turns end
  where c.tenant_id = p_tenant_id and c.thread_id = v_turn.thread_id;
  if v_failed and (select c.failed_turns from public.ai_conversations c where c.tenant_id = p_tenant_id and c.thread_id = v_turn.thread_id) >= 2 then
    v_outcome := 'handoff';
    v_text := '';
    select * into v_reason from app.ai_handoff_reasons h where h.reason = 'two_failed_turns';
  elsif v_outcome = 'handoff' then
    select * into v_reason from app.ai_handoff_reasons h where h.reason = p_result ->> 'reason';
    if v_reason.reason is null then
      select * into v_reason from app.ai_handoff_reasons h where h.reason = 'low_confidence';
    end if;
  end if;
  if v_gate is not null and not (coalesce(v_reason.is_urgent, false) and (app.assistant_lets_risk_through(v_gate) or v_gate = 'person_wrote')) then
    perform app.close_turn(v_turn, 'skipped', v_gate, p_now);
    return jsonb_build_object('state', 'skipped', 'reason', v_gate);
  elsif v_outcome = 'silent' then
    perform app.close_turn(v_turn, 'silent', null, p_now);
    perform app.open_next_turn(v_turn, p_now);
    return '{"state": "skipped", "reason": "silent"}';
  end if;
  if v_reason.reason is not null then
    v_text := case when v_reason.is_urgent and v_text !~ v_reason.numbers or btrim(v_text) = '' then v_reason.text else v_text end;
  end if;
  -- nobody is talked over, not even then: the person who wrote is alerted
  v_sends := v_gate is distinct from 'person_wrote';
  v_text := app.turn_text(v_turn, v_text, not coalesce(v_reason.is_urgent, false));
  if v_sends and v_text <> '' then
    v_send := app.create_automation_message(p_tenant_id, v_thread.thread_key, p_turn_id, v_text,
      case when v_reason.is_urgent then 'assistant_risk' else 'assistant' end);
  end if;
  if v_reason.reason is not null then
    select * into v_thread from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_turn.thread_id;
    perform app.hand_over(v_turn, v_thread, v_reason, p_result ->> 'summary', p_now);
  elsif v_send ? 'skipped' or v_send is null then
    perform app.close_turn(v_turn, 'skipped', coalesce(v_send ->> 'skipped', 'empty_body'), p_now);
    return jsonb_build_object('state', 'skipped', 'reason', coalesce(v_send ->> 'skipped', 'empty_body'));
  end if;
  update public.ai_turns t set text = case when not v_send ? 'skipped' then v_send #>> '{message,body}' end,
    sent_message_id = (v_send #>> '{message,id}')::uuid, summary = left(p_result ->> 'summary', 1000)
  where t.tenant_id = p_tenant_id and t.id = p_turn_id;
  if not v_send ? 'skipped' then
    update public.ai_conversations c set introduced_at = coalesce(c.introduced_at, case when not coalesce(v_reason.is_urgent, false) then p_now end)
    where c.tenant_id = p_tenant_id and c.thread_id = v_turn.thread_id;
    update public.ai_proposals r set asked_message_id = (v_send #>> '{message,id}')::uuid
    where r.tenant_id = p_tenant_id and r.turn_id = p_turn_id and r.state = 'open';
  end if;
  perform app.close_turn(v_turn, case when v_reason.reason is null then 'answered' else 'handed' end, v_reason.reason, p_now);
  if v_reason.reason is null then
    perform app.count_assistant(p_tenant_id, v_turn.opened_at, '{"answered": 1}');
    perform app.open_next_turn(v_turn, p_now);
  end if;
  return jsonb_build_object('state', case when v_reason.reason is null then 'answered' else 'handed' end,
    'reason', coalesce(v_reason.reason, v_send ->> 'skipped'), 'send', case when not v_send ? 'skipped' then v_send end);
end;
$$;
comment on function app.finish_turn(uuid, uuid, uuid, jsonb, timestamptz) is
  'Caller: the worker that has the turn. Decides again, under the lock of the conversation, whether it may be said, and says it once: the message has the id of the turn as its client_id. p_result and answers: docs/assistant.md.';
revoke execute on function app.finish_turn(uuid, uuid, uuid, jsonb, timestamptz) from public, anon, authenticated;
grant execute on function app.finish_turn(uuid, uuid, uuid, jsonb, timestamptz) to service_role;
