create function app.treats(p_tenant_id uuid, p_patient_id uuid, p_user_id uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select exists (
    select from public.care_team c
    where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id and c.user_id = p_user_id and c.ended_at is null)
    and app.is_clinician(p_tenant_id, p_user_id);
$$;
comment on function app.treats(uuid, uuid, uuid) is 'Whether somebody treats the patient today: an active member of the care team whose care has not ended.';
revoke execute on function app.treats(uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function app.treats(uuid, uuid, uuid) to authenticated, service_role;
