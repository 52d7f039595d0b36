create function app.workflow_payload(p_row public.workflows, p_shows_secret boolean)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('id', p_row.id, 'name', p_row.name, 'status', p_row.status, 'draft', p_row.draft, 'draft_version', p_row.draft_version,
    'version', p_row.version, 'has_changes', p_row.draft is distinct from (
      select v.definition from public.workflow_versions v
      where v.tenant_id = p_row.tenant_id and v.workflow_id = p_row.id and v.version = p_row.version),
    'secret', case when p_shows_secret then (select s.secret from app.workflow_secrets s where s.tenant_id = p_row.tenant_id and s.workflow_id = p_row.id) end,
    'inside', (
      select coalesce(jsonb_object_agg(i.step_id, i.people), '{}') from (
        select s.step_id, count(*) as people
        from public.workflow_runs r
        join public.workflow_steps s on s.tenant_id = p_row.tenant_id and s.run_id = r.id and s.position = r.step_no
        where r.tenant_id = p_row.tenant_id and r.workflow_id = p_row.id and r.ended_at is null group by s.step_id) i),
    'problems', app.workflow_problems(p_row.tenant_id, p_row.draft),
    'versions', (
      select coalesce(jsonb_agg(jsonb_build_object('version', v.version, 'published_at', v.published_at,
        'published_by_name', pr.full_name, 'definition', v.definition) order by v.version desc), '[]')
      from public.workflow_versions v left join public.profiles pr on pr.id = v.published_by
      where v.tenant_id = p_row.tenant_id and v.workflow_id = p_row.id));
$$;
comment on function app.workflow_payload(public.workflows, boolean) is
  'A workflow as the editor shows it.';
revoke execute on function app.workflow_payload(public.workflows, boolean) from public, anon, authenticated;
