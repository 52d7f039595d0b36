create function app.react_to_message(p_message public.conversation_messages, p_is_opt_word boolean)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- somebody else's machine has the conversation: it is shown, and nothing answers it here
  if p_message.content ? 'standby' then
    return;
  end if;
  perform app.note_campaign_reply(p_message);
  -- workflows hear of every message, whatever else it answers
  perform app.tell_workflows_of_message(p_message);
  -- what answers the last question, of a free time or of a session, asks for no other answer
  if not p_is_opt_word and (app.answer_offer_in_words(p_message) or app.answer_reminder(p_message)) then
    return;
  end if;
  -- whoever the assistant answers is not told that nobody is there
  if not p_is_opt_word and app.assistant_takes(p_message) then
    return;
  end if;
  -- each effect is a job of its own, so that a crash from here on changes nothing of it
  if not p_is_opt_word and p_message.kind <> 'system' and exists (
    select from public.conversation_autoreply_settings s where s.tenant_id = p_message.tenant_id and s.is_on) then
    insert into app.jobs (tenant_id, kind, payload, dedupe_key)
    values (p_message.tenant_id, 'auto_reply', jsonb_build_object('id', p_message.id, 'message_id', p_message.id), 'auto_reply:' || p_message.id)
    on conflict do nothing;
  end if;
end;
$$;
comment on function app.react_to_message(public.conversation_messages, boolean) is
  'What the clinic does by itself after a new message of a person, in the transaction that stores it. p_is_opt_word: the message asked us to stop or to write again, and is no question.';
revoke execute on function app.react_to_message(public.conversation_messages, boolean) from public, anon, authenticated;
