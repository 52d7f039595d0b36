create function app.offered_minutes(p_tenant_id uuid, p_from date, p_to date, p_therapist_ids uuid[] default null)
returns table (therapist_id uuid, day date, minutes bigint)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
begin
  return query
    with days as (
      select g::date as day, tsrange(g, g + interval '1 day') as whole, app.weekday_of(g::date) as weekday, date_trunc('week', g)::date as monday
      from generate_series(p_from::timestamp, p_to::timestamp, '1 day') g
      where not exists (
        select from app.holidays_between(p_tenant_id, p_from, p_to) h where h.day = g::date and h.scope <> 'optional')
    ), who as (
      select t.user_id, (t.created_at at time zone v_zone)::date as since from public.therapists t
      where t.tenant_id = p_tenant_id and (p_therapist_ids is null or t.user_id = any (p_therapist_ids))
    ), exceptions as (
      select e.therapist_id, e.kind, tsrange(e.starts_at at time zone v_zone, e.ends_at at time zone v_zone) as span
      from public.agenda_exceptions e
      where e.tenant_id = p_tenant_id and e.ends_at > p_from::timestamp at time zone 'UTC' - interval '1 day'
        and (e.starts_at at time zone v_zone) < (p_to + 1)::timestamp and (e.starts_at at time zone v_zone) < (e.ends_at at time zone v_zone)
    ), work as (
      select w.therapist_id, w.day, range_agg(w.span) as spans
      from (
        select o.therapist_id, d.day, tsrange(d.day + o.from_time, d.day + o.until_time) as span
        from days d
        join app.offered_hours o on o.tenant_id = p_tenant_id and o.weekday = d.weekday and d.day >= o.valid_from and d.day < o.valid_until
          and (d.monday - date_trunc('week', o.counted_from::timestamp)::date) / 7 % o.every_weeks = 0
        union all
        select e.therapist_id, d.day, e.span * d.whole
        from exceptions e
        join days d on d.whole && e.span
        where e.kind = 'extra'
      ) w
      join who on who.user_id = w.therapist_id and w.day >= who.since
      group by w.therapist_id, w.day
    ), away as (
      select w.therapist_id, w.day, range_agg(e.span) as spans
      from work w
      join exceptions e on e.kind in ('absence', 'recess') and coalesce(e.therapist_id, w.therapist_id) = w.therapist_id
        and e.span && tsrange(w.day::timestamp, (w.day + 1)::timestamp)
      group by w.therapist_id, w.day
    )
    select w.therapist_id, w.day, (
      select coalesce(sum(extract(epoch from upper(s.one) - lower(s.one)) / 60), 0)::bigint
      from unnest(w.spans - coalesce(a.spans, '{}')) s (one))
    from work w
    left join away a on a.therapist_id = w.therapist_id and a.day = w.day;
end;
$$;
comment on function app.offered_minutes(uuid, date, date, uuid[]) is
  'Minutes that therapists work on a day, as the clinic''s clock shows them: weekly rules of that day and extra hours, without absences, recess and holidays.';
revoke execute on function app.offered_minutes(uuid, date, date, uuid[]) from public, anon, authenticated;
