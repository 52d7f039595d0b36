create function app.index_contact(p_tenant_id uuid, p_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_row public.contacts;
begin
  select * into v_row from public.contacts c where c.tenant_id = p_tenant_id and c.id = p_id;
  -- who is a patient is found as the patient
  if v_row.id is null or v_row.patient_id is not null then
    delete from app.search_entries e where e.tenant_id = p_tenant_id and e.kind = 'contact' and e.record_id = p_id;
    return;
  end if;
  perform app.put_search_entry(p_tenant_id, 'contact', p_id, v_row.full_name,
    p_mails => array(
      select e.email from public.contact_emails e where e.tenant_id = p_tenant_id and e.entity_type = 'contact' and e.entity_id = p_id)
      || array(select c.name from public.companies c where c.tenant_id = p_tenant_id and c.id = v_row.company_id),
    p_phones => array(
      select c.phone from public.contact_phones c where c.tenant_id = p_tenant_id and c.entity_type = 'contact' and c.entity_id = p_id));
end;
$$;
revoke execute on function app.index_contact(uuid, uuid) from public, anon, authenticated;
