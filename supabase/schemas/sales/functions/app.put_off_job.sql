create function app.put_off_job(p_tenant_id uuid, p_job_id bigint, p_lease_token uuid, p_run_at timestamptz, p_payload jsonb default '{}')
returns boolean
language sql
set search_path = ''
as $$
  update app.jobs j set lease_token = null, leased_until = null, attempts = greatest(j.attempts - 1, 0), run_at = p_run_at,
    payload = j.payload || p_payload
  where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token and j.finished_at is null and j.dead_at is null
  returning true;
$$;
comment on function app.put_off_job(uuid, bigint, uuid, timestamptz, jsonb) is
  'Caller: whoever holds the lease and did nothing: the job is done later, and this was no attempt. NULL when the lease was lost.';
revoke execute on function app.put_off_job(uuid, bigint, uuid, timestamptz, jsonb) from public, anon, authenticated;
grant execute on function app.put_off_job(uuid, bigint, uuid, timestamptz, jsonb) to service_role;
