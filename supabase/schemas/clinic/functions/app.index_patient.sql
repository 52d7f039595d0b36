-- What the search finds a patient by: both names, addresses, phones and CPF, and those of whoever was merged into them. Who is
-- archived is found as well: they come back.
create function app.index_patient(p_tenant_id uuid, p_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_row public.patients;
  v_ids uuid[];
begin
  select * into v_row from public.patients p where p.tenant_id = p_tenant_id and p.id = p_id;
  if v_row.id is null then
    return;
  end if;
  if v_row.merged_into_id is not null then
    delete from app.search_entries e where e.tenant_id = p_tenant_id and e.kind = 'patient' and e.record_id = p_id;
    perform app.index_patient(p_tenant_id, v_row.merged_into_id);
    return;
  end if;
  with recursive whole as (
    select p_id as id
    union
    select p.id from whole w join public.patients p on p.tenant_id = p_tenant_id and p.merged_into_id = w.id
  )
  select array_agg(w.id) into v_ids from whole w;
  perform app.put_search_entry(p_tenant_id, 'patient', p_id, v_row.name,
    p_mails => array(
      select distinct e.email from public.contact_emails e
      where e.tenant_id = p_tenant_id and e.entity_type = 'patient' and e.entity_id = any (v_ids))
      || array(
        select distinct n.name from public.patients p cross join lateral (values (p.full_name), (p.social_name)) n (name)
        where p.tenant_id = p_tenant_id and p.id = any (v_ids) and n.name <> v_row.name),
    p_phones => array(
      select distinct c.phone from public.contact_phones c
      where c.tenant_id = p_tenant_id and c.entity_type = 'patient' and c.entity_id = any (v_ids)),
    p_codes => array(
      select distinct p.cpf from public.patients p where p.tenant_id = p_tenant_id and p.id = any (v_ids) and p.cpf is not null));
end;
$$;
revoke execute on function app.index_patient(uuid, uuid) from public, anon, authenticated;
