create function public.save_session_package(p_tenant_id uuid, p_id uuid, p_package jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_money_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  perform app.open_package(p_tenant_id, p_id, p_package);
  return (select to_jsonb(l) from public.list_session_packages(p_tenant_id, (
    select k.patient_id from public.session_packages k where k.tenant_id = p_tenant_id and k.id = p_id)) l where l.id = p_id);
end;
$$;
comment on function public.save_session_package(uuid, uuid, jsonb) is
  'Caller: owner, admin and operator. Sells a package: p_package {patient_id, session_type_id, therapist_id, sessions, price_cents, starts_on, expires_on, missed_consumes, late_cancel_consumes, excused_consumes, note}. Its price is charged once; sessions that are booked and not paid take its units, the earliest first. Saved again, only its end, what consumes a unit and the note change. Answers the row of list_session_packages. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_package, PT400 invalid_date, PT404 patient_not_found, PT404 therapist_not_found, PT404 session_type_not_found.';
revoke execute on function public.save_session_package(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_session_package(uuid, uuid, jsonb) to authenticated;
