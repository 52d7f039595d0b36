create function app.easter(p_year integer)
returns date
language plpgsql
immutable
parallel safe
set search_path = ''
as $$
declare
  -- the Gregorian computus of Meeus, Jones and Butcher
  a int := p_year % 19;
  b int := p_year / 100;
  c int := p_year % 100;
  h int := (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  l int := (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  m int := (a + 11 * h + 22 * l) / 451;
  n int := h + l - 7 * m + 114;
begin
  return make_date(p_year, n / 31, n % 31 + 1);
end;
$$;
comment on function app.easter(integer) is
  'Easter Sunday of a year.';
revoke execute on function app.easter(integer) from public, anon, authenticated;
grant execute on function app.easter(integer) to authenticated;
