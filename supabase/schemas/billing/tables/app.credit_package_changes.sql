create table app.credit_package_changes (
  id bigint generated always as identity primary key,
  package_id uuid not null,
  changed_by uuid,
  changed_at timestamptz not null default now(),
  before jsonb,
  after jsonb,
  note text,
  constraint something_was_or_is check (before is not null or after is not null)
);

alter table app.credit_package_changes enable row level security;

create policy select_nobody on app.credit_package_changes for select to authenticated using (false);

comment on table app.credit_package_changes is 'A few rows a year, so no index. One row for every package that was created (before is NULL), changed or deleted (after is NULL), whoever did it; never changed. Its place in the shop is not noted.';
comment on column app.credit_package_changes.package_id is 'Not a foreign key: the trace outlives the package.';
comment on column app.credit_package_changes.changed_by is 'NULL: no person, but an operator of the database. Not a foreign key: the trace outlives the account.';
