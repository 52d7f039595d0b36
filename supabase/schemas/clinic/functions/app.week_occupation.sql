-- How much of the time that therapists work in a week is taken.
create function app.week_occupation(p_tenant_id uuid, p_monday date)
returns table (therapist_id uuid, name text, open_minutes integer, taken_minutes integer)
language sql
stable
set search_path = ''
as $$
  with zone as (select app.clinic_zone(p_tenant_id) as zone),
  bounds as (select tstzrange(app.local_moment(p_monday::timestamp, z.zone), app.local_moment((p_monday + 7)::timestamp, z.zone)) as week from zone z),
  closed as (
    select e.therapist_id, tstzrange(e.starts_at, e.ends_at) as during from public.agenda_exceptions e, bounds b
    where e.tenant_id = p_tenant_id and e.kind in ('absence', 'recess') and tstzrange(e.starts_at, e.ends_at) && b.week
    union all
    select null, tstzrange(app.local_moment(h.day::timestamp, z.zone), app.local_moment((h.day + 1)::timestamp, z.zone))
    from zone z, app.holidays_between(p_tenant_id, p_monday, p_monday + 6) h where h.scope <> 'optional'),
  work as (
    select t.user_id, t.name, t.position, (
        select range_agg(tstzrange(w.starts_at, w.ends_at)) * tstzmultirange(b.week)
        from app.working_ranges(p_tenant_id, p_monday - 1, p_monday + 6, array[t.user_id]) w) - coalesce((
        select range_agg(c.during) from closed c where coalesce(c.therapist_id, t.user_id) = t.user_id), '{}') as open
    from public.therapists t, bounds b where t.tenant_id = p_tenant_id and t.is_active),
  taken as (
    select s.therapist_id, range_agg(s.during) as during from public.sessions s, bounds b
    where s.tenant_id = p_tenant_id and s.blocks_time and s.starts_at >= lower(b.week) - interval '12 hours' and s.starts_at < upper(b.week)
    group by s.therapist_id)
  select w.user_id, w.name, m.open::integer, m.taken::integer
  from work w left join taken k on k.therapist_id = w.user_id
  cross join lateral (
    select coalesce((select sum(extract(epoch from upper(r) - lower(r)) / 60) from unnest(w.open) r), 0) as open,
      coalesce((select sum(extract(epoch from upper(r) - lower(r)) / 60) from unnest(w.open * k.during) r), 0) as taken) m
  where m.open > 0 order by w.position, w.name, w.user_id;
$$;
comment on function app.week_occupation(uuid, date) is
  'Of each therapist who works in a week: the minutes of their working hours without absences and holidays, and how many of them sessions take.';
revoke execute on function app.week_occupation(uuid, date) from public, anon, authenticated;
