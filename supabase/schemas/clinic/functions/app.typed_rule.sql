create function app.typed_rule(p_rule jsonb, p_start date)
returns public.session_series
language plpgsql
stable
set search_path = ''
as $$
declare
  v_days constant text[] := array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  v_row public.session_series;
begin
  v_row.freq := p_rule ->> 'freq';
  v_row.start_date := p_start;
  v_row.until_date := app.typed_date(p_rule ->> 'until');
  v_row.weekdays := array[app.weekday_of(p_start)];
  if v_row.freq is null or v_row.freq not in ('weekly', 'biweekly', 'monthly_nth') then
    raise sqlstate 'PT400' using message = 'invalid_rule', detail = 'freq';
  end if;
  if v_row.freq = 'monthly_nth' then
    v_row.nth := coalesce(app.typed_number(p_rule ->> 'nth'), app.nth_of_month(p_start));
    if v_row.nth not in (-1, 1, 2, 3, 4, 5) then
      raise sqlstate 'PT400' using message = 'invalid_rule', detail = 'nth';
    end if;
  elsif jsonb_typeof(p_rule -> 'weekdays') = 'array' and p_rule -> 'weekdays' <> '[]' then
    v_row.weekdays := array(select d from unnest(v_days) d where p_rule -> 'weekdays' ? d);
    if cardinality(v_row.weekdays) <> (select count(distinct e) from jsonb_array_elements_text(p_rule -> 'weekdays') e) then
      raise sqlstate 'PT400' using message = 'invalid_rule', detail = 'weekdays';
    end if;
  end if;
  if p_rule ->> 'count' is not null then
    if coalesce(app.typed_number(p_rule ->> 'count'), 0) not between 1 and 200 then
      raise sqlstate 'PT400' using message = 'invalid_rule', detail = 'count';
    end if;
    v_row.count := app.typed_number(p_rule ->> 'count');
  end if;
  if (v_row.count is null and v_row.until_date is null) or v_row.until_date < p_start then
    raise sqlstate 'PT400' using message = 'invalid_rule', detail = 'until';
  end if;
  if jsonb_typeof(p_rule -> 'skip') = 'array' then
    v_row.skipped := array(select app.typed_date(e) from jsonb_array_elements_text(p_rule -> 'skip') e);
  end if;
  v_row.skipped := coalesce(v_row.skipped, '{}');
  if (select count(*) from app.expand_rule(p_start, v_row.freq, v_row.weekdays, v_row.nth, v_row.count, v_row.until_date)) not between 1 and 200 then
    raise sqlstate 'PT400' using message = 'invalid_rule', detail = 'A series has 1 to 200 sessions.';
  end if;
  return v_row;
end;
$$;
comment on function app.typed_rule(jsonb, date) is
  'The rule of a form: {freq, weekdays, nth, count, until, skip}. Errors: PT400 invalid_rule, PT400 invalid_date.';
revoke execute on function app.typed_rule(jsonb, date) from public, anon, authenticated;
grant execute on function app.typed_rule(jsonb, date) to authenticated;
