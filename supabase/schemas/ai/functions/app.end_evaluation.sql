create function app.end_evaluation(p_run public.ai_evaluation_runs, p_state text, p_failure text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_cases integer;
begin
  update public.ai_evaluation_runs r set state = p_state, failure = left(p_failure, 80), finished_at = clock_timestamp()
  where r.tenant_id = p_run.tenant_id and r.id = p_run.id and r.finished_at is null;
  if not found then
    return;
  end if;
  select count(*) into v_cases from public.ai_evaluation_results e
  where e.tenant_id = p_run.tenant_id and e.run_id = p_run.id and e.done_at is not null;
  if p_state = 'done' and v_cases > 0 then
    perform app.record_evaluation(p_run.tenant_id, p_run.prompt_id, 'all', p_run.model, v_cases, app.evaluation_figures(p_run.tenant_id, p_run.id), (
      select coalesce(jsonb_agg(jsonb_build_object('result_id', e.id, 'marks', e.marks) order by e.position), '[]') from public.ai_evaluation_results e
      where e.tenant_id = p_run.tenant_id and e.run_id = p_run.id and not e.is_right));
  else
    perform app.broadcast(p_run.tenant_id, 'assistant', jsonb_build_object('prompt_id', p_run.prompt_id));
  end if;
end;
$$;
comment on function app.end_evaluation(public.ai_evaluation_runs, text, text) is
  'Ends a run that the caller holds, once; done: its figures are those of the version from now on.';
revoke execute on function app.end_evaluation(public.ai_evaluation_runs, text, text) from public, anon, authenticated;
