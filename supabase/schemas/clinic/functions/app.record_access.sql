create function app.record_access(p_tenant_id uuid, p_patient_id uuid, p_user_id uuid)
returns text
language sql
stable
security definer
set search_path = ''
as $$
  select case
    when not app.is_clinician(p_tenant_id, p_user_id) then null
    when app.treats(p_tenant_id, p_patient_id, p_user_id) then 'treats'
    when app.supervises(p_tenant_id, p_patient_id, p_user_id) then 'supervises'
    when exists (
      select from public.record_break_glass b
      where b.tenant_id = p_tenant_id and b.patient_id = p_patient_id and b.user_id = p_user_id and b.expires_at > now())
      then 'break_glass'
  end;
$$;
comment on function app.record_access(uuid, uuid, uuid) is
  'Why somebody may read the shared record of a patient: treats, supervises (a trainee who treats), break_glass, or null. Says nothing of private folders.';
revoke execute on function app.record_access(uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function app.record_access(uuid, uuid, uuid) to authenticated, service_role;
