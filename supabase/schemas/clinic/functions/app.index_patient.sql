-- What the search finds a patient by: both names, addresses, phones and CPF. Who is archived is found as well: they come back.
create function app.index_patient(p_tenant_id uuid, p_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_row public.patients;
begin
  select * into v_row from public.patients p where p.tenant_id = p_tenant_id and p.id = p_id;
  if v_row.id is null then
    return;
  end if;
  perform app.put_search_entry(p_tenant_id, 'patient', p_id, v_row.name,
    p_mails => array(
      select e.email from public.contact_emails e where e.tenant_id = p_tenant_id and e.entity_type = 'patient' and e.entity_id = p_id)
      || case when v_row.social_name is not null then array[v_row.full_name] else '{}' end,
    p_phones => array(
      select c.phone from public.contact_phones c where c.tenant_id = p_tenant_id and c.entity_type = 'patient' and c.entity_id = p_id),
    p_codes => array_remove(array[v_row.cpf], null));
end;
$$;
revoke execute on function app.index_patient(uuid, uuid) from public, anon, authenticated;
