create function app.close_reminder(p_reminder public.conversation_session_reminders_logs, p_reason text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update public.conversation_session_reminders_logs l set state = 'skipped', reason = p_reason
  where l.tenant_id = p_reminder.tenant_id and l.id = p_reminder.id;
  perform app.broadcast(p_reminder.tenant_id, 'session_notice', jsonb_build_object('session_ids', array[p_reminder.session_id]));
end;
$$;
comment on function app.close_reminder(public.conversation_session_reminders_logs, text) is 'A reminder that does not go, and why.';
revoke execute on function app.close_reminder(public.conversation_session_reminders_logs, text) from public, anon, authenticated;
