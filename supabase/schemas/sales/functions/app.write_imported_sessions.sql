create function app.write_imported_sessions(p_import public.imports, p_rows app.import_row[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_tenant uuid := p_import.tenant_id;
  v_row app.import_row;
  v_patient uuid;
  v_therapist uuid;
  v_type public.session_types;
  v_starts timestamptz;
begin
  select * into v_type from public.session_types t where t.tenant_id = v_tenant and t.archived_at is null order by t.position, t.id limit 1;
  foreach v_row in array p_rows loop
    continue when not v_row.is_new;
    v_patient := app.imported_patient(v_tenant, v_row);
    v_therapist := app.imported_therapist(v_tenant, v_row.fields ->> 'therapist');
    if v_type.id is null then
      raise sqlstate '22023' using message = 'session_type_missing';
    end if;
    v_starts := (v_row.fields ->> 'starts_local')::timestamp at time zone app.clinic_zone(v_tenant);
    -- no event: nobody is told of what was agreed elsewhere
    insert into public.sessions (tenant_id, id, therapist_id, session_type_id, starts_at, ends_at, status, blocks_time, note, created_by)
    values (v_tenant, v_row.id, v_therapist, v_type.id, v_starts,
      v_starts + make_interval(mins => coalesce((v_row.fields ->> 'minutes')::int, v_type.minutes)), coalesce(v_row.fields ->> 'status',
        case when v_starts < now() then 'attended' else 'scheduled' end), true, left(v_row.fields ->> 'note', 500), p_import.requested_by);
    insert into public.session_patients (tenant_id, session_id, patient_id, status)
    select v_tenant, s.id, v_patient, s.status from public.sessions s where s.tenant_id = v_tenant and s.id = v_row.id;
    -- charged elsewhere: here by an explicit act alone
    insert into app.unbilled_sessions (tenant_id, session_id) select v_tenant, v_row.id where v_starts < now();
    perform app.join_care_team(v_tenant, v_patient, v_therapist);
  end loop;
end;
$$;
comment on function app.write_imported_sessions(public.imports, app.import_row[]) is
  'Caller: app.write_import_rows. Sessions of a clinic that moves in: nobody is told, and what is over is not charged. Errors: 22023 patient_unknown, 22023 therapist_unknown, 22023 session_type_missing, 23P01 for a time that is taken.';
revoke execute on function app.write_imported_sessions(public.imports, app.import_row[]) from public, anon, authenticated;
