create function app.drop_out_rule()
returns table (rhythm_sessions integer, rhythm_weeks integer, silent_weeks integer)
language sql
immutable
parallel safe
set search_path = ''
as $$
  select 4, 8, 4;
$$;
comment on function app.drop_out_rule() is
  'A patient had a standing rhythm when they came rhythm_sessions times in the rhythm_weeks up to their last session; they dropped out when silent_weeks have passed since, and nothing is booked. The day it counts on is that last one plus silent_weeks.';
revoke execute on function app.drop_out_rule() from public, anon, authenticated;
