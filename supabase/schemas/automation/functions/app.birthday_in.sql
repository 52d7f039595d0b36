create function app.birthday_in(p_birth_date date, p_year integer)
returns date
language sql
immutable
parallel safe
set search_path = ''
as $$
  -- who was born on the 29th of February has it on the 28th of years without one
  select (make_date(p_year, extract(month from p_birth_date)::integer, 1) + least(extract(day from p_birth_date)::integer,
    extract(day from make_date(p_year, extract(month from p_birth_date)::integer, 1) + interval '1 month' - interval '1 day')::integer) - 1);
$$;
comment on function app.birthday_in(date, integer) is
  'The birthday of a year.';
revoke execute on function app.birthday_in(date, integer) from public, anon, authenticated;
