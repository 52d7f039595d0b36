create function app.workflow_wait_until(p_options jsonb, p_now timestamptz, p_zone text)
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select case when p_options ->> 'hour' is null then w.at
    when app.local_moment(w.day + make_time((p_options ->> 'hour')::integer, 0, 0), p_zone) >= w.at
      then app.local_moment(w.day + make_time((p_options ->> 'hour')::integer, 0, 0), p_zone)
    else app.local_moment(w.day + 1 + make_time((p_options ->> 'hour')::integer, 0, 0), p_zone) end
  from (
    select n.at, (n.at at time zone p_zone)::date as day
    from (select app.local_moment((p_now at time zone p_zone) + make_interval(days => coalesce((p_options ->> 'days')::integer, 0)), p_zone)
      + make_interval(mins => coalesce((p_options ->> 'minutes')::integer, 0)) as at) n) w;
$$;
comment on function app.workflow_wait_until(jsonb, timestamptz, text) is
  'When a wait is over: days of the calendar, then minutes, then the hour of the clinic.';
revoke execute on function app.workflow_wait_until(jsonb, timestamptz, text) from public, anon, authenticated;
