create function public.get_contact(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_row public.contacts;
  v_entity text;
  v_person uuid;
begin
  perform app.require_seller(p_tenant_id);
  select * into v_row from public.contacts c where c.tenant_id = p_tenant_id and c.id = p_id;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'contact_not_found';
  end if;
  v_entity := case when v_row.patient_id is null then 'contact' else 'patient' end;
  v_person := coalesce(v_row.patient_id, v_row.id);
  return jsonb_build_object(
    'contact', to_jsonb(v_row) - 'tenant_id' - 'sort_key' || jsonb_build_object(
      'company_name', (select c.name from public.companies c where c.tenant_id = p_tenant_id and c.id = v_row.company_id),
      'owner_name', (select p.full_name from public.profiles p where p.id = v_row.owner_id)),
    'phones', coalesce((
      select jsonb_agg(jsonb_build_object('id', c.id, 'phone', c.phone, 'type', c.type, 'note', c.note, 'is_primary', c.is_primary,
        'thread_key', t.thread_key) order by c.position)
      from public.contact_phones c
      left join public.conversation_threads t on t.tenant_id = c.tenant_id and t.id = app.thread_of_phone(p_tenant_id, c.phone)
      where c.tenant_id = p_tenant_id and c.entity_type = v_entity and c.entity_id = v_person), '[]'),
    'emails', coalesce((
      select jsonb_agg(jsonb_build_object('id', c.id, 'email', c.email, 'type', c.type, 'note', c.note, 'is_primary', c.is_primary)
        order by c.position)
      from public.contact_emails c where c.tenant_id = p_tenant_id and c.entity_type = v_entity and c.entity_id = v_person), '[]'),
    'tag_ids', coalesce((
      select jsonb_agg(g.tag_id order by g.created_at, g.tag_id) from public.contact_tags g where g.tenant_id = p_tenant_id and g.contact_id = p_id), '[]'),
    'deals', app.deal_rows(p_tenant_id, array(
      select d.id from public.deals d where d.tenant_id = p_tenant_id and d.contact_id = p_id order by d.created_at desc limit 50)));
end;
$$;
comment on function public.get_contact(uuid, uuid) is
  'Caller: who sells. {contact: {…, company_name, owner_name}, phones [{…, thread_key}], emails, tag_ids, deals}. Phones and addresses of a contact who is a patient are the patient''s. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 contact_not_found.';
revoke execute on function public.get_contact(uuid, uuid) from public, anon, authenticated;
grant execute on function public.get_contact(uuid, uuid) to authenticated;
