create function app.finish_job(p_tenant_id uuid, p_job_id bigint, p_lease_token uuid)
returns boolean
language sql
set search_path = ''
as $$
  update app.jobs set finished_at = now(), lease_token = null, leased_until = null
  where tenant_id = p_tenant_id and id = p_job_id and lease_token = p_lease_token and finished_at is null and dead_at is null
  returning true;
$$;
comment on function app.finish_job(uuid, bigint, uuid) is 'Caller: worker that holds the lease. NULL when the lease was lost: nothing changed.';
revoke execute on function app.finish_job(uuid, bigint, uuid) from public, anon, authenticated;
grant execute on function app.finish_job(uuid, bigint, uuid) to service_role;
