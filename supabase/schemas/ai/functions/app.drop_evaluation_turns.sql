create function app.drop_evaluation_turns(p_tenant_id uuid, p_run_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_turn public.ai_turns;
begin
  for v_turn in
    delete from public.ai_turns t using public.ai_evaluation_results r
    where r.tenant_id = p_tenant_id and r.run_id = p_run_id and t.tenant_id = p_tenant_id and t.id = r.id and t.is_test returning t.*
  loop
    perform app.count_assistant(p_tenant_id, v_turn.opened_at, jsonb_build_object('reserved', -v_turn.reserved_microcents));
  end loop;
end;
$$;
comment on function app.drop_evaluation_turns(uuid, uuid) is
  'Takes away the turns that a worker left behind, and gives back what was reserved for them. The caller holds the run.';
revoke execute on function app.drop_evaluation_turns(uuid, uuid) from public, anon, authenticated;
