-- Everybody counts where the hash put them, also who could not be reminded: else the two sides would not be alike.
create function app.reminder_effect(p_tenant_id uuid, p_now timestamptz)
returns jsonb
language sql
stable
set search_path = ''
as $$
  with people as (
    select l.session_id, app.surviving_patient(p_tenant_id, l.patient_id) as patient_id, l.starts_at, min(l.due_at) as due_at,
      bool_or(l.reason is not distinct from 'held_out') as is_held
    from public.conversation_session_reminders_logs l
    where l.tenant_id = p_tenant_id and l.starts_at <= p_now
    group by 1, 2, 3 having bool_and(l.is_measured)
  ), seen as (
    select e.is_held, e.due_at, u.is_outcome as is_settled, sp.status = 'missed' as is_missed,
      sp.status in ('cancelled', 'excused') and (
        select max(x.created_at) from app.session_events x
        where x.tenant_id = p_tenant_id and x.session_id = e.session_id and x.after -> 'patients' @> jsonb_build_array(
          jsonb_build_object('patient_id', e.patient_id, 'status', sp.status)) and not coalesce(x.before -> 'patients' @> jsonb_build_array(
          jsonb_build_object('patient_id', e.patient_id, 'status', sp.status)), false)
      ) > s.starts_at - interval '24 hours' as is_late
    from people e
    join public.sessions s on s.tenant_id = p_tenant_id and s.id = e.session_id and s.starts_at = e.starts_at
    join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = e.session_id and sp.patient_id = e.patient_id
    join public.session_statuses u on u.key = sp.status
  ), counted as (
    select (count(*) filter (where is_held and is_settled))::integer as held, (count(*) filter (where is_held and is_missed))::integer as held_missed,
      (count(*) filter (where is_held and is_late))::integer as held_late, (count(*) filter (where not is_held and is_settled))::integer as reminded,
      (count(*) filter (where not is_held and is_missed))::integer as reminded_missed,
      (count(*) filter (where not is_held and is_late))::integer as reminded_late,
      (count(*) filter (where not is_settled))::integer as unsettled, min(due_at) as since
    from seen
  )
  select jsonb_build_object('since', c.since, 'unsettled', c.unsettled,
    'held_out', jsonb_build_object('people', c.held, 'missed', c.held_missed, 'late', c.held_late),
    'reminded', jsonb_build_object('people', c.reminded, 'missed', c.reminded_missed, 'late', c.reminded_late),
    'missed', app.share_difference(c.held_missed, c.held, c.reminded_missed, c.reminded),
    'late', app.share_difference(c.held_late, c.held, c.reminded_late, c.reminded))
  from counted c;
$$;
comment on function app.reminder_effect(uuid, timestamptz) is 'What get_reminder_effect answers as of a moment.';
revoke execute on function app.reminder_effect(uuid, timestamptz) from public, anon, authenticated;
