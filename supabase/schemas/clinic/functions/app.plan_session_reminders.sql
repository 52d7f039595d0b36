-- What fell due gets its row, once: the unique key is the claim. After a downtime of up to three days also what nobody needs
-- any more, so that the log says why it did not go.
create function app.plan_session_reminders(p_now timestamptz)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_log public.conversation_session_reminders_logs;
  v_why text;
begin
  insert into public.conversation_session_reminders_logs (
    tenant_id, session_id, patient_id, window_minutes, starts_at, due_at, useless_at, retry_at, state, reason, is_measured)
  select d.tenant_id, d.session_id, d.patient_id, d.minutes, d.starts_at, d.due_at, d.useless_at, p_now,
    case when h.out then 'skipped' else 'waiting' end, case when h.out then 'held_out' end, h.out or (d.settings).holdout_percent > 0
  from (
    select c.tenant_id, c as settings, s.id as session_id, sp.patient_id, w.minutes, s.starts_at,
      s.starts_at - make_interval(mins => w.minutes) as due_at, s.starts_at - make_interval(mins => w.until_minutes) as useless_at
    from public.conversation_session_reminders_settings c
    cross join lateral app.reminder_windows(c.windows) w
    join public.sessions s on s.tenant_id = c.tenant_id
      and s.starts_at > p_now - interval '3 days' and s.starts_at <= p_now + make_interval(mins => w.minutes)
    join public.session_statuses u on u.key = s.status and not u.is_outcome
    join public.session_patients sp on sp.tenant_id = c.tenant_id and sp.session_id = s.id
    join public.session_statuses v on v.key = sp.status and not v.is_outcome
    where c.is_on and s.starts_at - make_interval(mins => w.minutes) >= w.since
      and not exists (
        select from public.conversation_session_reminders_logs l
        where l.tenant_id = c.tenant_id and l.session_id = s.id and app.surviving_patient(l.tenant_id, l.patient_id) = sp.patient_id and l.window_minutes = w.minutes
          and l.starts_at = s.starts_at)
      and app.start_set_at(s) <= s.starts_at - make_interval(mins => w.minutes)
    offset 0) d
  cross join lateral (select app.reminder_is_held_out(d.settings, d.session_id, d.patient_id, d.starts_at) as out) h
  order by d.tenant_id, d.starts_at, d.session_id, d.patient_id, d.minutes desc
  on conflict do nothing;
  -- what never left the clinic is tried again while it is of use
  update public.conversation_session_reminders_logs l set
    state = 'waiting', reason = m.error_code, retry_at = p_now, sent_at = null, cost = null
  from public.conversation_messages m
  where l.state = 'sent' and l.useless_at > p_now and m.tenant_id = l.tenant_id and m.id = l.message_id and m.status = 'failed'
    and m.error_code in ('temporary_failure_exhausted', 'gave_way', 'no_active_channel', 'channel_changed');
  for v_log in
    select l.* from public.conversation_session_reminders_logs l
    where l.state = 'waiting' and l.retry_at <= p_now
      -- most still stand as they did: those are not looked at one by one
      and (l.useless_at <= p_now or not exists (
        select from public.sessions s
        join public.session_statuses u on u.key = s.status and not u.is_outcome
        join public.session_patients sp on sp.tenant_id = s.tenant_id and sp.session_id = s.id and sp.patient_id = l.patient_id
        join public.session_statuses v on v.key = sp.status and not v.is_outcome
        where s.tenant_id = l.tenant_id and s.id = l.session_id and s.starts_at = l.starts_at))
    order by l.due_at, l.id for update of l skip locked
  loop
    v_why := app.reminder_over(v_log, p_now);
    if v_why is not null then
      perform app.close_reminder(v_log, v_why);
    end if;
  end loop;
end;
$$;
comment on function app.plan_session_reminders(timestamptz) is
  'Writes down the reminders that fell due by a moment, and closes those that are of no use any more.';
revoke execute on function app.plan_session_reminders(timestamptz) from public, anon, authenticated;
