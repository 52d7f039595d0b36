create function app.require_report_days(p_tenant_id uuid, p_from date, p_to date)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_from is null or p_to is null or p_from > p_to or p_to - p_from > 1100 or p_from < '2000-01-01' or p_to > app.clinic_today(p_tenant_id) + 1 then
    raise sqlstate 'PT400' using message = 'invalid_date', detail = 'A period of at most three years, until today.';
  end if;
end;
$$;
comment on function app.require_report_days(uuid, date, date) is 'Errors: PT400 invalid_date.';
revoke execute on function app.require_report_days(uuid, date, date) from public, anon, authenticated;
