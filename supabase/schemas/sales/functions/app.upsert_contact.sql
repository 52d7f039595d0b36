create function app.upsert_contact(p_tenant_id uuid, p_full_name text, p_phone text, p_email text, p_company_id uuid, p_origin text)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_found record;
  v_id uuid;
  v_owner record;
begin
  perform app.lock_identity(p_tenant_id, array[p_phone, p_email]);
  select * into v_found from app.contact_matches(p_tenant_id, p_full_name, array_remove(array[p_phone], null), array_remove(array[p_email], null)) m
  where m.is_sure limit 1;
  if v_found.entity = 'patient' then
    v_id := app.contact_of_patient(p_tenant_id, v_found.id, p_origin);
  elsif v_found.id is not null then
    v_id := v_found.id;
  else
    v_id := gen_random_uuid();
    insert into public.contacts (tenant_id, id, full_name, company_id, origin, created_by)
    values (p_tenant_id, v_id, app.require_name(p_full_name), p_company_id, p_origin, auth.uid());
    perform app.note_sale(p_tenant_id, 'contact', v_id, 'created');
  end if;
  -- what is new is added, what is there stays
  update public.contacts c set company_id = coalesce(c.company_id, p_company_id), archived_at = null
  where c.tenant_id = p_tenant_id and c.id = v_id
    and (c.archived_at is not null or c.company_id is null and p_company_id is not null);
  select case when c.patient_id is null then 'contact' else 'patient' end as entity, coalesce(c.patient_id, c.id) as id into v_owner
  from public.contacts c where c.tenant_id = p_tenant_id and c.id = v_id;
  insert into public.contact_phones (tenant_id, entity_type, entity_id, phone, is_primary, position)
  select p_tenant_id, v_owner.entity, v_owner.id, p_phone, count(*) filter (where o.is_primary) = 0, count(*)
  from public.contact_phones o where o.tenant_id = p_tenant_id and o.entity_type = v_owner.entity and o.entity_id = v_owner.id
  having p_phone is not null
  on conflict do nothing;
  insert into public.contact_emails (tenant_id, entity_type, entity_id, email, is_primary, position)
  select p_tenant_id, v_owner.entity, v_owner.id, p_email, count(*) filter (where o.is_primary) = 0, count(*)
  from public.contact_emails o where o.tenant_id = p_tenant_id and o.entity_type = v_owner.entity and o.entity_id = v_owner.id
  having p_email is not null
  on conflict do nothing;
  return v_id;
end;
$$;
comment on function app.upsert_contact(uuid, text, text, text, uuid, text) is
  'The contact with this address, or with this number and name, or a new one; a patient is not written down twice. Phone and address are added where they are new.';
revoke execute on function app.upsert_contact(uuid, text, text, text, uuid, text) from public, anon, authenticated;
