create function app.lead_rows(p_tenant_id uuid, p_ids uuid[])
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(to_jsonb(l) - 'tenant_id' || jsonb_build_object('owner_name', w.full_name, 'form_title', f.title, 'thread_key', coalesce(t.thread_key, q.thread_key),
    'patient_id', c.patient_id, 'deal_title', d.title,
    'sync', case when s.lead_id is not null then jsonb_build_object('status', s.status, 'error', s.error, 'synced_at', s.synced_at) end) order by i.n), '[]')
  from unnest(p_ids) with ordinality i (id, n)
  join public.crm_leads l on l.tenant_id = p_tenant_id and l.id = i.id
  left join public.profiles w on w.id = l.owner_id
  left join public.lead_forms f on f.tenant_id = p_tenant_id and f.id = l.form_id
  left join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = l.thread_id
  left join public.conversation_threads q on l.thread_id is null and q.tenant_id = p_tenant_id and q.id = app.thread_of_phone(p_tenant_id, l.phone)
  left join public.contacts c on c.tenant_id = p_tenant_id and c.id = l.contact_id
  left join public.crm_lead_sync s on s.tenant_id = p_tenant_id and s.lead_id = l.id
  left join public.deals d on d.tenant_id = p_tenant_id and d.id = l.deal_id;
$$;
comment on function app.lead_rows(uuid, uuid[]) is
  'Leads as screens show them, in the order of p_ids.';
revoke execute on function app.lead_rows(uuid, uuid[]) from public, anon, authenticated;
