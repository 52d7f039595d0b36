-- Puts dead jobs back in the queue: one, or all that an administrator sees.
create function app.revive_jobs(p_tenant_id uuid, p_job_id bigint)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_jobs app.jobs[];
  v_batch record;
begin
  select array_agg(d.job) into v_jobs from (
    select j as job from app.jobs j join app.job_kinds k on k.kind = j.kind
    where j.tenant_id = p_tenant_id and j.dead_at is not null and (j.id = p_job_id or p_job_id is null and k.is_listed)
    order by j.line_no for update of j) d;
  for v_batch in
    select k.revive_function, array_agg(j order by j.line_no) as jobs
    from unnest(v_jobs) j join app.job_kinds k on k.kind = j.kind
    where k.revive_function is not null group by k.kind order by k.kind
  loop
    execute format('select %s($1, $2)', v_batch.revive_function) using p_tenant_id, v_batch.jobs;
  end loop;
  -- the function of the kind still holds what the places depend on
  update app.jobs j set
    dead_at = null, attempts = 0, run_at = now(), last_error = null, line_no = d.line_no, tried_since = null
  from (
    select o.id, nextval('app.line_numbers') as line_no from (
      select r.id from unnest(v_jobs) r order by r.line_no) o
  ) d
  where j.tenant_id = p_tenant_id and j.id = d.id;
  return coalesce(cardinality(v_jobs), 0);
end;
$$;
revoke execute on function app.revive_jobs(uuid, bigint) from public, anon, authenticated;
