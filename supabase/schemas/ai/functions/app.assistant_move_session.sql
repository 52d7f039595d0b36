create function app.assistant_move_session(p_tenant_id uuid, p_thread_id uuid, p_patient_id uuid, p_args jsonb, p_does boolean, p_now timestamptz)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_at timestamptz := app.assistant_moment(p_args ->> 'starts_at', v_zone);
  v_day date := (v_at at time zone v_zone)::date;
  v_old public.sessions;
  v_new public.sessions;
  v_room uuid;
begin
  if v_at is null then
    return '{"ok": false, "error": "bad_arguments", "detail": "starts_at"}';
  end if;
  if p_does then
    perform from public.sessions s where s.tenant_id = p_tenant_id and s.id = app.typed_id(p_args ->> 'session_id') for update;
  end if;
  v_old := app.assistant_session(p_tenant_id, p_patient_id, p_args ->> 'session_id', p_now);
  if v_old.id is null then
    return '{"ok": false, "error": "nothing_found"}';
  elsif not app.assistant_may_change(v_old, p_now) then
    return '{"ok": false, "error": "too_late"}';
  elsif (select count(*) from public.session_patients sp where sp.tenant_id = p_tenant_id and sp.session_id = v_old.id) > 1 then
    return '{"ok": false, "error": "not_offered", "detail": "group"}';
  end if;
  if p_does then
    perform app.lock_agenda(p_tenant_id, array[v_old.therapist_id], array[v_old.room_id]);
  end if;
  select s.room_id into v_room
  from app.online_slots(p_tenant_id, array[v_old.therapist_id], v_old.session_type_id, v_day, v_day, p_now, v_old.id) s where s.starts_at = v_at;
  if not found or v_at = v_old.starts_at then
    return '{"ok": false, "error": "slot_taken"}';
  end if;
  v_new := v_old;
  v_new.starts_at := v_at;
  if not p_does then
    return jsonb_build_object('ok', true, 'words', 'Posso remarcar sua sessão de ' || app.moment_in_words(v_old.starts_at, v_zone) || ' para '
      || app.assistant_session_words(v_new) || '. Responda *sim* para confirmar.');
  end if;
  begin
    perform app.move_one_session(v_old, v_at, v_at + (v_old.ends_at - v_old.starts_at), v_old.therapist_id, v_room, null);
  exception when sqlstate 'PT409' then
    return '{"ok": false, "error": "slot_taken"}';
  end;
  delete from app.session_notice_wishes w where w.tenant_id = p_tenant_id and w.patient_id = p_patient_id and w.session_id = v_old.id;
  perform app.tell_of_online_booking(p_tenant_id, v_old.id, p_patient_id, 'online_changed');
  perform app.publish_sessions(p_tenant_id, array[v_old.id], array[(v_old.starts_at at time zone v_zone)::date]);
  return jsonb_build_object('ok', true, 'data', jsonb_build_object('session_id', v_old.id, 'starts_at', v_at),
    'words', 'Pronto! Sessão remarcada para ' || app.assistant_session_words(v_new) || '.');
end;
$$;
comment on function app.assistant_move_session(uuid, uuid, uuid, jsonb, boolean, timestamptz) is
  'A tool: moves a session of the patient who writes to another free time of the same therapist, until the limit of the clinic, whoever booked it.';
revoke execute on function app.assistant_move_session(uuid, uuid, uuid, jsonb, boolean, timestamptz) from public, anon, authenticated;
