create function public.move_deal(p_tenant_id uuid, p_id uuid, p_version integer, p_stage_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.deals;
  v_stage public.pipeline_stages;
begin
  perform app.require_seller(p_tenant_id);
  v_row := app.lock_deal(p_tenant_id, p_id);
  v_stage := app.require_stage(p_tenant_id, coalesce(p_stage_id, gen_random_uuid()));
  -- asked twice, or by two who mean the same
  if v_row.stage_id = v_stage.id then
    return public.get_deal(p_tenant_id, p_id);
  end if;
  if v_row.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  if v_row.status <> 'open' then
    raise sqlstate 'PT409' using message = 'deal_closed';
  end if;
  perform app.put_deal_on_stage(v_row, v_stage);
  return public.get_deal(p_tenant_id, p_id);
end;
$$;
comment on function public.move_deal(uuid, uuid, integer, uuid) is
  'Caller: who sells. Another stage, also of another pipeline; of two who move it at once the second is told. Answers get_deal. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 deal_not_found, PT404 pipeline_not_found, PT409 deal_closed, PT409 changed_meanwhile.';
revoke execute on function public.move_deal(uuid, uuid, integer, uuid) from public, anon, authenticated;
grant execute on function public.move_deal(uuid, uuid, integer, uuid) to authenticated;
