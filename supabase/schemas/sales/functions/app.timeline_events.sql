create function app.timeline_events(p_tenant_id uuid, p_subject jsonb, p_before timestamptz, p_before_id uuid, p_limit integer)
returns table (id uuid, at timestamptz, data jsonb)
language sql
stable
set search_path = ''
as $$
  select e.id, e.at, jsonb_strip_nulls(jsonb_build_object('entity', e.entity, 'event', e.kind, 'before', e.before, 'after', e.after, 'actor_name', p.full_name,
    'deal_id', e.deal_id, 'deal_title', d.title, 'lead_id', e.lead_id))
  from public.sales_events e
  left join public.profiles p on p.id = e.actor_id
  left join public.deals d on d.tenant_id = p_tenant_id and d.id = e.deal_id
  where e.tenant_id = p_tenant_id and (e.contact_id = (p_subject ->> 'contact')::uuid or e.company_id = (p_subject ->> 'company')::uuid
    or e.deal_id = any (app.json_ids(p_subject -> 'deals')) or e.lead_id = any (app.json_ids(p_subject -> 'leads')))
    and (e.at, e.id) < (p_before, p_before_id)
  order by e.at desc, e.id desc limit p_limit;
$$;
comment on function app.timeline_events(uuid, jsonb, timestamptz, uuid, integer) is
  'What happened in sales, for a timeline.';
revoke execute on function app.timeline_events(uuid, jsonb, timestamptz, uuid, integer) from public, anon, authenticated;
