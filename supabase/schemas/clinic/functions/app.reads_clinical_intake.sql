-- Whether the caller treats the person: complaint and health are for whoever does. Until a team treats them, any clinician may
-- read, because somebody has to say whom they should see. Definer, because a policy asks.
create function app.reads_clinical_intake(p_tenant_id uuid, p_submission_id uuid)
returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_patient_id uuid;
begin
  if not app.is_clinician(p_tenant_id, auth.uid()) then
    return false;
  end if;
  select s.patient_id into v_patient_id from public.intake_submissions s where s.tenant_id = p_tenant_id and s.id = p_submission_id;
  return app.treats(p_tenant_id, v_patient_id, auth.uid())
    or not exists (select from public.care_team c where c.tenant_id = p_tenant_id and c.patient_id = v_patient_id);
end;
$$;
comment on function app.reads_clinical_intake(uuid, uuid) is 'True for who treats the person of the answers, and for clinicians while nobody does.';
revoke execute on function app.reads_clinical_intake(uuid, uuid) from public, anon, authenticated;
grant execute on function app.reads_clinical_intake(uuid, uuid) to authenticated;
