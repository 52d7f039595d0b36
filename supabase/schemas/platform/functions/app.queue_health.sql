create function app.queue_health()
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'waiting', count(*) filter (where dead_at is null and (leased_until is null or leased_until < now())),
    'running', count(*) filter (where dead_at is null and leased_until >= now()),
    'dead', count(*) filter (where dead_at is not null),
    'oldest_waiting_seconds', coalesce(floor(extract(epoch from now() - min(run_at) filter (where dead_at is null and run_at <= now()))), 0))
  from app.jobs where finished_at is null;
$$;
comment on function app.queue_health() is 'Caller: health and monitoring. {waiting, running, dead, oldest_waiting_seconds} of all clinics.';
revoke execute on function app.queue_health() from public, anon, authenticated;
grant execute on function app.queue_health() to service_role;
