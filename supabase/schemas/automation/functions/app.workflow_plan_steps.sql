create function app.workflow_plan_steps(p_steps jsonb, p_next text)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_plan jsonb := '{}';
  v_next text := p_next;
  v_step jsonb;
  v_branches jsonb;
  v_name text;
begin
  -- from the last to the first: each knows what follows
  for v_step in
    select s.x from jsonb_array_elements(p_steps) with ordinality s (x, n) order by s.n desc
  loop
    v_branches := '{}';
    foreach v_name in array (select k.branches from app.workflow_step_kinds k where k.kind = v_step ->> 'kind') loop
      v_branches := v_branches || jsonb_build_object(v_name, coalesce(v_step #>> array['branches', v_name, '0', 'id'], v_next));
      v_plan := v_plan || app.workflow_plan_steps(coalesce(v_step #> array['branches', v_name], '[]'), v_next);
    end loop;
    v_plan := v_plan || jsonb_build_object(v_step ->> 'id', jsonb_build_object('kind', v_step ->> 'kind',
      'options', coalesce(v_step -> 'options', '{}'), 'next', v_next, 'branches', v_branches));
    v_next := v_step ->> 'id';
  end loop;
  return v_plan;
end;
$$;
comment on function app.workflow_plan_steps(jsonb, text) is
  'A list of steps as the engine walks it; p_next follows the last one.';
revoke execute on function app.workflow_plan_steps(jsonb, text) from public, anon, authenticated;
