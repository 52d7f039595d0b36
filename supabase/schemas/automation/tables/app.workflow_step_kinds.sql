-- What a workflow can do. Reference data.
create table app.workflow_step_kinds (
  kind text primary key,
  position smallint not null,
  options jsonb not null default '{}',
  branches text[] not null default '{}',
  needs_conversation boolean not null default false,
  costs boolean not null default false,
  needs_person boolean not null default false
);

alter table app.workflow_step_kinds enable row level security;

create policy select_nobody on app.workflow_step_kinds for select to authenticated using (false);

comment on column app.workflow_step_kinds.needs_person is 'Of no use where a workflow is about the stock; what needs a conversation is not either.';
comment on column app.workflow_step_kinds.options is 'Option → {type: text, texts, number, boolean, member, tag, url, template, object or one of; max, min, required, variables, values}.';
comment on column app.workflow_step_kinds.branches is 'Names of the ways out; none: the next step follows.';
