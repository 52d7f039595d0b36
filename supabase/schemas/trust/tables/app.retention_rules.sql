-- What the law has a clinic keep, and for how long: the reason that stands on a certificate of erasure.
create table app.retention_rules (
  key text primary key,
  law text not null,
  reason text not null,
  years integer,
  counts_from text not null,
  constraint rule_is_a_word check (key ~ '^[a-z][a-z0-9_]*$'),
  constraint years_are_sane check (years between 1 and 100),
  constraint counts_from_is_known check (counts_from in ('last_record_entry', 'end_of_year', 'erasure', 'nothing'))
);

alter table app.retention_rules enable row level security;

create policy select_nobody on app.retention_rules for select to authenticated using (false);

comment on table app.retention_rules is 'Legal reasons to keep data of somebody who asked for its erasure (LGPD art. 16). In Portuguese: they are printed on the certificate.';
comment on column app.retention_rules.counts_from is 'last_record_entry: the day of the last entry in the record. end_of_year: the end of the year of the last payment. erasure: the day of the erasure. nothing: no end that a clinic decides.';

-- No grants: preview_erasure answers them.
revoke all on app.retention_rules from anon, authenticated;
