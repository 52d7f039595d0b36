-- The next midnight of a clock, also where it is put forward or back that night.
create function app.next_local_midnight(p_at timestamptz, p_time_zone text)
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select (date_trunc('day', p_at at time zone p_time_zone) + interval '1 day') at time zone p_time_zone;
$$;
revoke execute on function app.next_local_midnight(timestamptz, text) from public, anon, authenticated;
