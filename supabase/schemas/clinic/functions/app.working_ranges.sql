create function app.working_ranges(p_tenant_id uuid, p_from date, p_to date, p_therapist_ids uuid[])
returns table (therapist_id uuid, room_id uuid, day date, starts_at timestamptz, ends_at timestamptz, is_extra boolean)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
begin
  return query
    select h.therapist_id, h.room_id, d.day, app.local_moment(d.day + h.from_time, v_zone), app.local_moment(d.day + h.until_time, v_zone), false
    from (
      select g::date as day, date_trunc('week', g)::date as monday, app.weekday_of(g::date) as weekday
      from generate_series(p_from::timestamp, p_to::timestamp, '1 day') g offset 0
    ) d
    join public.working_hours h on h.tenant_id = p_tenant_id and h.weekday = d.weekday
      and (d.monday - date_trunc('week', h.counted_from::timestamp)::date) / 7 % h.every_weeks = 0
    where p_therapist_ids is null or h.therapist_id = any (p_therapist_ids)
    union all
    select e.therapist_id, e.room_id, (e.starts_at at time zone v_zone)::date, e.starts_at, e.ends_at, true
    from public.agenda_exceptions e
    where e.tenant_id = p_tenant_id and e.kind = 'extra' and (p_therapist_ids is null or e.therapist_id = any (p_therapist_ids))
      and e.ends_at > app.local_moment(p_from::timestamp, v_zone) and e.starts_at < app.local_moment((p_to + 1)::timestamp, v_zone);
end;
$$;
comment on function app.working_ranges(uuid, date, date, uuid[]) is
  'When therapists work, by their weekly rules and with their extra hours. Absences are not taken out.';
revoke execute on function app.working_ranges(uuid, date, date, uuid[]) from public, anon, authenticated;
grant execute on function app.working_ranges(uuid, date, date, uuid[]) to authenticated;
