-- Which comparisons each type of a segment's field knows. Reference data.
create table app.segment_types (
  key text primary key,
  position smallint not null,
  ops text[] not null,
  constraint key_is_known check (key in ('text', 'list', 'number', 'boolean', 'day', 'moment'))
);

alter table app.segment_types enable row level security;

create policy select_nobody on app.segment_types for select to authenticated using (false);

comment on table app.segment_types is 'Types of fields of segments and their comparisons; app.segment_test writes the SQL of each.';

revoke all on app.segment_types from anon, authenticated;
