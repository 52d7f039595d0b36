create function app.timeline_activities(p_tenant_id uuid, p_subject jsonb, p_before timestamptz, p_before_id uuid, p_limit integer)
returns table (id uuid, at timestamptz, data jsonb)
language sql
stable
set search_path = ''
as $$
  with found as (
    select k.id, coalesce(k.done_at, k.starts_at, app.local_moment(k.due_on::timestamp, app.clinic_zone(p_tenant_id))) as at
    from public.tasks k
    where k.tenant_id = p_tenant_id and (k.contact_id = (p_subject ->> 'contact')::uuid or k.patient_id = (p_subject ->> 'patient')::uuid
      or k.company_id = (p_subject ->> 'company')::uuid or k.deal_id = any (app.json_ids(p_subject -> 'deals'))
      or k.lead_id = any (app.json_ids(p_subject -> 'leads')))
  ), page as (
    select f.* from found f where (f.at, f.id) < (p_before, p_before_id) order by f.at desc, f.id desc limit p_limit
  )
  select p.id, p.at, app.activity_rows(p_tenant_id, array[p.id]) -> 0 from page p;
$$;
comment on function app.timeline_activities(uuid, jsonb, timestamptz, uuid, integer) is
  'Activities of a timeline.';
revoke execute on function app.timeline_activities(uuid, jsonb, timestamptz, uuid, integer) from public, anon, authenticated;
