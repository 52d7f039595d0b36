create function app.tell_birthdays(p_now timestamptz default clock_timestamp())
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_tenant record;
  v_patient uuid;
  v_told integer := 0;
begin
  for v_tenant in
    select distinct w.tenant_id, (p_now at time zone app.clinic_zone(w.tenant_id))::date as today
    from public.workflows w where w.status = 'published' and w.trigger_kind = 'birthday' order by 1
  loop
    for v_patient in
      select p.id from public.patients p
      where p.tenant_id = v_tenant.tenant_id and p.archived_at is null
        and app.birthday_in(p.birth_date, extract(year from v_tenant.today)::integer) = v_tenant.today
        -- told through the day, because the hour of telling may be missed
        and exists (
          select from public.workflows w where w.tenant_id = v_tenant.tenant_id and w.status = 'published' and w.trigger_kind = 'birthday'
            and not exists (select from public.workflow_runs r where r.tenant_id = v_tenant.tenant_id and r.workflow_id = w.id
              and r.event_key = 'birthday:' || p.id || ':' || extract(year from v_tenant.today)::integer))
    loop
      perform app.publish_event(v_tenant.tenant_id, 'patient.birthday',
        jsonb_build_object('patient_id', v_patient, 'year', extract(year from v_tenant.today)::integer));
      v_told := v_told + 1;
    end loop;
  end loop;
  return v_told;
end;
$$;
comment on function app.tell_birthdays(timestamptz) is
  'Caller: process-jobs, every hour of the day. Tells workflows whose birthday it is, where one has not started with it yet.';
revoke execute on function app.tell_birthdays(timestamptz) from public, anon, authenticated;
grant execute on function app.tell_birthdays(timestamptz) to service_role;
