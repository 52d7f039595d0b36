-- What a clinic that leaves may still do.
create table app.cancelled_functions (
  name text primary key,
  constraint cancelled_function_has_a_schema check (name ~ '^(public|app)\.[a-z_]+$')
);

alter table app.cancelled_functions enable row level security;

create policy select_nobody on app.cancelled_functions for select to authenticated using (false);

comment on table app.cancelled_functions is 'Functions that write and are open to a cancelled clinic. Those that only read are open to it anyhow.';
