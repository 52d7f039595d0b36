create function app.deal_rows(p_tenant_id uuid, p_ids uuid[])
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'title', d.title, 'sort_key', d.sort_key, 'status', d.status, 'value_cents', d.value_cents,
    'pipeline_id', d.pipeline_id, 'stage_id', d.stage_id, 'stage_name', s.name, 'probability', s.probability, 'contact_id', d.contact_id,
    'contact_name', c.full_name, 'patient_id', c.patient_id, 'company_id', d.company_id, 'company_name', o.name, 'thread_key', t.thread_key,
    'owner_id', d.owner_id, 'owner_name', w.full_name, 'origin', d.origin, 'expected_on', d.expected_on, 'lost_reason_id', d.lost_reason_id,
    'lost_reason', r.name, 'lost_note', d.lost_note, 'note', d.note, 'custom', d.custom, 'version', d.version, 'stage_since', d.stage_since,
    'is_rotting', d.status = 'open' and coalesce(d.stage_since < now() - make_interval(days => s.rotting_days), false),
    'closed_at', d.closed_at, 'created_at', d.created_at,
    'next_activity', (
      select jsonb_build_object('id', k.id, 'kind', k.kind, 'title', k.title, 'due_on', k.due_on, 'is_late', k.due_on < app.clinic_today(p_tenant_id))
      from public.tasks k where k.tenant_id = p_tenant_id and k.deal_id = d.id and k.done_at is null order by k.due_on, k.id limit 1)) order by i.n), '[]')
  from unnest(p_ids) with ordinality i (id, n)
  join public.deals d on d.tenant_id = p_tenant_id and d.id = i.id
  join public.pipeline_stages s on s.tenant_id = p_tenant_id and s.id = d.stage_id
  left join public.contacts c on c.tenant_id = p_tenant_id and c.id = d.contact_id
  left join public.companies o on o.tenant_id = p_tenant_id and o.id = d.company_id
  left join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = d.thread_id
  left join public.profiles w on w.id = d.owner_id
  left join public.deal_lost_reasons r on r.tenant_id = p_tenant_id and r.id = d.lost_reason_id;
$$;
comment on function app.deal_rows(uuid, uuid[]) is
  'Deals as screens show them, in the order of p_ids.';
revoke execute on function app.deal_rows(uuid, uuid[]) from public, anon, authenticated;
