create table app.job_kinds (
  kind text primary key,
  lease_seconds integer not null default 60,
  max_attempts integer not null default 12,
  backoff_base_seconds integer not null default 5,
  backoff_cap_seconds integer not null default 900,
  is_listed boolean not null default true,
  open_function text,
  dead_function text,
  revive_function text,
  summary_function text,
  constraint kind_is_a_word check (kind ~ '^[a-z][a-z0-9_]*$'),
  constraint lease_is_positive check (lease_seconds > 0),
  constraint attempts_are_positive check (max_attempts > 0),
  constraint backoff_grows check (backoff_base_seconds > 0 and backoff_cap_seconds >= backoff_base_seconds),
  constraint functions_are_of_app check (
    coalesce(open_function, 'app.x') ~ '^app\.[a-z_]+$' and coalesce(dead_function, 'app.x') ~ '^app\.[a-z_]+$'
    and coalesce(revive_function, 'app.x') ~ '^app\.[a-z_]+$' and coalesce(summary_function, 'app.x') ~ '^app\.[a-z_]+$')
);

alter table app.job_kinds enable row level security;

create policy select_nobody on app.job_kinds for select to authenticated using (false);

comment on table app.job_kinds is 'What the queue knows of each kind of job; the rows belong to the domains. Its handler is _shared/<domain>/jobs/<kind>.ts, its name on the screen queue.kinds.<kind>.';
comment on column app.job_kinds.lease_seconds is 'How long a worker has a job before another may take it.';
comment on column app.job_kinds.is_listed is 'Whether an administrator sees jobs of this kind in Filas.';
comment on column app.job_kinds.open_function is
  'Called by claim_jobs with the jobs it has just leased: (app.jobs[]) returns jsonb, {job id: what the handler is given}. A job that is not in the answer is not handed out; the function has closed it or given its lease back.';
comment on column app.job_kinds.dead_function is 'Called once nobody works on a job any more: (app.jobs) returns void.';
comment on column app.job_kinds.revive_function is 'Called before dead jobs go back to the queue: (tenant uuid, app.jobs[]) returns void.';
comment on column app.job_kinds.summary_function is 'What a job is about, in the words of the clinic: (app.jobs) returns text.';
