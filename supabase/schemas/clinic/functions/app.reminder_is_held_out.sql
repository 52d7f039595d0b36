-- By a hash of the session, so that it is the same for everybody in it, for each window and on each look. Whoever was reminded
-- of a session stays reminded of it, and who was not stays without, whatever becomes of the share meanwhile.
create function app.reminder_is_held_out(
  p_settings public.conversation_session_reminders_settings, p_session_id uuid, p_patient_id uuid, p_starts_at timestamptz
)
returns boolean
language sql
stable
set search_path = ''
as $$
  select coalesce(bool_or(l.reason is not distinct from 'held_out'), (
      ('x' || left(md5('reminder:' || p_session_id), 8))::bit(32)::bigint % 100 < p_settings.holdout_percent))
  from public.conversation_session_reminders_logs l
  where l.tenant_id = p_settings.tenant_id and l.session_id = p_session_id and l.patient_id = p_patient_id and l.starts_at = p_starts_at;
$$;
comment on function app.reminder_is_held_out(public.conversation_session_reminders_settings, uuid, uuid, timestamptz) is
  'Whether a session belongs to the share that gets no reminder.';
revoke execute on function app.reminder_is_held_out(public.conversation_session_reminders_settings, uuid, uuid, timestamptz) from public, anon, authenticated;
