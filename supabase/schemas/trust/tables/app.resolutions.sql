-- How long conversations took: one row each time that one was finished.
create table app.resolutions (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default app.time_ordered_uuid(),
  thread_id uuid not null,
  opened_at timestamptz not null,
  finished_at timestamptz not null,
  finished_by uuid,
  business_minutes integer not null,
  primary key (tenant_id, id),
  constraint it_ends_after_it_began check (finished_at >= opened_at)
);

alter table app.resolutions enable row level security;

create index resolutions_finished on app.resolutions (tenant_id, finished_at);
create index resolutions_thread on app.resolutions (tenant_id, thread_id, finished_at desc);

create policy select_nobody on app.resolutions for select to authenticated using (false);

comment on table app.resolutions is 'From the first message after the closing before it until it was finished. Opened again by hand it never was finished: the row goes. No foreign key: it follows its conversation into another.';
comment on column app.resolutions.finished_by is 'Who of the clinic; NULL when a rule did.';
comment on column app.resolutions.business_minutes is 'As of app.first_answers.';

grant select, insert, update, delete on app.resolutions to service_role;
