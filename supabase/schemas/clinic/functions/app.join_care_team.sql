create function app.join_care_team(p_tenant_id uuid, p_patient_id uuid, p_user_id uuid)
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  if not app.is_clinician(p_tenant_id, p_user_id) then
    return false;
  end if;
  -- nobody lets themselves into a record of others, nor back into one that was closed to them
  if p_user_id = auth.uid() and not app.treats(p_tenant_id, p_patient_id, p_user_id) and (
    exists (
      select from public.record_entries e
      where e.tenant_id = p_tenant_id and e.patient_id = p_patient_id and e.author_id <> p_user_id and e.discarded_at is null)
    or exists (
      select from public.care_team c
      where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id and c.user_id = p_user_id and c.ended_by is distinct from p_user_id)
  ) then
    return false;
  end if;
  insert into public.care_team (tenant_id, patient_id, user_id, added_by)
  values (p_tenant_id, p_patient_id, p_user_id, auth.uid())
  on conflict (tenant_id, patient_id, user_id) where ended_at is null do nothing;
  return true;
end;
$$;
comment on function app.join_care_team(uuid, uuid, uuid) is
  'Caller: functions that give a patient a therapist (booking). Puts the therapist into the care team, once. False where they may not treat.';
revoke execute on function app.join_care_team(uuid, uuid, uuid) from public, anon, authenticated;
