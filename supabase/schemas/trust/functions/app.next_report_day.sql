create function app.next_report_day(p_every text, p_after date)
returns date
language sql
immutable
set search_path = ''
as $$
  select (date_trunc(p_every, p_after) + case p_every when 'week' then interval '1 week' else interval '1 month' end)::date;
$$;
comment on function app.next_report_day(text, date) is 'The Monday, or the first of a month, after a day.';
revoke execute on function app.next_report_day(text, date) from public, anon, authenticated;
