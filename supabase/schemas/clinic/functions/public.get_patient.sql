create function public.get_patient(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_row public.patients;
  v_id uuid;
begin
  perform app.require_member(p_tenant_id);
  -- whoever was merged into another opens that one
  v_id := app.surviving_patient(p_tenant_id, p_id);
  select * into v_row from public.patients p where p.tenant_id = p_tenant_id and p.id = v_id;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  return jsonb_build_object(
    'patient', to_jsonb(v_row) - 'tenant_id' - 'sort_name' - 'sound',
    'phones', coalesce((
      select jsonb_agg(jsonb_build_object('id', c.id, 'phone', c.phone, 'type', c.type, 'note', c.note, 'is_primary', c.is_primary,
        'thread_key', t.thread_key) order by c.position)
      from public.contact_phones c
      left join public.conversation_threads t on t.tenant_id = c.tenant_id and t.id = app.thread_of_phone(p_tenant_id, c.phone)
      where c.tenant_id = p_tenant_id and c.entity_type = 'patient' and c.entity_id = v_id), '[]'),
    'emails', coalesce((
      select jsonb_agg(jsonb_build_object('id', c.id, 'email', c.email, 'type', c.type, 'note', c.note, 'is_primary', c.is_primary)
        order by c.position)
      from public.contact_emails c where c.tenant_id = p_tenant_id and c.entity_type = 'patient' and c.entity_id = v_id), '[]'),
    'relations', coalesce((
      select jsonb_agg(jsonb_build_object('id', r.id, 'kinship', r.kinship, 'related_patient_id', r.related_patient_id,
        'full_name', coalesce(r.full_name, o.name), 'phone', r.phone, 'email', r.email, 'cpf', r.cpf, 'is_guardian', r.is_guardian,
        'is_payer', r.is_payer, 'is_told', r.is_told) order by r.position)
      from public.patient_relations r
      left join public.patients o on o.tenant_id = r.tenant_id and o.id = r.related_patient_id
      where r.tenant_id = p_tenant_id and r.patient_id = v_id), '[]'),
    'conversations', coalesce((
      select jsonb_agg(jsonb_build_object('thread_id', t.id, 'thread_key', t.thread_key, 'contact_name', t.contact_name, 'phone', t.phone,
        'last_message_at', t.last_message_at, 'is_by_hand', l.thread_id is not null) order by t.last_message_at desc)
      from public.conversation_threads t
      left join public.patient_conversations l on l.tenant_id = t.tenant_id and l.thread_id = t.id and l.patient_id = v_id
      where t.tenant_id = p_tenant_id and t.id in (select app.threads_of_patient(p_tenant_id, v_id))), '[]'));
end;
$$;
comment on function public.get_patient(uuid, uuid) is
  'Caller: members. {patient, phones [{…, thread_key: of the conversation with that number}], emails, relations, conversations}; of who was merged into another, that other one. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found.';
revoke execute on function public.get_patient(uuid, uuid) from public, anon, authenticated;
grant execute on function public.get_patient(uuid, uuid) to authenticated;
