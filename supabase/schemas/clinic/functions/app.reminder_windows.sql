-- The windows of a clinic; each is of use until the next shorter one is due, the shortest until half an hour before.
create function app.reminder_windows(p_windows jsonb)
returns table (minutes integer, until_minutes integer, since timestamptz, text text, template jsonb)
language sql
immutable
set search_path = ''
as $$
  select w.minutes, coalesce(lead(w.minutes) over (order by w.minutes desc), 30), w.since, w.text, nullif(w.template, 'null')
  from jsonb_to_recordset(p_windows) w (minutes integer, since timestamptz, text text, template jsonb)
  order by w.minutes desc;
$$;
comment on function app.reminder_windows(jsonb) is 'The windows of reminder settings as rows, the longest first; until_minutes: how long before the session a reminder stops being of use.';
revoke execute on function app.reminder_windows(jsonb) from public, anon, authenticated;
