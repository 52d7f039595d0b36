create function app.assistant_cancel_session(p_tenant_id uuid, p_thread_id uuid, p_patient_id uuid, p_args jsonb, p_does boolean, p_now timestamptz)
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
  elsif not app.assistant_may_change(v_old, p_now) then
    return '{"ok": false, "error": "too_late"}';
  elsif not p_does then
    return jsonb_build_object('ok', true, 'words', 'Posso desmarcar sua sessão de ' || app.assistant_session_words(v_old) || '. Responda *sim* para confirmar.');
  end if;
  perform app.say_attendance(v_old, p_patient_id, 'cancelled', 'Desmarcada na conversa com o assistente.', app.assistant_tells(v_old));
  return jsonb_build_object('ok', true, 'data', jsonb_build_object('session_id', v_old.id),
    'words', 'Pronto, a sessão de ' || app.assistant_session_words(v_old) || ' foi desmarcada. Para marcar outro horário, é só pedir.');
end;
$$;
comment on function app.assistant_cancel_session(uuid, uuid, uuid, jsonb, boolean, timestamptz) is
  'A tool: cancels the place of the patient who writes in a session of theirs, until the limit of the clinic.';
revoke execute on function app.assistant_cancel_session(uuid, uuid, uuid, jsonb, boolean, timestamptz) from public, anon, authenticated;
