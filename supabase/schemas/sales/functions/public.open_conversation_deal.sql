create function public.open_conversation_deal(p_tenant_id uuid, p_thread_key text, p_deal_id uuid, p_deal jsonb default '{}')
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_thread public.conversation_threads;
  v_contact uuid;
  v_open uuid;
  v_lead public.crm_leads;
begin
  perform app.require_seller(p_tenant_id);
  if p_deal_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_thread := app.lock_thread(p_tenant_id, p_thread_key);
  if v_thread.is_group then
    raise sqlstate 'PT409' using message = 'conversation_is_group';
  end if;
  -- of two who press the button at once the second gets the deal of the first
  select d.id into v_open from public.deals d
  where d.tenant_id = p_tenant_id and d.thread_id = v_thread.id and (d.id = p_deal_id or d.status = 'open') order by d.id = p_deal_id desc, d.created_at limit 1;
  if v_open is not null then
    return public.get_deal(p_tenant_id, v_open);
  end if;
  select * into v_lead from public.crm_leads l
  where l.tenant_id = p_tenant_id and l.thread_id = v_thread.id and l.status in ('new', 'contacted', 'qualified') order by l.created_at limit 1;
  if v_lead.id is not null then
    perform public.convert_lead(p_tenant_id, v_lead.id, p_deal_id, p_deal);
    return public.get_deal(p_tenant_id, p_deal_id);
  end if;
  v_contact := app.contact_of_conversation(p_tenant_id, v_thread);
  perform app.put_deal(p_tenant_id, p_deal_id, p_deal || jsonb_build_object(
    'title', coalesce(nullif(p_deal ->> 'title', ''), (select c.full_name from public.contacts c where c.tenant_id = p_tenant_id and c.id = v_contact)),
    'contact_id', v_contact, 'origin', app.origin_of_thread(v_thread.thread_key), 'company_id', (select c.company_id from public.contacts c where c.tenant_id = p_tenant_id and c.id = v_contact),
    'owner_id', coalesce(nullif(p_deal ->> 'owner_id', ''), auth.uid()::text)), v_thread.id);
  return public.get_deal(p_tenant_id, p_deal_id);
end;
$$;
comment on function public.open_conversation_deal(uuid, text, uuid, jsonb) is
  'Caller: who sells. One click in a conversation: a deal with its person, linked both ways, in the first stage of the first pipeline and in charge of the caller; an open lead of the conversation is converted, and an open deal of it is the answer. p_deal as in convert_lead. Answers get_deal. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_amount, PT400 custom_field_required, PT404 conversation_not_found, PT404 pipeline_not_found, PT409 conversation_is_group.';
revoke execute on function public.open_conversation_deal(uuid, text, uuid, jsonb) from public, anon, authenticated;
grant execute on function public.open_conversation_deal(uuid, text, uuid, jsonb) to authenticated;
