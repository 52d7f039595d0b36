-- The phones and addresses of a person become the ones of the form. What stays keeps its id.
create function app.save_contacts(p_tenant_id uuid, p_entity_type text, p_entity_id uuid, p_phones jsonb, p_emails jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_before jsonb := app.contacts_of(p_tenant_id, p_entity_type, p_entity_id);
begin
  delete from public.contact_phones c
  where c.tenant_id = p_tenant_id and c.entity_type = p_entity_type and c.entity_id = p_entity_id
    and c.phone not in (select t.value from app.typed_contacts(p_phones, 'phone') t);
  -- nobody is the first while another becomes it
  update public.contact_phones c set is_primary = false
  where c.tenant_id = p_tenant_id and c.entity_type = p_entity_type and c.entity_id = p_entity_id and c.is_primary;
  insert into public.contact_phones (tenant_id, entity_type, entity_id, phone, type, note, is_primary, position)
  select p_tenant_id, p_entity_type, p_entity_id, t.value, t.type, t.note, t.is_primary, t.position
  from app.typed_contacts(p_phones, 'phone') t
  on conflict (tenant_id, entity_type, entity_id, phone) do update set
    type = excluded.type, note = excluded.note, is_primary = excluded.is_primary, position = excluded.position;
  delete from public.contact_emails c
  where c.tenant_id = p_tenant_id and c.entity_type = p_entity_type and c.entity_id = p_entity_id
    and c.email not in (select t.value from app.typed_contacts(p_emails, 'email') t);
  update public.contact_emails c set is_primary = false
  where c.tenant_id = p_tenant_id and c.entity_type = p_entity_type and c.entity_id = p_entity_id and c.is_primary;
  insert into public.contact_emails (tenant_id, entity_type, entity_id, email, type, note, is_primary, position)
  select p_tenant_id, p_entity_type, p_entity_id, t.value, t.type, t.note, t.is_primary, t.position
  from app.typed_contacts(p_emails, 'email') t
  on conflict (tenant_id, entity_type, entity_id, email) do update set
    type = excluded.type, note = excluded.note, is_primary = excluded.is_primary, position = excluded.position;
  -- under the patient, so that an erasure finds it; the other kinds of people write their own history
  if p_entity_type = 'patient' then
    perform app.audit(p_tenant_id, 'patient.changed', 'patient', p_entity_id::text, v_before, app.contacts_of(p_tenant_id, 'patient', p_entity_id));
  end if;
end;
$$;
revoke execute on function app.save_contacts(uuid, text, uuid, jsonb, jsonb) from public, anon, authenticated;
