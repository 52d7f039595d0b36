-- What a clinic may have removed when it is old enough. What the law has kept is no target.
create table app.retention_targets (
  key text primary key,
  position integer not null,
  table_name text not null,
  condition text not null,
  act text not null default 'delete',
  act_set text,
  least_days integer not null,
  usual_days integer not null,
  constraint target_is_a_word check (key ~ '^[a-z][a-z0-9_]*$'),
  constraint retention_act_is_known check (act in ('delete', 'update') and (act = 'update') = (act_set is not null)),
  constraint usual_is_no_less check (usual_days >= least_days and least_days > 0)
);

alter table app.retention_targets enable row level security;

create policy select_nobody on app.retention_targets for select to authenticated using (false);

comment on column app.retention_targets.condition is 'Over t (the table): $1 clinic, $2 the moment before which it is old.';

-- No grants: the functions of retention read it.
revoke all on app.retention_targets from anon, authenticated;
