create function app.campaigns_with_segment(p_tenant_id uuid, p_segment_id uuid)
returns table (id uuid, name text)
language sql
stable
set search_path = ''
as $$
  select c.id, c.name from public.campaigns c
  where c.tenant_id = p_tenant_id and c.planned_at is null and c.state not in ('stopped', 'finished')
    and c.definition #>> '{audience,segment_id}' = p_segment_id::text
  order by c.name, c.id;
$$;
comment on function app.campaigns_with_segment(uuid, uuid) is
  'Caller: app.segment_uses. Campaigns whose people are still to be found by a segment.';
revoke execute on function app.campaigns_with_segment(uuid, uuid) from public, anon, authenticated;
