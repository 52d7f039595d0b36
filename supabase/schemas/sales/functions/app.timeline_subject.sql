create function app.timeline_subject(p_tenant_id uuid, p_of text, p_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_contact uuid;
  v_patient uuid;
  v_deals uuid[] := '{}';
  v_leads uuid[] := '{}';
  v_threads uuid[] := '{}';
begin
  case p_of
    when 'person' then
      select c.id, c.patient_id into v_contact, v_patient from public.contacts c where c.tenant_id = p_tenant_id and c.id = p_id;
      if v_contact is null then
        select p.id into v_patient from public.patients p where p.tenant_id = p_tenant_id and p.id = p_id;
        select c.id into v_contact from public.contacts c where c.tenant_id = p_tenant_id and c.patient_id = v_patient;
      end if;
      if coalesce(v_contact, v_patient) is null then
        raise sqlstate 'PT404' using message = 'contact_not_found';
      end if;
      v_deals := array(select d.id from public.deals d where d.tenant_id = p_tenant_id and d.contact_id = v_contact);
      v_leads := array(select l.id from public.crm_leads l where l.tenant_id = p_tenant_id and l.contact_id = v_contact);
      v_threads := array(
        select t from app.threads_of_patient(p_tenant_id, v_patient) t where t is not null
        union
        select app.thread_of_phone(p_tenant_id, h.phone) from public.contact_phones h where h.tenant_id = p_tenant_id and h.contact_id = v_contact
        union
        select d.thread_id from public.deals d where d.tenant_id = p_tenant_id and d.id = any (v_deals));
    when 'company' then
      if not exists (select from public.companies c where c.tenant_id = p_tenant_id and c.id = p_id) then
        raise sqlstate 'PT404' using message = 'company_not_found';
      end if;
      v_deals := array(select d.id from public.deals d where d.tenant_id = p_tenant_id and d.company_id = p_id);
    when 'deal' then
      v_deals := array(select d.id from public.deals d where d.tenant_id = p_tenant_id and d.id = p_id);
      if cardinality(v_deals) = 0 then
        raise sqlstate 'PT404' using message = 'deal_not_found';
      end if;
      v_threads := array(select d.thread_id from public.deals d where d.tenant_id = p_tenant_id and d.id = p_id);
      v_leads := array(select l.id from public.crm_leads l where l.tenant_id = p_tenant_id and l.deal_id = p_id);
    when 'lead' then
      v_leads := array(select l.id from public.crm_leads l where l.tenant_id = p_tenant_id and l.id = p_id);
      if cardinality(v_leads) = 0 then
        raise sqlstate 'PT404' using message = 'lead_not_found';
      end if;
      v_threads := array(select l.thread_id from public.crm_leads l where l.tenant_id = p_tenant_id and l.id = p_id);
    else
      raise sqlstate 'PT400' using message = 'invalid_filter', detail = left(p_of, 40);
  end case;
  return jsonb_build_object('contact', v_contact, 'patient', v_patient, 'company', case p_of when 'company' then p_id end,
    'deals', to_jsonb(v_deals), 'leads', to_jsonb(v_leads), 'threads', to_jsonb(array_remove(v_threads, null)));
end;
$$;
comment on function app.timeline_subject(uuid, text, uuid) is
  'What a timeline is about: {contact, patient, company, deals, leads, threads}. Errors: PT404 contact_not_found, PT404 company_not_found, PT404 deal_not_found, PT404 lead_not_found, PT400 invalid_filter.';
revoke execute on function app.timeline_subject(uuid, text, uuid) from public, anon, authenticated;
