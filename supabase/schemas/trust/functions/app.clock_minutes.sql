create function app.clock_minutes(p_from timestamptz, p_to timestamptz)
returns bigint
language sql
immutable
parallel safe
set search_path = ''
as $$
  select least(round(extract(epoch from p_to - p_from) / 60), 131071)::bigint;
$$;
comment on function app.clock_minutes(timestamptz, timestamptz) is 'Minutes between two moments; a quarter at most, as app.business_minutes.';
revoke execute on function app.clock_minutes(timestamptz, timestamptz) from public, anon, authenticated;
