-- Inbox and outbox (B6): raw webhook events and durable jobs.

create table app.webhook_events (
  tenant_id uuid not null,
  channel_id uuid not null,
  event_key text not null,
  provider text not null,
  event_type text not null,
  outcome text not null,
  reason text,
  raw jsonb not null,
  received_at timestamptz not null default now(),
  reviewed_at timestamptz,
  primary key (tenant_id, channel_id, event_key),
  foreign key (tenant_id, channel_id) references public.notification_channels (tenant_id, id) on delete cascade,
  constraint outcome_is_known check (outcome in ('applied', 'ignored', 'unparsed'))
);
create index webhook_events_unparsed on app.webhook_events (tenant_id, received_at desc) where outcome = 'unparsed' and reviewed_at is null;
comment on table app.webhook_events is 'Every authentic webhook as received (secrets redacted), once per provider event (event_key).';
comment on column app.webhook_events.reviewed_at is 'When an administrator had seen an event of which something was not understood; NULL: it is still listed.';

create sequence app.line_numbers;

create table app.jobs (
  id bigint generated always as identity primary key,
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  kind text not null,
  payload jsonb not null,
  dedupe_key text,
  run_at timestamptz not null default now(),
  attempts integer not null default 0,
  max_attempts integer not null default 12,
  lease_token uuid,
  leased_until timestamptz,
  last_error text,
  finished_at timestamptz,
  dead_at timestamptz,
  line_no bigint not null default nextval('app.line_numbers'),
  tried_since timestamptz,
  created_at timestamptz not null default now(),
  constraint kind_is_known check (kind in ('send_message', 'opt_out_ack', 'opt_in_ack')),
  constraint finished_or_dead check (finished_at is null or dead_at is null)
) with (fillfactor = 80);
create index jobs_due on app.jobs (run_at) where finished_at is null and dead_at is null;
create index jobs_dead on app.jobs (tenant_id, dead_at desc) where dead_at is not null;
create index jobs_tenant on app.jobs (tenant_id, finished_at);
create unique index jobs_dedupe on app.jobs (dedupe_key) where dedupe_key is not null and finished_at is null;
comment on table app.jobs is 'Work to be done at least once. Claimed with a lease, retried with exponential back-off and jitter, dead after max_attempts, replayable.';

comment on column app.jobs.line_no is 'Sends of one conversation are attempted in this order. Given while the conversation is locked.';
comment on column app.jobs.tried_since is 'First attempt of a send since it was asked for.';

create table app.scheduled_functions (
  name text primary key,
  function_name text not null,
  schedule text not null,
  body jsonb not null default '{}',
  enabled boolean not null default true,
  created_at timestamptz not null default now()
);
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('process-jobs', 'process-jobs', '* * * * *', '{}'),
  ('prune-expired', 'process-jobs', '23 * * * *', '{"task": "prune"}');
comment on table app.scheduled_functions is 'Edge functions that run on a clock (cron expressions, UTC). pg_cron on a hosted project, the local scheduler otherwise.';

alter table app.webhook_events enable row level security;
alter table app.jobs enable row level security;
alter table app.scheduled_functions enable row level security;
create policy select_nobody on app.webhook_events for select to authenticated using (false);
create policy select_nobody on app.jobs for select to authenticated using (false);
create policy select_nobody on app.scheduled_functions for select to authenticated using (false);

-- 5 s, 10 s, 20 s … up to 15 min, with ±20 % jitter so that a recovering provider is not hit by all at once.
create function app.backoff(p_attempts integer)
returns interval
language sql
volatile
set search_path = ''
as $$
  select make_interval(secs => least(900, 5 * power(2, greatest(p_attempts, 1) - 1)) * (0.8 + random() * 0.4));
$$;
revoke execute on function app.backoff(integer) from public, anon, authenticated;
grant execute on function app.backoff(integer) to service_role;

create function app.finish_job(p_job_id bigint, p_lease_token uuid)
returns boolean
language sql
set search_path = ''
as $$
  update app.jobs set finished_at = now(), lease_token = null, leased_until = null
  where id = p_job_id and lease_token = p_lease_token and finished_at is null and dead_at is null
  returning true;
$$;
comment on function app.finish_job(bigint, uuid) is 'Caller: worker that holds the lease. NULL when the lease was lost: nothing changed.';

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

revoke execute on function app.finish_job(bigint, uuid), app.fail_job(bigint, uuid, text, boolean, integer) from public, anon, authenticated;
grant execute on function app.finish_job(bigint, uuid), app.fail_job(bigint, uuid, text, boolean, integer) to service_role;
grant usage on schema app to service_role;
