create function public.note_session_call(p_tenant_id uuid, p_id uuid, p_session_id uuid, p_patient_id uuid, p_outcome text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_session public.sessions := app.lock_session(p_tenant_id, p_session_id);
  v_mine text;
begin
  if p_outcome is null or p_outcome not in ('confirmed', 'cancelled', 'no_answer') then
    raise sqlstate 'PT400' using message = 'invalid_call_outcome';
  end if;
  if exists (select from public.session_calls c where c.tenant_id = p_tenant_id and c.id = p_id) then
    return jsonb_build_object('id', p_id);
  end if;
  select sp.status into v_mine from public.session_patients sp
  where sp.tenant_id = p_tenant_id and sp.session_id = p_session_id and sp.patient_id = p_patient_id;
  if v_mine is null then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  -- what has an outcome, or began, is no question any more
  if v_session.starts_at <= now() or exists (
    select from public.session_statuses u where u.key in (v_session.status, v_mine) and u.is_outcome) then
    raise sqlstate 'PT409' using message = 'session_closed', detail = v_mine;
  end if;
  insert into public.session_calls (tenant_id, id, session_id, patient_id, starts_at, outcome, status_before, noted_by)
  values (p_tenant_id, p_id, p_session_id, p_patient_id, v_session.starts_at, p_outcome, v_mine, auth.uid());
  if p_outcome <> 'no_answer' and p_outcome <> v_mine then
    perform app.say_attendance(v_session, p_patient_id, p_outcome, 'Disse por telefone que não vem.',
      case when v_session.therapist_id is distinct from auth.uid() then array[v_session.therapist_id] else '{}' end);
  end if;
  perform app.broadcast(p_tenant_id, 'session_notice', jsonb_build_object('session_ids', array[p_session_id]));
  return jsonb_build_object('id', p_id);
end;
$$;
comment on function public.note_session_call(uuid, uuid, uuid, uuid, text) is
  'Caller: owner, admin, supervisor and operator; a therapist within the own agenda. Notes whom somebody called about a session and what they said: confirmed and cancelled change the session for this person and tell its therapist, no_answer is noted alone. p_id is given by the caller; a repetition changes nothing. Answers {id}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 session_not_found, PT400 invalid_call_outcome, PT404 patient_not_found, PT409 session_closed.';
revoke execute on function public.note_session_call(uuid, uuid, uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.note_session_call(uuid, uuid, uuid, uuid, text) to authenticated;
