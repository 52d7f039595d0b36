create function app.fail_job(p_job_id bigint, p_lease_token uuid, p_error text, p_permanent boolean, p_retry_after_seconds integer)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_job app.jobs;
begin
  update app.jobs j set
    last_error = left(p_error, 2000),
    lease_token = null,
    leased_until = null,
    dead_at = case when p_permanent or j.attempts >= j.max_attempts then now() end,
    run_at = now() + greatest(app.backoff(j.attempts), make_interval(secs => coalesce(p_retry_after_seconds, 0)))
  where j.id = p_job_id and j.lease_token = p_lease_token and j.finished_at is null and j.dead_at is null
  returning * into v_job;
  if v_job.dead_at is not null and v_job.kind = 'send_message' then
    -- nobody works on it any more: it must not look as if somebody did
    perform app.fail_message(v_job.tenant_id, (v_job.payload ->> 'message_id')::uuid, 'delivery_unknown', p_error);
  end if;
  return case when v_job.id is null then null when v_job.dead_at is null then 'retry' else 'dead' end;
end;
$$;
comment on function app.fail_job(bigint, uuid, text, boolean, integer) is 'Caller: worker that holds the lease. ''retry'' or ''dead''; NULL when the lease was lost.';
revoke execute on function app.fail_job(bigint, uuid, text, boolean, integer) from public, anon, authenticated;
grant execute on function app.fail_job(bigint, uuid, text, boolean, integer) to service_role;
