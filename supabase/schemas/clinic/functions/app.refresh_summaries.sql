create function app.refresh_summaries()
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_tenant uuid;
  v_count integer := 0;
begin
  -- those of which most is to be counted by whoever reads; the rest next time
  for v_tenant in
    select t.id from public.tenants t
    left join app.clinic_day_states s on s.tenant_id = t.id
    where exists (select from app.clinic_day_marks m where m.tenant_id = t.id)
      or s.counted_until < app.clinic_today(t.id) + 40
    order by (select count(*) from app.clinic_day_marks m where m.tenant_id = t.id) desc, t.id limit 200
  loop
    perform app.refresh_clinic_days(v_tenant);
    v_count := v_count + 1;
  end loop;
  return v_count;
end;
$$;
comment on function app.refresh_summaries() is
  'Caller: process-jobs, every ten minutes. Brings the summaries of the dashboards up to date; how many clinics there were. Errors: none.';
revoke execute on function app.refresh_summaries() from public, anon, authenticated;
grant execute on function app.refresh_summaries() to service_role;
