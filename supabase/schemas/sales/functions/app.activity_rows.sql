create function app.activity_rows(p_tenant_id uuid, p_ids uuid[])
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'kind', k.kind, 'title', k.title, 'note', k.note, 'due_on', k.due_on,
    'starts_local', app.local_text(k.starts_at, app.clinic_zone(p_tenant_id)), 'is_late', k.done_at is null and k.due_on < app.clinic_today(p_tenant_id),
    'assignee_id', k.assignee_id, 'assignee_name', w.full_name, 'deal_id', k.deal_id, 'deal_title', d.title, 'contact_id', k.contact_id,
    'contact_name', c.full_name, 'company_id', k.company_id, 'company_name', o.name, 'lead_id', k.lead_id, 'lead_name', l.full_name,
    'patient_id', k.patient_id, 'patient_name', p.name, 'thread_key', t.thread_key, 'done_at', k.done_at, 'created_at', k.created_at,
    'created_by_name', b.full_name) order by i.n), '[]')
  from unnest(p_ids) with ordinality i (id, n)
  join public.tasks k on k.tenant_id = p_tenant_id and k.id = i.id
  left join public.profiles w on w.id = k.assignee_id
  left join public.profiles b on b.id = k.created_by
  left join public.deals d on d.tenant_id = p_tenant_id and d.id = k.deal_id
  left join public.contacts c on c.tenant_id = p_tenant_id and c.id = k.contact_id
  left join public.companies o on o.tenant_id = p_tenant_id and o.id = k.company_id
  left join public.crm_leads l on l.tenant_id = p_tenant_id and l.id = k.lead_id
  left join public.patients p on p.tenant_id = p_tenant_id and p.id = k.patient_id
  left join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = k.thread_id;
$$;
comment on function app.activity_rows(uuid, uuid[]) is
  'Activities as screens show them, in the order of p_ids.';
revoke execute on function app.activity_rows(uuid, uuid[]) from public, anon, authenticated;
