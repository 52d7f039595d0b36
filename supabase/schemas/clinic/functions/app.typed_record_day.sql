create function app.typed_record_day(p_tenant_id uuid, p_date text)
returns date
language plpgsql
stable
set search_path = ''
as $$
declare
  v_today date := (now() at time zone (select t.time_zone from public.tenants t where t.id = p_tenant_id))::date;
  v_day date := coalesce(app.typed_date(p_date), v_today);
begin
  if v_day not between '1950-01-01' and v_today then
    raise sqlstate 'PT400' using message = 'invalid_date', detail = 'A record is about what has happened.';
  end if;
  return v_day;
end;
$$;
comment on function app.typed_record_day(uuid, text) is 'The day that an entry is about, today when absent, in the clinic''s zone; never a day to come. Errors: PT400 invalid_date.';
revoke execute on function app.typed_record_day(uuid, text) from public, anon, authenticated;
