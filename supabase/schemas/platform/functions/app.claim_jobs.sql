-- Leases up to p_limit due jobs. What a kind adds to its jobs, and which of them have nothing to do any more, says the
-- open_function of the kind, within the same call.
create function app.claim_jobs(p_limit integer, p_lease_seconds integer default null)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_batch record;
  v_opened jsonb;
  v_claimed jsonb := '[]';
  v_due boolean;
begin
  loop
    v_due := false;
    for v_batch in
      -- materialized: a plan that ran the sub-query again for each row would lock more than the limit
      with due as materialized (
        select c.tenant_id, c.id from app.jobs c
        where c.finished_at is null and c.dead_at is null and c.run_at <= now()
          and (c.leased_until is null or c.leased_until < clock_timestamp())
        order by c.run_at, c.line_no limit p_limit
        for update skip locked),
      leased as (
        update app.jobs j set
          attempts = j.attempts + 1, lease_token = gen_random_uuid(),
          leased_until = clock_timestamp() + make_interval(secs => coalesce(p_lease_seconds, k.lease_seconds))
        from due, app.job_kinds k
        where j.tenant_id = due.tenant_id and j.id = due.id and k.kind = j.kind
        returning j as job, k.open_function)
      -- one kind after the other, as every worker: each locks in an order of its own
      select l.open_function, array_agg(l.job) as jobs from leased l group by (l.job).kind, l.open_function order by (l.job).kind
    loop
      v_due := true;
      v_opened := null;
      if v_batch.open_function is not null then
        execute format('select %s($1)', v_batch.open_function) into v_opened using v_batch.jobs;
      end if;
      select v_claimed || coalesce(jsonb_agg(jsonb_build_object('job_id', j.id, 'kind', j.kind, 'tenant_id', j.tenant_id,
        'lease_token', j.lease_token, 'attempts', j.attempts, 'payload', j.payload, 'opened', v_opened -> j.id::text)), '[]')
      into v_claimed
      from unnest(v_batch.jobs) j
      where v_batch.open_function is null or v_opened ? j.id::text;
    end loop;
    -- an empty answer means that nothing is due, not that all that was due had nothing to do any more
    exit when not v_due or v_claimed <> '[]';
  end loop;
  return v_claimed;
end;
$$;
comment on function app.claim_jobs(integer, integer) is
  'Caller: process-jobs. Empty when nothing is due. Array of {job_id, kind, tenant_id, lease_token, attempts, payload, opened: what the kind adds|null}.';
revoke execute on function app.claim_jobs(integer, integer) from public, anon, authenticated;
grant execute on function app.claim_jobs(integer, integer) to service_role;
