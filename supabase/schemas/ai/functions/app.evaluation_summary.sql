-- What a job of an evaluation is about: the name of the version.
create function app.evaluation_summary(p_job app.jobs)
returns text
language sql
stable
set search_path = ''
as $$
  select p.name from public.ai_evaluation_runs r join public.ai_prompts p on p.tenant_id = r.tenant_id and p.id = r.prompt_id
  where r.tenant_id = p_job.tenant_id and r.id = app.typed_id(p_job.payload ->> 'id');
$$;
revoke execute on function app.evaluation_summary(app.jobs) from public, anon, authenticated;
