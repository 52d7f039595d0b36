create function app.holidays_between(p_tenant_id uuid, p_from date, p_to date)
returns table (id uuid, day date, name text, scope text)
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
    select null::uuid, n.day, n.name, n.scope
    from generate_series(extract(year from p_from)::int, extract(year from p_to)::int) y, app.national_holidays(y) n
    where n.day between p_from and p_to
    union all
    select h.id, h.day, h.name, 'local' from public.clinic_holidays h where h.tenant_id = p_tenant_id and h.day between p_from and p_to;
end;
$$;
comment on function app.holidays_between(uuid, date, date) is
  'National, optional and local holidays of some days.';
revoke execute on function app.holidays_between(uuid, date, date) from public, anon, authenticated;
grant execute on function app.holidays_between(uuid, date, date) to authenticated;
