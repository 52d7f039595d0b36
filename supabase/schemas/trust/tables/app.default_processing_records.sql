-- What Zelo does with data of people in the name of a clinic: the register of every clinic begins with it.
create table app.default_processing_records (
  key text primary key,
  position integer not null,
  name text not null,
  purpose text not null,
  legal_basis text not null,
  data_kinds text not null,
  people text not null,
  recipients text not null,
  countries text not null,
  retention text not null,
  constraint processing_key_is_a_word check (key ~ '^[a-z][a-z0-9_]*$')
);

alter table app.default_processing_records enable row level security;

create policy select_nobody on app.default_processing_records for select to authenticated using (false);

comment on table app.default_processing_records is 'In Portuguese: the register is a document for the authority (LGPD art. 37).';

-- No grants: list_processing_records answers them.
revoke all on app.default_processing_records from anon, authenticated;
