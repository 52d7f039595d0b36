-- Who wants to hear of what happened. Reference data: its rows belong to the domains that listen.
create table app.event_subscribers (
  event text not null,
  job_kind text not null references app.job_kinds (kind) on delete cascade,
  wanted_function text,
  primary key (event, job_kind),
  constraint event_is_domain_and_verb check (event ~ '^[a-z_]+\.[a-z_]+$'),
  constraint wanted_function_is_of_app check (wanted_function ~ '^app\.[a-z_]+$')
);

alter table app.event_subscribers enable row level security;

create index event_subscribers_kind on app.event_subscribers (job_kind);

create policy select_nobody on app.event_subscribers for select to authenticated using (false);

comment on table app.event_subscribers is 'Each event becomes one job of each kind that listens to it, in the transaction of what happened. The domain that tells knows none of those that listen.';
comment on column app.event_subscribers.wanted_function is 'Asked before a job is made: (tenant uuid, event text, payload jsonb) returns boolean. NULL: always wanted.';
