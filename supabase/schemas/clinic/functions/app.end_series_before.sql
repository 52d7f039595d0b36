create function app.end_series_before(r public.session_series, p_n integer, p_day date)
returns void
language sql
set search_path = ''
as $$
  update public.session_series o set
    count = case when o.count is not null then p_n - 1 end,
    until_date = case when o.until_date is not null or o.count is null then p_day - 1 end
  where o.tenant_id = r.tenant_id and o.id = r.id;
$$;
comment on function app.end_series_before(public.session_series, integer, date) is
  'A series ends before its slot of that number and day.';
revoke execute on function app.end_series_before(public.session_series, integer, date) from public, anon, authenticated;
