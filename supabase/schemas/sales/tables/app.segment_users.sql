-- Who may refer to a segment: what is named here keeps it from being deleted. Reference data.
create table app.segment_users (
  kind text primary key,
  position smallint not null,
  function_name text not null,
  constraint kind_is_a_word check (kind ~ '^[a-z_]{2,30}$'),
  constraint it_is_a_function_of_app check (function_name ~ '^app\.[a-z_]+$')
);

alter table app.segment_users enable row level security;

create policy select_nobody on app.segment_users for select to authenticated using (false);

comment on table app.segment_users is 'Kinds of things that use segments, and the function that finds those of one: (clinic, segment) returns (id uuid, name text).';

revoke all on app.segment_users from anon, authenticated;
