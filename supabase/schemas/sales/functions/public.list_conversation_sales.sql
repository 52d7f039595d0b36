create function public.list_conversation_sales(p_tenant_id uuid, p_thread_key text)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_thread public.conversation_threads;
  v_contact uuid;
begin
  perform app.require_seller(p_tenant_id);
  select * into v_thread from public.conversation_threads t where t.tenant_id = p_tenant_id and t.thread_key = p_thread_key;
  if v_thread.id is null then
    raise sqlstate 'PT404' using message = 'conversation_not_found';
  end if;
  v_contact := app.contact_of_thread(p_tenant_id, v_thread.id);
  return jsonb_build_object(
    'contact', (select jsonb_build_object('id', c.id, 'full_name', c.full_name, 'stage', c.stage) from public.contacts c
      where c.tenant_id = p_tenant_id and c.id = v_contact),
    'deals', app.deal_rows(p_tenant_id, array(
      select d.id from public.deals d where d.tenant_id = p_tenant_id and (d.thread_id = v_thread.id or d.contact_id = v_contact)
      order by d.status <> 'open', d.created_at desc limit 20)),
    'leads', app.lead_rows(p_tenant_id, array(
      select l.id from public.crm_leads l
      where l.tenant_id = p_tenant_id and l.status in ('new', 'contacted', 'qualified') and (l.thread_id = v_thread.id or l.phone = v_thread.phone)
      order by l.created_at desc limit 5)),
    'activities', app.activity_rows(p_tenant_id, array(
      select k.id from public.tasks k
      where k.tenant_id = p_tenant_id and (k.thread_id = v_thread.id or k.contact_id = v_contact) and k.done_at is null
      order by k.due_on, k.id limit 10)));
end;
$$;
comment on function public.list_conversation_sales(uuid, text) is
  'Caller: who sells. What sales know of a conversation: {contact, deals, leads: open ones, activities: open ones}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 conversation_not_found.';
revoke execute on function public.list_conversation_sales(uuid, text) from public, anon, authenticated;
grant execute on function public.list_conversation_sales(uuid, text) to authenticated;
