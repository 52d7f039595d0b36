create function app.add_business_days(p_tenant_id uuid, p_day date, p_days integer)
returns date
language sql
stable
set search_path = ''
as $$
  select d.day from (
    select g::date as day, row_number() over (order by g) as n
    from generate_series(p_day + 1, p_day + 20 + p_days * 2, interval '1 day') g
    where extract(isodow from g) < 6 and not exists (
      -- a day on which many do not work still counts, and so does a holiday of the city: the authority is federal
      select from app.holidays_between(p_tenant_id, g::date, g::date) h where h.scope = 'national')) d
  where d.n = p_days;
$$;
comment on function app.add_business_days(uuid, date, integer) is 'The n-th business day after a day: no Saturday, Sunday or national holiday.';
revoke execute on function app.add_business_days(uuid, date, integer) from public, anon, authenticated;
