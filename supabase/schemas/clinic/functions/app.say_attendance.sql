-- Somebody said whether they come: what it makes of their session, and who of the clinic is told.
create function app.say_attendance(p_session public.sessions, p_patient_id uuid, p_status text, p_reason text, p_told uuid[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_before jsonb := app.session_state(p_session.tenant_id, p_session.id);
  v_status text;
begin
  update public.session_patients sp set status = p_status
  where sp.tenant_id = p_session.tenant_id and sp.session_id = p_session.id and sp.patient_id = p_patient_id;
  select u.key into v_status from public.session_patients sp join public.session_statuses u on u.key = sp.status
  where sp.tenant_id = p_session.tenant_id and sp.session_id = p_session.id order by u.prevails desc limit 1;
  perform app.put_session_status(p_session, v_status, case when v_status = 'cancelled' then 'cancelled' else 'status' end, v_before,
    case when v_status = 'cancelled' then p_reason end);
  -- they know: they said so
  delete from app.session_notice_wishes w
  where w.tenant_id = p_session.tenant_id and w.session_id = p_session.id and w.patient_id = p_patient_id;
  perform app.publish_sessions(p_session.tenant_id, array[p_session.id]);
  if p_status in ('confirmed', 'cancelled') then
    perform app.notify_of_patient(p_session.tenant_id, p_patient_id, 'session_' || p_status, p_told,
      app.moment_in_words(p_session.starts_at, app.clinic_zone(p_session.tenant_id)));
  end if;
end;
$$;
comment on function app.say_attendance(public.sessions, uuid, text, text, uuid[]) is
  'Gives one person of a locked session a status that they said themselves, and the session the one that prevails; p_reason is kept with a cancelled session. Errors: PT409 time_taken.';
revoke execute on function app.say_attendance(public.sessions, uuid, text, text, uuid[]) from public, anon, authenticated;
