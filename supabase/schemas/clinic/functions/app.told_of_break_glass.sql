create function app.told_of_break_glass(p_tenant_id uuid, p_patient_id uuid)
returns uuid[]
language plpgsql
stable
set search_path = ''
as $$
declare
  v_team uuid[] := array(
    select c.user_id from public.care_team c
    where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id and c.ended_at is null and app.is_clinician(p_tenant_id, c.user_id));
begin
  if cardinality(v_team) > 0 then
    return v_team;
  end if;
  return array(
    select m.user_id from public.tenant_members m
    where m.tenant_id = p_tenant_id and m.status = 'active' and m.role in ('owner', 'admin'));
end;
$$;
comment on function app.told_of_break_glass(uuid, uuid) is 'Who is told that a record was opened in an emergency: who treats the patient; where nobody does, owner and administrators.';
revoke execute on function app.told_of_break_glass(uuid, uuid) from public, anon, authenticated;
