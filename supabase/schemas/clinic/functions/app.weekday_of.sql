create function app.weekday_of(p_day date)
returns text
language plpgsql
immutable
parallel safe
set search_path = ''
as $$
begin
  return (
    select (array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])[extract(isodow from p_day)::int]);
end;
$$;
comment on function app.weekday_of(date) is
  'mon to sun.';
revoke execute on function app.weekday_of(date) from public, anon, authenticated;
grant execute on function app.weekday_of(date) to authenticated;
