create function app.timeline_campaigns(p_tenant_id uuid, p_subject jsonb, p_before timestamptz, p_before_id uuid, p_limit integer)
returns table (id uuid, at timestamptz, data jsonb)
language sql
stable
set search_path = ''
as $$
  select r.id, r.taken_at, jsonb_build_object('campaign_id', c.id, 'name', c.name, 'state', r.state, 'reason', r.reason,
    'replied', r.replied_at is not null)
  from public.campaign_recipients r
  join public.campaigns c on c.tenant_id = p_tenant_id and c.id = r.campaign_id
  where r.tenant_id = p_tenant_id and r.taken_at is not null and (r.taken_at, r.id) < (p_before, p_before_id)
    and (r.contact_id = (p_subject ->> 'contact')::uuid or r.patient_id = (p_subject ->> 'patient')::uuid
      or r.thread_id = any (app.json_ids(p_subject -> 'threads')))
  order by r.taken_at desc, r.id desc limit p_limit;
$$;
comment on function app.timeline_campaigns(uuid, jsonb, timestamptz, uuid, integer) is
  'Campaigns of a timeline: which somebody was sent, and what became of it.';
revoke execute on function app.timeline_campaigns(uuid, jsonb, timestamptz, uuid, integer) from public, anon, authenticated;
