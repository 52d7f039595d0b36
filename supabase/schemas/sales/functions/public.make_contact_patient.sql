create function public.make_contact_patient(p_tenant_id uuid, p_id uuid, p_patient_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.contacts;
  v_patient uuid;
begin
  perform app.require_seller(p_tenant_id);
  select * into v_row from public.contacts c where c.tenant_id = p_tenant_id and c.id = p_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'contact_not_found';
  end if;
  -- of two who press the button at once the second gets the patient of the first
  if v_row.patient_id is not null then
    return jsonb_build_object('patient_id', v_row.patient_id);
  end if;
  v_patient := coalesce(p_patient_id, p_id);
  if p_patient_id is null then
    perform public.save_patient(p_tenant_id, p_id, null, jsonb_build_object('full_name', v_row.full_name));
  elsif not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id and p.merged_into_id is null) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  elsif exists (select from public.contacts c where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id) then
    raise sqlstate 'PT409' using message = 'contact_exists', detail = (
      select c.full_name from public.contacts c where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id);
  end if;
  perform app.give_contact_to_patient(p_tenant_id, p_id, v_patient);
  return jsonb_build_object('patient_id', v_patient);
end;
$$;
comment on function public.make_contact_patient(uuid, uuid, uuid) is
  'Caller: who sells. A contact is a patient from now on: a new one with the contact''s own id, or p_patient_id. Phones and addresses go over, nothing is copied; asked twice it answers the patient that is there: {patient_id}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 contact_not_found, PT404 patient_not_found, PT409 contact_exists.';
revoke execute on function public.make_contact_patient(uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function public.make_contact_patient(uuid, uuid, uuid) to authenticated;
