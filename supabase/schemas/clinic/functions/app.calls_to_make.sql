create function app.calls_to_make(p_tenant_id uuid, p_therapist_id uuid, p_now timestamptz)
returns jsonb
language sql
stable
set search_path = ''
as $$
  with zone as (
    select app.clinic_zone(p_tenant_id) as name
  ), to_make as materialized (
    select * from app.unanswered_reminders(p_tenant_id, p_now)
  ), calls as (
    select distinct on (c.session_id, c.patient_id) c.*, f.full_name as noted_by_name
    from public.session_calls c
    join public.sessions s on s.tenant_id = p_tenant_id and s.id = c.session_id and s.starts_at = c.starts_at
    cross join zone z
    left join public.profiles f on f.id = c.noted_by
    where c.tenant_id = p_tenant_id and c.undone_at is null and s.starts_at > p_now
      and s.starts_at < ((p_now at time zone z.name)::date + 2)::timestamp at time zone z.name
    order by c.session_id, c.patient_id, c.noted_at desc
  ), listed as (
    select r.session_id, r.patient_id, r.sent_at, r.reason, false as is_done from to_make r
    union all
    -- done, as long as it is still so
    select c.session_id, c.patient_id, null, null, true from calls c
    join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = c.session_id and sp.patient_id = c.patient_id
      and sp.status = c.outcome
  )
  select coalesce(jsonb_agg(jsonb_build_object('session_id', l.session_id, 'patient_id', l.patient_id, 'patient_name', p.name,
      'therapist_name', h.name, 'starts_at', s.starts_at, 'day', (s.starts_at at time zone z.name)::date,
      'is_today', (s.starts_at at time zone z.name)::date = (p_now at time zone z.name)::date,
      'told_name', w.name, 'phone', w.phone, 'thread_key', w.thread_key, 'sent_at', l.sent_at, 'reason', l.reason, 'is_done', l.is_done,
      'call', case when c.id is not null then jsonb_build_object('id', c.id, 'outcome', c.outcome, 'by_name', c.noted_by_name, 'at', c.noted_at) end)
    order by l.is_done, c.id is not null, s.starts_at, p.name, l.session_id), '[]')
  from listed l
  cross join zone z
  join public.sessions s on s.tenant_id = p_tenant_id and s.id = l.session_id and (p_therapist_id is null or s.therapist_id = p_therapist_id)
  join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = s.therapist_id
  join public.patients p on p.tenant_id = p_tenant_id and p.id = l.patient_id
  left join calls c on c.session_id = l.session_id and c.patient_id = l.patient_id
  cross join lateral app.person_to_tell(p_tenant_id, l.patient_id) w;
$$;
comment on function app.calls_to_make(uuid, uuid, timestamptz) is
  'What list_session_calls answers as of a moment; p_therapist_id NULL: of everybody.';
revoke execute on function app.calls_to_make(uuid, uuid, timestamptz) from public, anon, authenticated;
