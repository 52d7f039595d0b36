create function public.get_medico(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_row public.medicos;
begin
  perform app.require_member(p_tenant_id);
  select * into v_row from public.medicos m where m.tenant_id = p_tenant_id and m.id = p_id;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'medico_not_found';
  end if;
  return jsonb_build_object(
    'medico', to_jsonb(v_row) - 'tenant_id' - 'sort_name',
    'phones', coalesce((
      select jsonb_agg(jsonb_build_object('id', c.id, 'phone', c.phone, 'type', c.type, 'note', c.note, 'is_primary', c.is_primary,
        'thread_key', t.thread_key) order by c.position)
      from public.contact_phones c
      left join public.conversation_threads t on t.tenant_id = c.tenant_id and t.id = app.thread_of_phone(p_tenant_id, c.phone)
      where c.tenant_id = p_tenant_id and c.entity_type = 'medico' and c.entity_id = p_id), '[]'),
    'emails', coalesce((
      select jsonb_agg(jsonb_build_object('id', c.id, 'email', c.email, 'type', c.type, 'note', c.note, 'is_primary', c.is_primary)
        order by c.position)
      from public.contact_emails c where c.tenant_id = p_tenant_id and c.entity_type = 'medico' and c.entity_id = p_id), '[]'));
end;
$$;
comment on function public.get_medico(uuid, uuid) is
  'Caller: members. {medico, phones [{…, thread_key}], emails}. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 medico_not_found.';
revoke execute on function public.get_medico(uuid, uuid) from public, anon, authenticated;
grant execute on function public.get_medico(uuid, uuid) to authenticated;
