-- Decides in the transaction that stores the message, which holds the conversation; the session is changed by a job, because
-- sessions are locked before conversations.
create function app.answer_reminder(p_message public.conversation_messages, p_now timestamptz default clock_timestamp())
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_log public.conversation_session_reminders_logs;
  v_wish text;
begin
  select * into v_log from public.conversation_session_reminders_logs l
  where l.tenant_id = p_message.tenant_id and l.thread_id = p_message.thread_id and l.state = 'sent' and l.sent_at <= p_now
  order by l.sent_at desc, l.due_at desc, l.id desc limit 1;
  if v_log.id is null then
    return false;
  end if;
  v_wish := app.reminder_wish(p_message);
  if v_wish is null or not exists (
    select from public.sessions s
    where s.tenant_id = v_log.tenant_id and s.id = v_log.session_id and s.starts_at = v_log.starts_at and s.starts_at > p_now) then
    return false;
  end if;
  insert into app.jobs (tenant_id, kind, payload, dedupe_key)
  values (p_message.tenant_id, 'reminder_answer',
    jsonb_build_object('id', v_log.id, 'message_id', p_message.id, 'wish', v_wish), 'reminder_answer:' || p_message.id)
  on conflict do nothing;
  return true;
end;
$$;
comment on function app.answer_reminder(public.conversation_messages, timestamptz) is
  'Whether a message of a person answers the last reminder that they got, whose session still has that start and has not begun. The answer becomes a job.';
revoke execute on function app.answer_reminder(public.conversation_messages, timestamptz) from public, anon, authenticated;
