-- Free times as the page shows them: the first days from p_from that have some, and where it goes on.
create function app.online_days(
  p_tenant_id uuid, p_therapist_id uuid, p_session_type_id uuid, p_from date, p_now timestamptz default now(), p_session_id uuid default null
)
returns jsonb
language sql
stable
set search_path = ''
as $$
  with slots as (
    select s.starts_at, s.starts_local, left(s.starts_local, 10)::date as day
    from app.online_slots(p_tenant_id, array[p_therapist_id], p_session_type_id,
      coalesce(p_from, (p_now at time zone app.clinic_zone(p_tenant_id))::date), 'infinity'::date, p_now, p_session_id) s
  ), days as (
    select s.day, row_number() over (order by s.day) as n, jsonb_agg(jsonb_build_object(
      'at', to_char(s.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"'), 'time', right(s.starts_local, 5)) order by s.starts_at) as slots
    from slots s group by s.day
  )
  select jsonb_build_object(
    'days', coalesce((select jsonb_agg(jsonb_build_object('day', d.day, 'slots', d.slots) order by d.day) from days d where d.n <= 6), '[]'),
    'next', (select d.day from days d where d.n = 7));
$$;
revoke execute on function app.online_days(uuid, uuid, uuid, date, timestamptz, uuid) from public, anon, authenticated;
