create function public.get_queue_metrics(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  return (
    select jsonb_build_object(
      'waiting', count(*) filter (where j.finished_at is null and j.dead_at is null and j.attempts = 0
        and (j.leased_until is null or j.leased_until < now())),
      'retrying', count(*) filter (where j.finished_at is null and j.dead_at is null and j.attempts > 0
        and (j.leased_until is null or j.leased_until < now())),
      'running', count(*) filter (where j.finished_at is null and j.dead_at is null and j.leased_until >= now()),
      'dead', count(*) filter (where j.dead_at is not null),
      'oldest_waiting_seconds', coalesce(floor(extract(epoch from now() - min(j.created_at)
        filter (where j.finished_at is null and j.dead_at is null))), 0),
      'finished_last_hour', count(*) filter (where j.finished_at >= now() - interval '1 hour'),
      'failed_last_hour', count(*) filter (where j.dead_at >= now() - interval '1 hour'),
      -- what the inbox calls not sent, whether or not its job is still there
      'unsent', (select count(*) from public.conversation_messages m
        where m.tenant_id = p_tenant_id and m.status = 'failed' and m.occurred_at > now() - interval '30 days'
          and m.error_code is distinct from 'cancelled'),
      'unparsed', (select count(*) from app.webhook_events e where e.tenant_id = p_tenant_id and e.outcome = 'unparsed' and e.reviewed_at is null),
      'per_minute', (
        select jsonb_agg(jsonb_build_object('at', g.minute, 'finished', coalesce(f.finished, 0), 'failed', coalesce(f.failed, 0))
          order by g.minute)
        from generate_series(date_trunc('minute', now()) - interval '59 minutes', date_trunc('minute', now()), interval '1 minute') g (minute)
        left join (
          select date_trunc('minute', coalesce(d.finished_at, d.dead_at)) as minute,
            count(d.finished_at) as finished, count(d.dead_at) as failed
          from app.jobs d
          join app.job_kinds c on c.kind = d.kind and c.is_listed
          where d.tenant_id = p_tenant_id and coalesce(d.finished_at, d.dead_at) >= now() - interval '1 hour'
          group by 1
        ) f on f.minute = g.minute))
    from app.jobs j
    join app.job_kinds k on k.kind = j.kind and k.is_listed
    where j.tenant_id = p_tenant_id);
end;
$$;
comment on function public.get_queue_metrics(uuid) is
  'Caller: owner or admin. {waiting, retrying, running, dead, oldest_waiting_seconds, finished_last_hour, failed_last_hour, unsent: failed messages of thirty days, unparsed, per_minute[60]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.get_queue_metrics(uuid) from public, anon, authenticated;
grant execute on function public.get_queue_metrics(uuid) to authenticated;
