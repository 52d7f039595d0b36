create function app.require_money_day(p_tenant_id uuid, p_day date)
returns date
language plpgsql
stable
set search_path = ''
as $$
declare
  v_today date := app.clinic_today(p_tenant_id);
begin
  if p_day > v_today or p_day < v_today - 1830 then
    raise sqlstate 'PT400' using message = 'invalid_date', detail = 'Money has moved, on a day of the last five years.';
  end if;
  return coalesce(p_day, v_today);
end;
$$;
comment on function app.require_money_day(uuid, date) is
  'The day on which money moved: today, unless it is said. Errors: PT400 invalid_date.';
revoke execute on function app.require_money_day(uuid, date) from public, anon, authenticated;
