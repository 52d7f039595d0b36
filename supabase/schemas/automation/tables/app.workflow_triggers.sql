-- What can start a workflow. Reference data.
create table app.workflow_triggers (
  kind text primary key,
  position smallint not null,
  event text not null,
  subject text not null,
  options jsonb not null default '{}',
  constraint subject_is_known check (subject in ('patient', 'thread', 'session', 'deal'))
);

alter table app.workflow_triggers enable row level security;

create policy select_nobody on app.workflow_triggers for select to authenticated using (false);

comment on table app.workflow_triggers is 'Kinds of trigger: the event of app.event_subscribers that they come from, and their options as in app.workflow_step_kinds.';
