create function app.fail_job(
  p_tenant_id uuid, p_job_id bigint, p_lease_token uuid, p_error text, p_permanent boolean, p_retry_after_seconds integer
)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_job app.jobs;
  v_dead_function text;
begin
  update app.jobs j set
    last_error = left(p_error, 2000),
    lease_token = null,
    leased_until = null,
    dead_at = case when p_permanent or j.attempts >= app.max_attempts(j.kind) then now() end,
    run_at = now() + greatest(app.backoff(j.kind, j.attempts), make_interval(secs => coalesce(p_retry_after_seconds, 0)))
  where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token
    and j.finished_at is null and j.dead_at is null
  returning * into v_job;
  if v_job.dead_at is not null then
    select k.dead_function into v_dead_function from app.job_kinds k where k.kind = v_job.kind;
    if v_dead_function is not null then
      execute format('select %s($1)', v_dead_function) using v_job;
    end if;
  end if;
  return case when v_job.id is null then null when v_job.dead_at is null then 'retry' else 'dead' end;
end;
$$;
comment on function app.fail_job(uuid, bigint, uuid, text, boolean, integer) is 'Caller: worker that holds the lease. ''retry'' or ''dead''; NULL when the lease was lost.';
revoke execute on function app.fail_job(uuid, bigint, uuid, text, boolean, integer) from public, anon, authenticated;
grant execute on function app.fail_job(uuid, bigint, uuid, text, boolean, integer) to service_role;
