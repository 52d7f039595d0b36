create function app.nth_of_month(p_day date)
returns integer
language plpgsql
immutable
parallel safe
set search_path = ''
as $$
begin
  return (
    select (extract(day from p_day)::int + 6) / 7);
end;
$$;
comment on function app.nth_of_month(date) is
  'Which of its weekday in the month a day is: 1 to 5.';
revoke execute on function app.nth_of_month(date) from public, anon, authenticated;
grant execute on function app.nth_of_month(date) to authenticated;
