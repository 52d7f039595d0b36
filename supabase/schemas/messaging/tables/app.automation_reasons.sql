-- What is sent by itself, and what for: an opt-out of that purpose refuses it. Reference data: each domain adds its own.
create table app.automation_reasons (
  reason text primary key,
  purpose text not null,
  priority smallint not null default 80,
  constraint purpose_is_known check (purpose in ('ack', 'service', 'reminders', 'marketing')),
  constraint priority_is_sane check (priority between 1 and 100)
);

alter table app.automation_reasons enable row level security;

create policy select_nobody on app.automation_reasons for select to authenticated using (false);

comment on table app.automation_reasons is 'ack: answers an opt-out itself; service: what the person asked for or has to know; only an opt-out of everything refuses it.';
comment on column app.automation_reasons.priority is 'What is lower than that of session_reminder leaves the credits alone that the reminders of the next 24 hours need.';
