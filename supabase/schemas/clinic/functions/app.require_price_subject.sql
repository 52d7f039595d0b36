create function app.require_price_subject(p_tenant_id uuid, p_patient_id uuid, p_therapist_id uuid, p_session_type_id uuid)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_patient_id is not null and not exists (
    select from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  elsif p_therapist_id is not null and not exists (
    select from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = p_therapist_id) then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  elsif p_session_type_id is not null and not exists (
    select from public.session_types t where t.tenant_id = p_tenant_id and t.id = p_session_type_id) then
    raise sqlstate 'PT404' using message = 'session_type_not_found';
  end if;
end;
$$;
comment on function app.require_price_subject(uuid, uuid, uuid, uuid) is
  'Whom a price, a package or a fee is about; null is anybody. Errors: PT404 patient_not_found, PT404 therapist_not_found, PT404 session_type_not_found.';
revoke execute on function app.require_price_subject(uuid, uuid, uuid, uuid) from public, anon, authenticated;
