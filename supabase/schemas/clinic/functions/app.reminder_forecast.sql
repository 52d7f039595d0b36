-- What will become of the reminders of some sessions, for each person and window, as things stand.
create function app.reminder_forecast(p_tenant_id uuid, p_session_ids uuid[], p_now timestamptz)
returns table (session_id uuid, patient_id uuid, window_minutes integer, due_at timestamptz, goes_at timestamptz, outlook text, reason text)
language sql
stable
set search_path = ''
as $$
  with planned as (
    select s.id, s.starts_at, sp.patient_id, sp.status, c, w.minutes, w.since, w.template is not null as has_template, w.due_at,
      s.starts_at - make_interval(mins => w.until_minutes) as useless_at, l.state, l.reason, l.sent_at,
      app.start_set_at(s) as set_at, u.is_outcome or v.is_outcome as is_over,
      app.after_quiet(greatest(w.due_at, p_now), t.time_zone, c.quiet_from, c.quiet_to) as goes_at
    from app.reminder_settings_of(p_tenant_id) c
    join public.tenants t on t.id = p_tenant_id
    join public.sessions s on s.tenant_id = p_tenant_id and s.id = any (p_session_ids)
    join public.session_statuses u on u.key = s.status
    join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = s.id
    join public.session_statuses v on v.key = sp.status
    cross join lateral (
      select r.*, s.starts_at - make_interval(mins => r.minutes) as due_at from app.reminder_windows(c.windows) r) w
    left join public.conversation_session_reminders_logs l on l.tenant_id = p_tenant_id and l.session_id = s.id
      and l.patient_id = sp.patient_id and l.window_minutes = w.minutes and l.starts_at = s.starts_at
  ), judged as (
    select p.*, case
      when p.state in ('sent', 'skipped') then p.reason
      when p.is_over then 'session_over'
      when not (p.c).is_on then 'reminders_off'
      when p.due_at < p.set_at then 'booked_after_due'
      when p.due_at < p.since then 'window_was_not_there'
      when app.reminder_is_held_out(p.c, p.id, p.patient_id, p.starts_at) then 'held_out'
      when p.useless_at <= p_now then 'system_down'
      when p.goes_at >= p.useless_at then 'quiet_hours'
      else app.reminder_obstacle(p.c, p.patient_id, p.status, p.has_template, p.goes_at) end as why
    from planned p
  )
  select j.id, j.patient_id, j.minutes, j.due_at, coalesce(j.sent_at, j.goes_at), case
    when j.state in ('sent', 'skipped') then j.state when j.why is null then 'will_go' else 'will_not_go' end, j.why
  from judged j;
$$;
comment on function app.reminder_forecast(uuid, uuid[], timestamptz) is
  'outlook: sent, skipped, will_go at goes_at, or will_not_go for a reason.';
revoke execute on function app.reminder_forecast(uuid, uuid[], timestamptz) from public, anon, authenticated;
