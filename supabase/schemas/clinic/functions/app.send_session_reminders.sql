create function app.send_session_reminders(p_now timestamptz default now(), p_limit integer default 1000)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_settings public.conversation_session_reminders_settings;
  v_log public.conversation_session_reminders_logs;
  v_why text;
  v_count integer := 0;
begin
  -- one plans, all claim
  if pg_try_advisory_xact_lock(hashtextextended('session_reminders', 0)) then
    perform app.plan_session_reminders(p_now);
  end if;
  for v_log in
    select l.* from public.conversation_session_reminders_logs l where l.state = 'waiting' and l.retry_at <= p_now
    order by l.due_at, l.id limit p_limit for update skip locked
  loop
    if v_settings.tenant_id is distinct from v_log.tenant_id then
      v_settings := app.reminder_settings_of(v_log.tenant_id);
    end if;
    select app.reminder_obstacle(v_settings, v_log.patient_id, sp.status, (
      select w.template is not null from app.reminder_windows(v_settings.windows) w where w.minutes = v_log.window_minutes), p_now)
    into v_why
    from public.session_patients sp
    where sp.tenant_id = v_log.tenant_id and sp.session_id = v_log.session_id and sp.patient_id = v_log.patient_id;
    if v_why is null then
      insert into app.jobs (tenant_id, kind, payload, dedupe_key)
      values (v_log.tenant_id, 'session_reminder', jsonb_build_object('id', v_log.id), 'session_reminder:' || v_log.id)
      on conflict do nothing;
      v_count := v_count + 1;
    end if;
    update public.conversation_session_reminders_logs l set reason = v_why, retry_at = p_now + interval '2 minutes'
    where l.tenant_id = v_log.tenant_id and l.id = v_log.id;
  end loop;
  return v_count;
end;
$$;
comment on function app.send_session_reminders(timestamptz, integer) is
  'Caller: the clock, once a minute; any number at once. Plans what fell due and gives each reminder that can go a job; the others keep their reason and are asked again until they are of no use. Answers how many got one.';
revoke execute on function app.send_session_reminders(timestamptz, integer) from public, anon, authenticated;
grant execute on function app.send_session_reminders(timestamptz, integer) to service_role;
