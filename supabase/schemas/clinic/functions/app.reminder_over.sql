create function app.reminder_over(p_reminder public.conversation_session_reminders_logs, p_now timestamptz)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select case
      when s.starts_at <> p_reminder.starts_at then 'session_moved'
      when u.is_outcome or v.is_outcome or v.is_outcome is null then case
        when s.status = 'cancelled' or sp.status = 'cancelled' then 'session_cancelled' else 'session_over' end
      when p_now >= p_reminder.useless_at then coalesce(p_reminder.reason, 'system_down') end
    from public.sessions s
    join public.session_statuses u on u.key = s.status
    left join public.session_patients sp on sp.tenant_id = s.tenant_id and sp.session_id = s.id 
      and sp.patient_id = app.surviving_patient(p_reminder.tenant_id, p_reminder.patient_id)
    left join public.session_statuses v on v.key = sp.status
    where s.tenant_id = p_reminder.tenant_id and s.id = p_reminder.session_id);
end;
$$;
comment on function app.reminder_over(public.conversation_session_reminders_logs, timestamptz) is
  'Why a reminder is of no use any more, or NULL while it is: the session moved, was cancelled, is over, or its time has passed.';
revoke execute on function app.reminder_over(public.conversation_session_reminders_logs, timestamptz) from public, anon, authenticated;
