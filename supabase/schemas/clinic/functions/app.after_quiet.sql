create function app.after_quiet(p_at timestamptz, p_zone text, p_from time, p_to time)
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select case
    when p_from = p_to then p_at
    when p_from < p_to and l.at::time >= p_from and l.at::time < p_to then (l.at::date + p_to) at time zone p_zone
    when p_from > p_to and l.at::time >= p_from then (l.at::date + 1 + p_to) at time zone p_zone
    when p_from > p_to and l.at::time < p_to then (l.at::date + p_to) at time zone p_zone
    else p_at end
  from (select p_at at time zone p_zone as at) l;
$$;
comment on function app.after_quiet(timestamptz, text, time, time) is
  'The given moment, or the end of the quiet hours when it lies in them; the clock is that of the zone, the first hour belongs to them and the last does not.';
revoke execute on function app.after_quiet(timestamptz, text, time, time) from public, anon, authenticated;
