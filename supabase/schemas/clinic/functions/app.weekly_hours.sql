create function app.weekly_hours(p_zone text, p_weekly jsonb, p_exceptions jsonb, p_holidays date[], p_from date, p_to date)
returns tstzmultirange
language sql
stable
set search_path = ''
as $$
  select coalesce(range_agg(tstzrange(
      app.local_moment(d.day + (i.part ->> 0)::interval, p_zone),
      app.local_moment(d.day + (i.part ->> 1)::interval + case when (i.part ->> 1)::interval <= (i.part ->> 0)::interval then interval '1 day' else interval '0' end, p_zone)))
    filter (where i.part is not null), '{}'::tstzmultirange)
  from (
    select g::date as day, (array['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'])[extract(dow from g)::integer + 1] as weekday
    from generate_series(p_from::timestamp, p_to::timestamp, '1 day') g
  ) d
  left join lateral (
    select x.value -> 'intervals' as intervals from jsonb_array_elements(p_exceptions) x where (x.value ->> 'date')::date = d.day limit 1
  ) e on true
  left join lateral jsonb_array_elements(
    case when e.intervals is not null then e.intervals when d.day = any (p_holidays) then '[]' else coalesce(p_weekly -> d.weekday, '[]') end) i (part) on true;
$$;
comment on function app.weekly_hours(text, jsonb, jsonb, date[], date, date) is
  'When a week of hours is open between two local days: {mon: [["08:00", "12:00"]]…}; an end at or before its start, and 24:00, lie on the next day. An exception {date, intervals} replaces its day, a holiday closes it. Intervals that touch are one.';
revoke execute on function app.weekly_hours(text, jsonb, jsonb, date[], date, date) from public, anon, authenticated;
