create function app.evaluation_json(p_run public.ai_evaluation_runs)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('id', p_run.id, 'prompt_id', p_run.prompt_id, 'state', p_run.state, 'failure', p_run.failure, 'model', p_run.model,
    'total', p_run.total, 'done', p_run.done, 'cost_microcents', p_run.cost_microcents, 'created_at', p_run.created_at, 'finished_at', p_run.finished_at,
    'created_by', (select p.full_name from public.profiles p where p.id = p_run.created_by));
$$;
comment on function app.evaluation_json(public.ai_evaluation_runs) is
  'A run as screens see it: {id, prompt_id, state: waiting | running | done | cancelled | stopped | failed, failure, model, total, done, cost_microcents, created_at, finished_at, created_by: name | null}.';
revoke execute on function app.evaluation_json(public.ai_evaluation_runs) from public, anon, authenticated;
