create function app.apply_reminder_answer(
  p_tenant_id uuid, p_id uuid, p_message_id uuid, p_wish text, p_ack_id uuid, p_now timestamptz default now()
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_log public.conversation_session_reminders_logs;
  v_session public.sessions;
  v_mine text;
  v_words jsonb;
  v_key text;
begin
  select * into v_log from public.conversation_session_reminders_logs l where l.tenant_id = p_tenant_id and l.id = p_id;
  v_log.patient_id := app.surviving_patient(p_tenant_id, v_log.patient_id);
  -- a repetition finds its answer said already
  if exists (select from public.conversation_messages m where m.tenant_id = p_tenant_id and m.client_id = p_ack_id) then
    return jsonb_build_object('skipped', 'answered_already');
  end if;
  select * into v_session from public.sessions s where s.tenant_id = p_tenant_id and s.id = v_log.session_id for update;
  select sp.status into v_mine from public.session_patients sp
  where sp.tenant_id = p_tenant_id and sp.session_id = v_log.session_id and sp.patient_id = v_log.patient_id;
  -- moved, begun, over or cancelled: a person has to see to it
  if v_mine is null or v_session.starts_at <> v_log.starts_at or v_session.starts_at <= p_now or exists (
    select from public.session_statuses u where u.key in (v_session.status, v_mine) and u.is_outcome) then
    return jsonb_build_object('skipped', 'session_over');
  end if;
  if v_mine <> p_wish then
    perform app.say_attendance(v_session, v_log.patient_id, p_wish, 'Respondeu ao lembrete que não vem.', array(
      select m.user_id from public.tenant_members m
      where m.tenant_id = p_tenant_id and m.status = 'active' and (m.user_id = v_session.therapist_id or m.role = 'operator')
      order by m.user_id));
  end if;
  update public.conversation_session_reminders_logs l set answer = p_wish, answered_at = p_now
  where l.tenant_id = p_tenant_id and l.id = p_id;
  perform app.broadcast(p_tenant_id, 'session_notice', jsonb_build_object('session_ids', array[v_session.id]));
  select t.thread_key into v_key from public.conversation_messages m
  join public.conversation_threads t on t.tenant_id = m.tenant_id and t.id = m.thread_id
  where m.tenant_id = p_tenant_id and m.id = p_message_id;
  v_words := app.reminder_words(v_session, v_log.patient_id);
  return app.create_automation_message(p_tenant_id, v_key, p_ack_id, app.fill_reminder(case p_wish
    when 'confirmed' then 'Combinado! Sessão confirmada: {data}, às {hora}.'
    else 'Tudo bem, a sessão de {data}, às {hora}, foi desmarcada. Para marcar outro horário, é só responder por aqui.' end, v_words),
    'reminder_answer_ack');
end;
$$;
comment on function app.apply_reminder_answer(uuid, uuid, uuid, text, uuid, timestamptz) is
  'Caller: workers. Confirms or cancels a session in the name of the person who answered its reminder, tells its therapist and the desk, and thanks the person (p_ack_id is that message). Nothing changes for a session that moved, began or is over; a cancelled one is not revived. Answers as create_automation_message.';
revoke execute on function app.apply_reminder_answer(uuid, uuid, uuid, text, uuid, timestamptz) from public, anon, authenticated;
grant execute on function app.apply_reminder_answer(uuid, uuid, uuid, text, uuid, timestamptz) to service_role;
