create function app.dashboard_period(p_from date, p_to date, p_unit text, p_back text)
returns daterange
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_step interval := case
    when p_back = 'year' then interval '1 year'
    when p_unit = 'week' then interval '1 week'
    when p_unit = 'month' then interval '1 month'
    when p_unit = 'quarter' then interval '3 months'
    when p_unit = 'year' then interval '1 year'
    else make_interval(days => p_to - p_from + 1) end;
  v_from date := p_from - v_step;
  v_to date := p_to - v_step;
begin
  -- the last day of a month stands for the last day of the other; a day that it does not have, too
  if (p_back = 'year' or p_unit in ('month', 'quarter', 'year')) and p_to = (date_trunc('month', p_to) + interval '1 month - 1 day')::date then
    v_to := (date_trunc('month', v_to) + interval '1 month - 1 day')::date;
  end if;
  return daterange(v_from, greatest(v_from, v_to) + 1);
end;
$$;
comment on function app.dashboard_period(date, date, text, text) is
  'What a period is compared with: the one before it (p_back ''before'') by the calendar''s unit (week, month, quarter, year; custom: as many days), or the same of the year before (''year'').';
revoke execute on function app.dashboard_period(date, date, text, text) from public, anon, authenticated;
