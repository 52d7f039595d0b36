create function app.send_session_reminder(p_tenant_id uuid, p_id uuid, p_now timestamptz default now())
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_settings public.conversation_session_reminders_settings := app.reminder_settings_of(p_tenant_id);
  v_log public.conversation_session_reminders_logs;
  v_session public.sessions;
  v_status text;
  v_window record;
  v_words jsonb;
  v_why text;
  v_key text;
  v_template jsonb;
  v_created jsonb;
begin
  select * into v_log from public.conversation_session_reminders_logs l where l.tenant_id = p_tenant_id and l.id = p_id for update;
  if v_log.state is distinct from 'waiting' then
    return jsonb_build_object('skipped', 'nothing_due');
  end if;
  v_log.patient_id := app.surviving_patient(p_tenant_id, v_log.patient_id);
  -- from here on nobody moves or cancels it: what is said is what holds
  select * into v_session from public.sessions s where s.tenant_id = p_tenant_id and s.id = v_log.session_id for share;
  v_why := app.reminder_over(v_log, p_now);
  select * into v_window from app.reminder_windows(v_settings.windows) w where w.minutes = v_log.window_minutes;
  if v_why is null and not v_settings.is_on then
    v_why := 'reminders_off';
  elsif v_why is null and v_window.minutes is null then
    v_why := 'window_removed';
  end if;
  if v_why is not null then
    perform app.close_reminder(v_log, v_why);
    return jsonb_build_object('skipped', v_why);
  end if;
  select sp.status into v_status from public.session_patients sp
  where sp.tenant_id = p_tenant_id and sp.session_id = v_log.session_id and sp.patient_id = v_log.patient_id;
  v_why := app.reminder_obstacle(v_settings, v_log.patient_id, v_status, v_window.template is not null, p_now);
  if v_why is null then
    v_key := app.thread_to_tell(p_tenant_id, v_log.patient_id);
    v_words := app.reminder_words(v_session, v_log.patient_id);
    v_created := app.create_automation_message(p_tenant_id, v_key, v_log.id, app.fill_reminder(v_window.text, v_words), 'session_reminder');
    -- free text is no longer taken: the approved words are
    if v_created ->> 'skipped' = 'outside_24h_window' and v_window.template is not null then
      select jsonb_build_object('id', v_window.template ->> 'id', 'variables', coalesce(
        jsonb_object_agg(e.key, app.fill_reminder(e.value, v_words)), '{}')) into v_template
      from jsonb_each_text(v_window.template -> 'variables') e;
      v_created := app.create_automation_message(p_tenant_id, v_key, v_log.id, null, 'session_reminder', v_template);
    end if;
    v_why := v_created ->> 'skipped';
  end if;
  if v_why is not null then
    update public.conversation_session_reminders_logs l set reason = v_why, retry_at = p_now + interval '2 minutes'
    where l.tenant_id = p_tenant_id and l.id = p_id;
    return jsonb_build_object('skipped', v_why);
  end if;
  update public.conversation_session_reminders_logs l set state = 'sent', reason = null, sent_at = p_now,
    message_id = m.id, thread_id = m.thread_id, cost = app.message_price(m)
  from public.conversation_messages m
  where l.tenant_id = p_tenant_id and l.id = p_id and m.tenant_id = p_tenant_id and m.id = (v_created #>> '{message,id}')::uuid;
  perform app.broadcast(p_tenant_id, 'session_notice', jsonb_build_object('session_ids', array[v_log.session_id]));
  return v_created;
end;
$$;
comment on function app.send_session_reminder(uuid, uuid, timestamptz) is
  'Caller: workers. Reads session, settings, opt-out and credits as they are now, and writes the message in the same transaction; the reminder and its message have one id, so a repetition is the same message. Answers as create_automation_message.';
revoke execute on function app.send_session_reminder(uuid, uuid, timestamptz) from public, anon, authenticated;
grant execute on function app.send_session_reminder(uuid, uuid, timestamptz) to service_role;
