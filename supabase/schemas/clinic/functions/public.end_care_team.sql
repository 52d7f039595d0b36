create function public.end_care_team(p_tenant_id uuid, p_patient_id uuid, p_user_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_care_manager(p_tenant_id, p_patient_id, p_user_id);
  update public.care_team c set ended_at = greatest(now(), c.since), ended_by = auth.uid()
  where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id and c.user_id = p_user_id and c.ended_at is null;
  if found then
    perform app.broadcast(p_tenant_id, 'patient', jsonb_build_object('id', p_patient_id));
  end if;
end;
$$;
comment on function public.end_care_team(uuid, uuid, uuid) is
  'Caller: owner, administrators, supervisors, reception, who treats the patient, and everybody for themselves. From now on the person reads the record no more. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 patient_not_found.';
revoke execute on function public.end_care_team(uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function public.end_care_team(uuid, uuid, uuid) to authenticated;
