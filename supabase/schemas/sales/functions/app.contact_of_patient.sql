create function app.contact_of_patient(p_tenant_id uuid, p_patient_id uuid, p_origin text default 'manual')
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid;
begin
  insert into public.contacts as c (tenant_id, id, full_name, patient_id, origin, stage, created_by)
  select p_tenant_id, p.id, p.name, p.id, p_origin, 'customer', auth.uid() from public.patients p
  where p.tenant_id = p_tenant_id and p.id = p_patient_id
  on conflict (tenant_id, patient_id) where patient_id is not null do nothing returning c.id into v_id;
  if v_id is not null then
    perform app.note_sale(p_tenant_id, 'contact', v_id, 'created');
    return v_id;
  end if;
  select c.id into v_id from public.contacts c where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id;
  if v_id is null then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  return v_id;
end;
$$;
comment on function app.contact_of_patient(uuid, uuid, text) is
  'A patient as a contact of sales, with the patient''s own id; phones and addresses stay the patient''s. Errors: PT404 patient_not_found.';
revoke execute on function app.contact_of_patient(uuid, uuid, text) from public, anon, authenticated;
