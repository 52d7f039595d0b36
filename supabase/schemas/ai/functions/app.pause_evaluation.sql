create function app.pause_evaluation(p_tenant_id uuid, p_job_id bigint, p_lease_token uuid)
returns boolean
language sql
set search_path = ''
as $$
  update app.jobs j set attempts = 0, lease_token = null, leased_until = null, run_at = now()
  where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token and j.finished_at is null and j.dead_at is null
  returning true;
$$;
comment on function app.pause_evaluation(uuid, bigint, uuid) is
  'Caller: worker that has worked on an evaluation long enough: others have their turn. NULL when the lease was lost.';
revoke execute on function app.pause_evaluation(uuid, bigint, uuid) from public, anon, authenticated;
grant execute on function app.pause_evaluation(uuid, bigint, uuid) to service_role;
