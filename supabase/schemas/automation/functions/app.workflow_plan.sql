create function app.workflow_plan(p_definition jsonb)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('first', p_definition #>> '{steps,0,id}', 'steps', app.workflow_plan_steps(p_definition -> 'steps', null));
$$;
comment on function app.workflow_plan(jsonb) is
  'The plan of a definition without problems.';
revoke execute on function app.workflow_plan(jsonb) from public, anon, authenticated;
