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
        -- who was born on the 29th of February has it on the 28th of other years
        and (to_char(p.birth_date, 'MMDD') = to_char(v_tenant.today, 'MMDD')
          or to_char(p.birth_date, 'MMDD') = '0229' and to_char(v_tenant.today, 'MMDD') = '0228' and to_char(v_tenant.today + 1, 'MMDD') = '0301')
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
  'Caller: process-jobs, every morning. Tells workflows whose birthday it is; told again, a workflow starts no second time.';
revoke execute on function app.tell_birthdays(timestamptz) from public, anon, authenticated;
grant execute on function app.tell_birthdays(timestamptz) to service_role;
