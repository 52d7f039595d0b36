-- Where data of a person is: one row a table that names a patient, a conversation or a payer. The export of a person reads it, and so
-- does their erasure; a test compares it with the catalogue, so a new table cannot be forgotten.
create table app.personal_data (
  table_name text primary key,
  section text,
  position integer not null default 0,
  finder text not null,
  reader text not null default 'clinic',
  open_rows text,
  sorted_by text not null default '1',
  hidden text[] not null default '{}',
  erasure text not null,
  erased_rows text,
  erased_set text,
  erased_at integer not null default 50,
  rule text references app.retention_rules (key) on delete restrict,
  reason text,
  constraint reader_is_known check (reader in ('clinic', 'treating', 'desk', 'nobody')),
  constraint erasure_is_known check (erasure in ('delete', 'anonymise', 'keep', 'follows')),
  constraint anonymised_says_how check ((erasure = 'anonymise') = (erased_set is not null)),
  constraint kept_by_a_rule check ((erasure <> 'keep' and erased_rows is null) or rule is not null),
  constraint left_out_says_why check (section is not null and erasure <> 'follows' or reason is not null)
);

alter table app.personal_data enable row level security;

create index personal_data_rule on app.personal_data (rule) where rule is not null;

create policy select_nobody on app.personal_data for select to authenticated using (false);

comment on table app.personal_data is 'How data of one person is found, who may have a copy, and what an erasure does with it. Its SQL comes with the product alone.';
comment on column app.personal_data.section is 'Part of an export; NULL: not in it, for the reason given.';
comment on column app.personal_data.finder is 'Condition over t (the table): $1 clinic, $2 the person''s patients (merged ones too), $3 conversations of nobody else, $4 payers, $5 addresses and phones.';
comment on column app.personal_data.reader is 'clinic: whoever may ask for the export. treating: only who treats the person. desk: everybody but therapists. nobody: named and withheld.';
comment on column app.personal_data.open_rows is 'Of a table that only who treats the person reads: the rows that others have too.';
comment on column app.personal_data.erasure is 'delete, anonymise (erased_set), keep (rule), or follows: it goes with a row of another table, or holds no word about anybody.';
comment on column app.personal_data.erased_rows is 'Which of the rows are erased; the others are kept by the rule. NULL: all of them.';
comment on column app.personal_data.erased_at is 'Order of the erasure: what refers goes before what is referred to.';

-- No grants: the functions of exports and erasures read it.
revoke all on app.personal_data from anon, authenticated;
