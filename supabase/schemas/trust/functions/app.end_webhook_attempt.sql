-- The attempt, the delivery and its job change together: killed before, nothing is noted and the same id is sent again.
create function app.end_webhook_attempt(
  p_tenant_id uuid, p_id uuid, p_job_id bigint, p_lease_token uuid, p_attempt jsonb, p_now timestamptz default clock_timestamp()
)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_job app.jobs;
  v_row public.webhook_deliveries;
  v_status integer := (p_attempt ->> 'status')::integer;
  v_is_over boolean;
  v_end text := 'finished';
begin
  select * into v_job from app.jobs j
  where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token and j.finished_at is null and j.dead_at is null
  for update;
  if v_job.id is null then
    return 'lost';
  end if;
  update public.webhook_deliveries d set attempts = d.attempts + 1, last_status = v_status, last_error = p_attempt ->> 'error'
  where d.tenant_id = p_tenant_id and d.id = p_id returning * into v_row;
  if v_row.id is null then
    perform app.finish_job(p_tenant_id, p_job_id, p_lease_token);
    return 'finished';
  end if;
  insert into public.webhook_attempts (tenant_id, delivery_id, number, at, duration_ms, status, error, response)
  values (p_tenant_id, p_id, v_row.attempts, p_now, (p_attempt ->> 'duration_ms')::integer, v_status, p_attempt ->> 'error',
    left(p_attempt ->> 'response', 2000));
  if v_status between 200 and 299 then
    update public.webhook_deliveries d set state = 'delivered', delivered_at = p_now, next_attempt_at = null, last_error = null
    where d.tenant_id = p_tenant_id and d.id = p_id;
    update public.webhook_endpoints e set failing_since = null
    where e.tenant_id = p_tenant_id and e.id = v_row.endpoint_id and e.failing_since is not null;
    perform app.finish_job(p_tenant_id, p_job_id, p_lease_token);
    perform app.broadcast(p_tenant_id, 'webhook', jsonb_build_object('endpoint_id', v_row.endpoint_id));
    return 'finished';
  end if;
  v_is_over := v_row.is_test or v_status = 410 or v_job.attempts >= app.max_attempts(v_job.kind);
  if v_is_over then
    update public.webhook_deliveries d set state = 'failed', next_attempt_at = null where d.tenant_id = p_tenant_id and d.id = p_id;
    perform app.finish_job(p_tenant_id, p_job_id, p_lease_token);
  else
    perform app.fail_job(p_tenant_id, p_job_id, p_lease_token, p_attempt ->> 'error', false, (p_attempt ->> 'retry_after_seconds')::integer);
    update public.webhook_deliveries d set next_attempt_at = (select j.run_at from app.jobs j where j.tenant_id = p_tenant_id and j.id = p_job_id)
    where d.tenant_id = p_tenant_id and d.id = p_id;
    v_end := 'retried';
  end if;
  if not v_row.is_test then
    perform app.note_webhook_failure(p_tenant_id, v_row.endpoint_id, v_status, p_now);
  end if;
  perform app.broadcast(p_tenant_id, 'webhook', jsonb_build_object('endpoint_id', v_row.endpoint_id));
  return v_end;
end;
$$;
comment on function app.end_webhook_attempt(uuid, uuid, bigint, uuid, jsonb, timestamptz) is
  'Caller: the worker that holds the job. p_attempt: {status, error, duration_ms, response, retry_after_seconds}. finished, retried, or lost when another has the job.';
revoke execute on function app.end_webhook_attempt(uuid, uuid, bigint, uuid, jsonb, timestamptz) from public, anon, authenticated;
grant execute on function app.end_webhook_attempt(uuid, uuid, bigint, uuid, jsonb, timestamptz) to service_role;
