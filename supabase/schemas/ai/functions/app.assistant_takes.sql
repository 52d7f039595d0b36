-- Whether the assistant answers a message of a person, in the transaction that stores it and holds its conversation.
create function app.assistant_takes(p_message public.conversation_messages, p_now timestamptz default clock_timestamp())
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_turn public.ai_turns;
  v_wait interval;
  v_reason text;
begin
  -- also where a person answered
  if app.keep_assistant_rating(p_message, p_now) then
    return true;
  end if;
  select make_interval(secs => s.wait_seconds) into v_wait from public.ai_settings s
  where s.tenant_id = p_message.tenant_id and s.mode in ('people', 'all');
  -- what comes late is no question of now
  if v_wait is null or p_message.kind = 'system' or p_message.occurred_at < p_now - interval '30 minutes' then
    return false;
  end if;
  v_reason := app.assistant_may_answer(p_message.tenant_id, p_message.thread_id, p_now, true);
  if v_reason is not null and not app.assistant_lets_risk_through(v_reason) or app.looks_like_a_bot(p_message) or exists (
    -- a workflow asked something
    select from public.workflow_runs r
    join public.workflow_steps s on s.tenant_id = r.tenant_id and s.run_id = r.id and s.state = 'waiting' and s.kind = 'wait_for_answer'
    where r.tenant_id = p_message.tenant_id and r.thread_id = p_message.thread_id and r.ended_at is null)
  then
    return false;
  end if;
  select * into v_turn from public.ai_turns t
  where t.tenant_id = p_message.tenant_id and t.thread_id = p_message.thread_id and t.finished_at is null for update;
  if v_turn.state = 'thinking' then
    update public.ai_turns t set has_more = true where t.tenant_id = v_turn.tenant_id and t.id = v_turn.id;
  elsif v_turn.state = 'waiting' then
    -- whoever goes on typing is waited for, but not for ever
    update public.ai_turns t set run_at = greatest(t.run_at, least(p_now + v_wait, t.opened_at + v_wait + interval '30 seconds'))
    where t.tenant_id = v_turn.tenant_id and t.id = v_turn.id returning * into v_turn;
    perform app.enqueue_at(v_turn.tenant_id, 'answer_conversation', jsonb_build_object('id', v_turn.id), v_turn.run_at);
  else
    perform app.open_turn(p_message.tenant_id, p_message.thread_id, p_message.id, p_now, p_now + v_wait);
  end if;
  return true;
end;
$$;
comment on function app.assistant_takes(public.conversation_messages, timestamptz) is
  'Whether the assistant will see to a message of a person: it joins the turn that is open, or opens one. What answers the question how it was is kept and asks for no answer.';
revoke execute on function app.assistant_takes(public.conversation_messages, timestamptz) from public, anon, authenticated;
