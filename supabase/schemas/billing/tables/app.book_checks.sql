create table app.book_checks (
  id bigint generated always as identity primary key,
  checked_at timestamptz not null default now(),
  faults jsonb not null,
  constraint faults_is_a_list check (jsonb_typeof(faults) = 'array')
);

alter table app.book_checks enable row level security;

create index book_checks_newest on app.book_checks (checked_at desc);

create policy select_nobody on app.book_checks for select to authenticated using (false);

comment on table app.book_checks is
  'One row a check: [{tenant_id, addon_type, fault balance|chain|hold, or one of app.money_faults}], empty when the books are in order; addon_type is null for WhatsApp credits and for patients'' money. Kept a year.';
