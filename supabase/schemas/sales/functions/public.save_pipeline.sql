create function public.save_pipeline(p_tenant_id uuid, p_id uuid, p_version integer, p_pipeline jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.pipelines;
  v_stage record;
  v_kept uuid[] := '{}';
  v_left text;
begin
  perform app.require_sales_leader(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if jsonb_typeof(p_pipeline -> 'stages') is distinct from 'array' or jsonb_array_length(p_pipeline -> 'stages') not between 1 and 12 then
    raise sqlstate 'PT400' using message = 'invalid_sale', detail = 'stages';
  end if;
  select * into v_row from public.pipelines p where p.tenant_id = p_tenant_id and p.id = p_id for update;
  if v_row.id is not null and v_row.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  insert into public.pipelines as p (tenant_id, id, name, position)
  values (p_tenant_id, p_id, app.require_name(p_pipeline ->> 'name', 60), (
    select coalesce(max(o.position), 0) + 1 from public.pipelines o where o.tenant_id = p_tenant_id))
  on conflict (tenant_id, id) do update set name = excluded.name, version = p.version + 1,
    archived_at = case when (p_pipeline ->> 'archived')::boolean then coalesce(p.archived_at, now()) end;
  for v_stage in
    select app.typed_id(s.x ->> 'id') as id, app.require_name(s.x ->> 'name', 60) as name, s.x ->> 'probability' as probability,
      nullif(s.x ->> 'rotting_days', '') as rotting, s.n
    from jsonb_array_elements(p_pipeline -> 'stages') with ordinality s (x, n) order by s.n
  loop
    if v_stage.id is null or coalesce(v_stage.probability, '') !~ '^([0-9]{1,2}|100)$' or v_stage.rotting !~ '^[1-9][0-9]{0,2}$' or v_stage.rotting::int > 365
      or exists (select from public.pipeline_stages s where s.tenant_id = p_tenant_id and s.id = v_stage.id and s.pipeline_id <> p_id)
    then
      raise sqlstate 'PT400' using message = 'invalid_sale', detail = 'stages';
    end if;
    insert into public.pipeline_stages (tenant_id, id, pipeline_id, name, probability, rotting_days, position)
    values (p_tenant_id, v_stage.id, p_id, v_stage.name, v_stage.probability::smallint, v_stage.rotting::smallint, v_stage.n)
    on conflict (tenant_id, id) do update set name = excluded.name, probability = excluded.probability, rotting_days = excluded.rotting_days,
      position = excluded.position, archived_at = null;
    v_kept := v_kept || v_stage.id;
  end loop;
  -- a stage in which something stands does not go; who moves a deal there at once waits for the row
  perform from public.pipeline_stages s where s.tenant_id = p_tenant_id and s.pipeline_id = p_id order by s.id for update;
  select s.name into v_left from public.pipeline_stages s
  where s.tenant_id = p_tenant_id and s.pipeline_id = p_id and (s.id <> all (v_kept) or (p_pipeline ->> 'archived')::boolean)
    and exists (select from public.deals d
      where d.tenant_id = p_tenant_id and d.pipeline_id = p_id and d.stage_id = s.id and d.status = 'open') limit 1;
  if v_left is not null then
    raise sqlstate 'PT409' using message = 'stage_has_deals', detail = v_left;
  end if;
  update public.pipeline_stages s set archived_at = now()
  where s.tenant_id = p_tenant_id and s.pipeline_id = p_id and s.id <> all (v_kept) and s.archived_at is null;
  if not exists (select from public.pipelines p where p.tenant_id = p_tenant_id and p.archived_at is null) then
    raise sqlstate 'PT409' using message = 'last_pipeline';
  end if;
  perform app.broadcast(p_tenant_id, 'sale', jsonb_build_object('entity', 'settings', 'id', p_id));
  return public.get_sales_settings(p_tenant_id);
end;
$$;
comment on function public.save_pipeline(uuid, uuid, integer, jsonb) is
  'Caller: owner, admin, supervisor. p_pipeline {name, archived, stages [{id from the client, name, probability, rotting_days}]} in their order; a stage that is not named goes, unless open deals stand there. Answers get_sales_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_sale, PT409 stage_has_deals (detail: its name), PT409 last_pipeline, PT409 changed_meanwhile.';
revoke execute on function public.save_pipeline(uuid, uuid, integer, jsonb) from public, anon, authenticated;
grant execute on function public.save_pipeline(uuid, uuid, integer, jsonb) to authenticated;
