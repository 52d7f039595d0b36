-- Leases up to p_limit due jobs. A send that is settled already is closed on the way; one whose lease ran out in
-- mid-attempt comes with uncertain = true.
create function app.claim_jobs(p_limit integer, p_lease_seconds integer default extract(epoch from app.job_lease()))
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_job app.jobs;
  v_send jsonb;
  v_claimed jsonb := '[]';
  v_due boolean;
begin
  loop
    v_due := false;
    for v_job in
      -- materialized: a plan that ran the sub-query again for each row would lock more than the limit
      with due as materialized (
        select c.id from app.jobs c
        where c.finished_at is null and c.dead_at is null and c.run_at <= now()
          and (c.leased_until is null or c.leased_until < clock_timestamp())
        order by c.run_at, c.line_no limit p_limit
        for update skip locked),
      leased as (
        update app.jobs j set
          attempts = j.attempts + 1, lease_token = gen_random_uuid(),
          leased_until = clock_timestamp() + make_interval(secs => p_lease_seconds)
        from due where j.id = due.id
        returning j.*)
      -- by conversation, as every worker: each send that is opened locks one
      select l.* from leased l
      left join public.conversation_messages m on m.tenant_id = l.tenant_id and m.id = (l.payload ->> 'message_id')::uuid
      order by m.thread_id, l.line_no
    loop
      v_due := true;
      v_send := null;
      if v_job.kind = 'send_message' then
        v_send := app.open_send(v_job);
        continue when v_send is null;
      end if;
      v_claimed := v_claimed || jsonb_build_object('job_id', v_job.id, 'kind', v_job.kind, 'tenant_id', v_job.tenant_id,
        'lease_token', v_job.lease_token, 'attempts', v_job.attempts, 'payload', v_job.payload, 'send', v_send);
    end loop;
    -- an empty answer means that nothing is due, not that all that was due was settled already
    exit when not v_due or v_claimed <> '[]';
  end loop;
  return v_claimed;
end;
$$;
comment on function app.claim_jobs(integer, integer) is
  'Caller: process-jobs. Empty when nothing is due. Array of {job_id, kind, tenant_id, lease_token, attempts, payload, send: SendLease|null}.';
revoke execute on function app.claim_jobs(integer, integer) from public, anon, authenticated;
grant execute on function app.claim_jobs(integer, integer) to service_role;
