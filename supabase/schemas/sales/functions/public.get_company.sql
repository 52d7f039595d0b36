create function public.get_company(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_row public.companies;
begin
  perform app.require_seller(p_tenant_id);
  select * into v_row from public.companies c where c.tenant_id = p_tenant_id and c.id = p_id;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'company_not_found';
  end if;
  return jsonb_build_object(
    'company', to_jsonb(v_row) - 'tenant_id' - 'sort_key' || jsonb_build_object(
      'owner_name', (select p.full_name from public.profiles p where p.id = v_row.owner_id)),
    'phones', coalesce((
      select jsonb_agg(jsonb_build_object('id', c.id, 'phone', c.phone, 'type', c.type, 'note', c.note, 'is_primary', c.is_primary,
        'thread_key', t.thread_key) order by c.position)
      from public.contact_phones c
      left join public.conversation_threads t on t.tenant_id = c.tenant_id and t.id = app.thread_of_phone(p_tenant_id, c.phone)
      where c.tenant_id = p_tenant_id and c.entity_type = 'company' and c.entity_id = p_id), '[]'),
    'emails', coalesce((
      select jsonb_agg(jsonb_build_object('id', c.id, 'email', c.email, 'type', c.type, 'note', c.note, 'is_primary', c.is_primary)
        order by c.position)
      from public.contact_emails c where c.tenant_id = p_tenant_id and c.entity_type = 'company' and c.entity_id = p_id), '[]'),
    'contacts', coalesce((
      select jsonb_agg(jsonb_build_object('id', c.id, 'full_name', c.full_name, 'job', c.job) order by c.sort_key)
      from public.contacts c where c.tenant_id = p_tenant_id and c.company_id = p_id and c.archived_at is null), '[]'),
    'deals', app.deal_rows(p_tenant_id, array(
      select d.id from public.deals d where d.tenant_id = p_tenant_id and d.company_id = p_id order by d.created_at desc limit 50)));
end;
$$;
comment on function public.get_company(uuid, uuid) is
  'Caller: who sells. {company: {…, owner_name}, phones, emails, contacts [{id, full_name, job}], deals}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 company_not_found.';
revoke execute on function public.get_company(uuid, uuid) from public, anon, authenticated;
grant execute on function public.get_company(uuid, uuid) to authenticated;
