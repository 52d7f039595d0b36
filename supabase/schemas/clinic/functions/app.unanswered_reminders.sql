-- Who did not say whether they come today or tomorrow, after a reminder had its time, or because none could go.
create function app.unanswered_reminders(p_tenant_id uuid, p_now timestamptz)
returns table (session_id uuid, patient_id uuid, sent_at timestamptz, reason text)
language sql
stable
set search_path = ''
as $$
  with open as (
    select s.id, s.starts_at from public.sessions s
    join public.tenants t on t.id = p_tenant_id
    join public.session_statuses u on u.key = s.status and not u.is_outcome
    where s.tenant_id = p_tenant_id and s.starts_at > p_now
      and s.starts_at < ((p_now at time zone t.time_zone)::date + 2)::timestamp at time zone t.time_zone
  ), seen as (
    select f.session_id, f.patient_id, max(f.goes_at) filter (where f.outlook = 'sent') as sent_at, bool_or(f.outlook = 'will_go') as will_go,
      -- what a person can lift, before what the clock did
      (array_agg(f.reason order by f.reason in ('booked_after_due', 'window_was_not_there', 'quiet_hours', 'system_down'), f.due_at desc) filter (where f.outlook in ('skipped', 'will_not_go')))[1] as reason
    from app.reminder_forecast(p_tenant_id, array(select o.id from open o), p_now) f
    group by f.session_id, f.patient_id
  )
  select e.session_id, e.patient_id, e.sent_at, case when e.sent_at is null then e.reason end
  from seen e
  join open o on o.id = e.session_id
  join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = e.session_id and sp.patient_id = e.patient_id
  where sp.status = 'scheduled' and (app.reminder_settings_of(p_tenant_id)).is_on
    -- two hours to answer in, unless it is soon
    and case when e.sent_at is not null then e.sent_at <= p_now - interval '2 hours' or o.starts_at <= p_now + interval '3 hours'
      else not e.will_go and e.reason is not null and e.reason <> 'held_out' end;
$$;
comment on function app.unanswered_reminders(uuid, timestamptz) is
  'Whom the desk calls: people of sessions from a moment to the end of the next day who got a reminder (sent_at) and said nothing, or got none for a reason.';
revoke execute on function app.unanswered_reminders(uuid, timestamptz) from public, anon, authenticated;
