create function public.add_care_team(p_tenant_id uuid, p_patient_id uuid, p_user_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_care_manager(p_tenant_id, p_patient_id, p_user_id);
  if not app.is_clinician(p_tenant_id, p_user_id) then
    raise sqlstate 'PT409' using message = 'not_a_clinician';
  end if;
  if not app.join_care_team(p_tenant_id, p_patient_id, p_user_id) then
    raise sqlstate 'PT403' using message = 'cannot_let_yourself_in';
  end if;
  perform app.broadcast(p_tenant_id, 'patient', jsonb_build_object('id', p_patient_id));
end;
$$;
comment on function public.add_care_team(uuid, uuid, uuid) is
  'Caller: owner, administrators, supervisors, reception, who treats the patient; and a therapist for a patient whose record has nothing of others. Gives a patient a therapist; the caller does not read the record thereby. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 cannot_let_yourself_in, PT404 patient_not_found, PT409 not_a_clinician.';
revoke execute on function public.add_care_team(uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function public.add_care_team(uuid, uuid, uuid) to authenticated;
