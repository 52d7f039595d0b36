-- Workflows to begin with. Reference data.
create table app.workflow_recipes (
  key text primary key,
  position smallint not null,
  name text not null,
  definition jsonb not null
);

alter table app.workflow_recipes enable row level security;

create policy select_nobody on app.workflow_recipes for select to authenticated using (false);
