create function app.require_stage(p_tenant_id uuid, p_stage_id uuid, p_pipeline_id uuid default null)
returns public.pipeline_stages
language plpgsql
set search_path = ''
as $$
declare
  v_row public.pipeline_stages;
begin
  if p_stage_id is null then
    select s.* into v_row from public.pipelines p
    join public.pipeline_stages s on s.tenant_id = p_tenant_id and s.pipeline_id = p.id and s.archived_at is null
    where p.tenant_id = p_tenant_id and p.archived_at is null and (p_pipeline_id is null or p.id = p_pipeline_id)
    order by p.position, p.created_at, s.position, s.id limit 1;
  else
    select * into v_row from public.pipeline_stages s
    where s.tenant_id = p_tenant_id and s.id = p_stage_id and s.archived_at is null for share;
  end if;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'pipeline_not_found';
  end if;
  return v_row;
end;
$$;
comment on function app.require_stage(uuid, uuid, uuid) is
  'A stage where a deal may stand; without an id the first of a pipeline, or of the first pipeline. Errors: PT404 pipeline_not_found.';
revoke execute on function app.require_stage(uuid, uuid, uuid) from public, anon, authenticated;
