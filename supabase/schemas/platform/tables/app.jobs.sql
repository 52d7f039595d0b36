create table app.jobs (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id bigint not null default nextval('app.job_ids'),
  kind text not null references app.job_kinds (kind) on delete restrict,
  payload jsonb not null,
  dedupe_key text,
  run_at timestamptz not null default now(),
  attempts integer not null default 0,
  lease_token uuid,
  leased_until timestamptz,
  last_error text,
  finished_at timestamptz,
  dead_at timestamptz,
  line_no bigint not null default nextval('app.line_numbers'),
  tried_since timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint finished_or_dead check (finished_at is null or dead_at is null)
) with (fillfactor = 80);

alter table app.jobs enable row level security;

create index jobs_due on app.jobs (run_at) where finished_at is null and dead_at is null;
create index jobs_dead on app.jobs (tenant_id, dead_at desc) where dead_at is not null;
create index jobs_tenant on app.jobs (tenant_id, finished_at);
create index jobs_kind on app.jobs (kind);
create unique index jobs_dedupe on app.jobs (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null;

create policy select_nobody on app.jobs for select to authenticated using (false);

comment on table app.jobs is 'Work to be done at least once. Claimed with a lease, retried with exponential back-off and jitter, dead after the most attempts of its kind, replayable.';
comment on column app.jobs.line_no is 'Sends of one conversation are attempted in this order. Given while the conversation is locked.';
comment on column app.jobs.tried_since is 'First attempt of a send since it was asked for.';
