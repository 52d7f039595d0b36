create function app.give_contact_to_patient(p_tenant_id uuid, p_id uuid, p_patient_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- the rows go over as they are; what the patient has already is not there twice
  delete from public.contact_phones c using public.contact_phones o
  where c.tenant_id = p_tenant_id and c.entity_type = 'contact' and c.entity_id = p_id and o.tenant_id = p_tenant_id
    and o.entity_type = 'patient' and o.entity_id = p_patient_id and o.phone = c.phone;
  delete from public.contact_emails c using public.contact_emails o
  where c.tenant_id = p_tenant_id and c.entity_type = 'contact' and c.entity_id = p_id and o.tenant_id = p_tenant_id
    and o.entity_type = 'patient' and o.entity_id = p_patient_id and o.email = c.email;
  update public.contact_phones c set entity_type = 'patient', entity_id = p_patient_id, is_primary = c.is_primary and not exists (
    select from public.contact_phones o where o.tenant_id = p_tenant_id and o.entity_type = 'patient' and o.entity_id = p_patient_id and o.is_primary)
  where c.tenant_id = p_tenant_id and c.entity_type = 'contact' and c.entity_id = p_id;
  update public.contact_emails c set entity_type = 'patient', entity_id = p_patient_id, is_primary = c.is_primary and not exists (
    select from public.contact_emails o where o.tenant_id = p_tenant_id and o.entity_type = 'patient' and o.entity_id = p_patient_id and o.is_primary)
  where c.tenant_id = p_tenant_id and c.entity_type = 'contact' and c.entity_id = p_id;
  update public.contacts c set patient_id = p_patient_id, version = c.version + 1,
    full_name = (select p.name from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id)
  where c.tenant_id = p_tenant_id and c.id = p_id;
  perform app.note_sale(p_tenant_id, 'contact', p_id, 'became_patient', '{}', jsonb_build_object('patient_id', p_patient_id));
end;
$$;
comment on function app.give_contact_to_patient(uuid, uuid, uuid) is
  'A contact is this patient from now on: phones and addresses go over, nothing is copied. The contact is locked, and the patient is no contact yet.';
revoke execute on function app.give_contact_to_patient(uuid, uuid, uuid) from public, anon, authenticated;
