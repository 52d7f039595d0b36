create function app.expand_rule(p_start date, p_freq text, p_weekdays text[], p_nth integer, p_count integer, p_until date)
returns table (n integer, day date)
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_limit integer := least(coalesce(p_count, 201), 201);
  v_monday date := date_trunc('week', p_start::timestamp)::date;
  v_until date := least(coalesce(p_until, p_start + 36525), p_start + 36525);
begin
  if p_freq = 'monthly_nth' then
    return query
      select (row_number() over (order by c.day))::int, c.day
      from (
        select case when p_nth > 0 then f.first_one + 7 * (p_nth - 1) else l.last_one end as day, m.first_day
        from (
          -- a fifth weekday comes at least once in three months
          select (date_trunc('month', p_start::timestamp) + make_interval(months => g))::date as first_day
          from generate_series(0, 3 * v_limit + 3) g
        ) m
        cross join lateral (
          select m.first_day + (array_position(array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], p_weekdays[1])
            - extract(isodow from m.first_day)::int + 7) % 7 as first_one) f
        cross join lateral (
          select f.first_one + 7 * ((extract(day from m.first_day + interval '1 month - 1 day')::int - extract(day from f.first_one)::int) / 7) as last_one) l
      ) c
      where c.day >= p_start and c.day <= v_until and date_trunc('month', c.day::timestamp)::date = c.first_day
      order by c.day limit v_limit;
  else
    return query
      select (row_number() over (order by c.day))::int, c.day
      from (
        select v_monday + g * (case p_freq when 'biweekly' then 14 else 7 end)
          + array_position(array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], w) - 1 as day
        from generate_series(0, v_limit) g, unnest(p_weekdays) w
      ) c
      where c.day >= p_start and c.day <= v_until
      order by c.day limit v_limit;
  end if;
end;
$$;
comment on function app.expand_rule(date, text, text[], integer, integer, date) is
  'The days of a rule, numbered from 1: weekly and every second week on weekdays (weeks counted from the Monday of the first), or the nth weekday (-1 the last) of each month that has one. 201 at most, which is one too many for a series.';
revoke execute on function app.expand_rule(date, text, text[], integer, integer, date) from public, anon, authenticated;
grant execute on function app.expand_rule(date, text, text[], integer, integer, date) to authenticated;
