create table app.search_kinds (
  kind text primary key,
  position smallint not null
);

alter table app.search_kinds enable row level security;

create policy select_nobody on app.search_kinds for select to authenticated using (false);

comment on table app.search_kinds is 'What the search can find. position decides between two that fit equally well.';
