create function public.list_session_reminder_logs(p_tenant_id uuid, p_state text default null, p_limit integer default 50, p_offset integer default 0)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id);
begin
  return coalesce((
    select jsonb_agg(jsonb_build_object('id', l.id, 'session_id', l.session_id, 'patient_id', l.patient_id, 'patient_name', l.patient_name,
      'therapist_name', l.therapist_name, 'window_minutes', l.window_minutes, 'starts_at', l.starts_at, 'due_at', l.due_at, 'state', l.state,
      'reason', l.reason, 'sent_at', l.sent_at, 'message_status', m.status, 'cost', l.cost, 'answer', l.answer, 'answered_at', l.answered_at)
      order by l.due_at desc, l.id)
    from (
      select g.*, p.name as patient_name, h.name as therapist_name
      from public.conversation_session_reminders_logs g
      join public.sessions s on s.tenant_id = p_tenant_id and s.id = g.session_id
      join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = s.therapist_id
      join public.patients p on p.tenant_id = p_tenant_id and p.id = g.patient_id
      where g.tenant_id = p_tenant_id and (p_state is null or g.state = p_state) and (v_role <> 'therapist' or s.therapist_id = auth.uid())
      order by g.due_at desc, g.id
      limit least(greatest(coalesce(p_limit, 50), 1), 200) offset greatest(coalesce(p_offset, 0), 0)) l
    left join public.conversation_messages m on m.tenant_id = p_tenant_id and m.id = l.message_id), '[]');
end;
$$;
comment on function public.list_session_reminder_logs(uuid, text, integer, integer) is
  'Caller: members; a therapist sees the own sessions. Reminders that fell due, the latest first, up to 200: [{id, session_id, patient_id, patient_name, therapist_name, window_minutes, starts_at, due_at, state waiting|sent|skipped, reason: code|null, sent_at, message_status, cost: credits|null, answer: confirmed|cancelled|null, answered_at}]. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_session_reminder_logs(uuid, text, integer, integer) from public, anon, authenticated;
grant execute on function public.list_session_reminder_logs(uuid, text, integer, integer) to authenticated;
