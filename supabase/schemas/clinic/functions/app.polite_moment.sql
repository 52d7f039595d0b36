-- A message that nobody waits for comes between 7 and 21 o'clock of the clinic.
create function app.polite_moment(p_at timestamptz, p_zone text)
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select case
    when local.at::time < '07:00' then (local.at::date + time '07:00') at time zone p_zone
    when local.at::time >= '21:00' then (local.at::date + 1 + time '07:00') at time zone p_zone
    else p_at end
  from (select p_at at time zone p_zone as at) local;
$$;
comment on function app.polite_moment(timestamptz, text) is 'The given moment, or 7 o''clock after it when it lies in the night of the zone.';
revoke execute on function app.polite_moment(timestamptz, text) from public, anon, authenticated;
