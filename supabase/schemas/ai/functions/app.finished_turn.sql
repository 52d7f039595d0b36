create function app.finished_turn(p_turn public.ai_turns, p_thread public.conversation_threads)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('state', case when p_turn.state in ('silent', 'failed') then 'skipped' else p_turn.state end, 'reason', p_turn.reason,
    'send', (
      select jsonb_build_object('message', to_jsonb(m), 'duplicate', true, 'lease', null) from public.conversation_messages m
      where m.tenant_id = p_turn.tenant_id and m.id = p_turn.sent_message_id));
end;
$$;
comment on function app.finished_turn(public.ai_turns, public.conversation_threads) is
  'What finish_turn says of a turn that is over: the same, and nothing is sent.';
revoke execute on function app.finished_turn(public.ai_turns, public.conversation_threads) from public, anon, authenticated;
