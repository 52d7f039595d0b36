create function app.assistant_confirm_session(p_tenant_id uuid, p_thread_id uuid, p_patient_id uuid, p_args jsonb, p_does boolean, p_now timestamptz)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_old public.sessions;
begin
  if p_does then
    perform from public.sessions s where s.tenant_id = p_tenant_id and s.id = app.typed_id(p_args ->> 'session_id') for update;
  end if;
  v_old := app.assistant_session(p_tenant_id, p_patient_id, p_args ->> 'session_id', p_now);
  if v_old.id is null then
    return '{"ok": false, "error": "nothing_found"}';
  elsif not p_does then
    return jsonb_build_object('ok', true, 'words', 'Posso confirmar a presença: ' || app.assistant_session_words(v_old) || '.');
  end if;
  if exists (select from public.session_patients sp
    where sp.tenant_id = p_tenant_id and sp.session_id = v_old.id and sp.patient_id = p_patient_id and sp.status <> 'confirmed')
  then
    perform app.say_attendance(v_old, p_patient_id, 'confirmed', null, app.assistant_tells(v_old));
  end if;
  return jsonb_build_object('ok', true, 'data', jsonb_build_object('session_id', v_old.id),
    'words', 'Combinado! Presença confirmada: ' || app.assistant_session_words(v_old) || '.');
end;
$$;
comment on function app.assistant_confirm_session(uuid, uuid, uuid, jsonb, boolean, timestamptz) is
  'A tool: says that the patient who writes comes to a session of theirs. Once more changes nothing.';
revoke execute on function app.assistant_confirm_session(uuid, uuid, uuid, jsonb, boolean, timestamptz) from public, anon, authenticated;
