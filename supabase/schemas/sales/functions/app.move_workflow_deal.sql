create function app.move_workflow_deal(p_tenant_id uuid, p_deal_id uuid, p_stage_id uuid)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_row public.deals;
  v_stage public.pipeline_stages;
begin
  select * into v_row from public.deals d where d.tenant_id = p_tenant_id and d.id = p_deal_id for update;
  if v_row.id is null or v_row.status <> 'open' then
    return '{"state": "skipped", "result": {"code": "no_open_deal"}}';
  end if;
  select * into v_stage from public.pipeline_stages s where s.tenant_id = p_tenant_id and s.id = p_stage_id and s.archived_at is null;
  if v_stage.id is null then
    return '{"state": "skipped", "result": {"code": "no_open_deal"}}';
  end if;
  if v_row.stage_id <> v_stage.id then
    perform app.put_deal_on_stage(v_row, v_stage);
  end if;
  return jsonb_build_object('state', 'done', 'result', jsonb_build_object('text', v_stage.name));
end;
$$;
comment on function app.move_workflow_deal(uuid, uuid, uuid) is
  'A workflow moves its deal: {state, result}. A deal that is over stays where it is.';
revoke execute on function app.move_workflow_deal(uuid, uuid, uuid) from public, anon, authenticated;
