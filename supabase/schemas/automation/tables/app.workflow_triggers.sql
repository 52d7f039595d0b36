-- What can start a workflow. Reference data.
create table app.workflow_triggers (
  kind text primary key,
  position smallint not null,
  event text not null,
  subject text not null,
  options jsonb not null default '{}',
  constraint subject_is_known check (subject in ('patient', 'thread', 'session', 'deal', 'stock'))
);

alter table app.workflow_triggers enable row level security;

create policy select_nobody on app.workflow_triggers for select to authenticated using (false);

comment on column app.workflow_triggers.subject is 'What a run is about. stock: no person; steps that need one do not fit.';
comment on table app.workflow_triggers is 'Kinds of trigger: the event of app.event_subscribers that they come from, and their options as in app.workflow_step_kinds.';
