-- The next full hour of a clock. Counted from the moment itself, because an hour that a clock shows twice is two hours.
create function app.next_local_hour(p_at timestamptz, p_time_zone text)
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select p_at - (w.local - date_trunc('hour', w.local)) + interval '1 hour' from (select p_at at time zone p_time_zone) w (local);
$$;
revoke execute on function app.next_local_hour(timestamptz, text) from public, anon, authenticated;
