create function app.workflows_with_segment(p_tenant_id uuid, p_segment_id uuid)
returns table (id uuid, name text)
language sql
stable
set search_path = ''
as $$
  select w.id, w.name from public.workflows w
  where w.tenant_id = p_tenant_id and (
    strpos(w.draft::text, p_segment_id::text) > 0
    or exists (
      select from public.workflow_versions v
      where v.tenant_id = p_tenant_id and v.workflow_id = w.id and strpos(v.definition::text, p_segment_id::text) > 0
        and (v.version = w.version or exists (
          select from public.workflow_runs r
          where r.tenant_id = p_tenant_id and r.workflow_id = w.id and r.version = v.version and r.state in ('running', 'paused')))))
  order by w.name, w.id;
$$;
comment on function app.workflows_with_segment(uuid, uuid) is
  'Caller: app.segment_uses. Workflows that ask for a segment: in the draft, in what is published, or in a version in which somebody still is.';
revoke execute on function app.workflows_with_segment(uuid, uuid) from public, anon, authenticated;
