-- What the person's words make of what was proposed. Only what they wrote after it was asked counts.
create function app.answer_proposal(p_turn public.ai_turns, p_first_id uuid, p_text text, p_now timestamptz)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_wish boolean := app.assistant_wish(p_text);
begin
  update public.ai_proposals r set state = 'expired'
  where r.tenant_id = p_turn.tenant_id and r.thread_id = p_turn.thread_id and r.state = 'open' and r.expires_at <= p_now;
  if v_wish is not null and p_first_id is not null then
    update public.ai_proposals r set state = case when v_wish then 'confirmed' else 'refused' end, answer_message_id = p_turn.seen_message_id
    where r.tenant_id = p_turn.tenant_id and r.thread_id = p_turn.thread_id and r.state = 'open' and r.turn_id <> p_turn.id
      and r.asked_message_id < p_first_id;
  end if;
end;
$$;
comment on function app.answer_proposal(public.ai_turns, uuid, text, timestamptz) is
  'Confirms or refuses the open proposal of a conversation by a message that came after it was asked, and says nothing else.';
revoke execute on function app.answer_proposal(public.ai_turns, uuid, text, timestamptz) from public, anon, authenticated;
