-- What a condition can ask for. Reference data.
create table app.workflow_fields (
  field text primary key,
  position smallint not null,
  ops text[] not null,
  value text not null,
  constraint value_is_known check (value in ('boolean', 'text', 'number', 'tag', 'segment'))
);

alter table app.workflow_fields enable row level security;

create policy select_nobody on app.workflow_fields for select to authenticated using (false);
