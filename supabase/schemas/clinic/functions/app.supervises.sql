create function app.supervises(p_tenant_id uuid, p_patient_id uuid, p_user_id uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select exists (
    select from public.record_entries e
    where e.tenant_id = p_tenant_id and e.patient_id = p_patient_id and e.countersigner_id = p_user_id and e.countersigned_at is null)
    or exists (
      select from public.care_team c
      join public.therapists t on t.tenant_id = c.tenant_id and t.user_id = c.user_id and t.supervisor_id = p_user_id
      where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id and c.ended_at is null);
$$;
comment on function app.supervises(uuid, uuid, uuid) is 'Whether somebody is the supervisor of a trainee who treats the patient, or has to sign what one wrote: who signs reads.';
revoke execute on function app.supervises(uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function app.supervises(uuid, uuid, uuid) to authenticated, service_role;
