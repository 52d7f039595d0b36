-- A job that is tried again goes on with its run, unless another one is underway.
create function app.revive_evaluation(p_tenant_id uuid, p_jobs app.jobs[])
returns void
language sql
set search_path = ''
as $$
  update public.ai_evaluation_runs r set state = 'waiting', failure = null, finished_at = null
  where r.tenant_id = p_tenant_id and r.state = 'failed' and r.id = (
    select f.id from unnest(p_jobs) j join public.ai_evaluation_runs f on f.tenant_id = p_tenant_id and f.id = app.typed_id(j.payload ->> 'id')
    where f.state = 'failed' order by f.created_at desc limit 1)
    and not exists (select from public.ai_evaluation_runs o where o.tenant_id = p_tenant_id and o.finished_at is null);
$$;
revoke execute on function app.revive_evaluation(uuid, app.jobs[]) from public, anon, authenticated;
