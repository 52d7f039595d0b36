create function app.index_company(p_tenant_id uuid, p_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_row public.companies;
begin
  select * into v_row from public.companies c where c.tenant_id = p_tenant_id and c.id = p_id;
  if v_row.id is null then
    return;
  end if;
  perform app.put_search_entry(p_tenant_id, 'company', p_id, v_row.name,
    p_mails => array(
      select e.email from public.contact_emails e where e.tenant_id = p_tenant_id and e.entity_type = 'company' and e.entity_id = p_id)
      || array_remove(array[v_row.segment, v_row.city], null),
    p_phones => array(
      select c.phone from public.contact_phones c where c.tenant_id = p_tenant_id and c.entity_type = 'company' and c.entity_id = p_id),
    p_codes => array_remove(array[v_row.cnpj], null));
end;
$$;
revoke execute on function app.index_company(uuid, uuid) from public, anon, authenticated;
