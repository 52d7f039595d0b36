-- What a clinic, or a therapist, takes along. Reference data of the product; its order is that in which an importer writes.
create table app.clinic_export_tables (
  name text primary key,
  position smallint not null,
  is_of_clinic boolean not null default true,
  own_condition text,
  record_column text
);

alter table app.clinic_export_tables enable row level security;

create policy select_nobody on app.clinic_export_tables for select to authenticated using (false);

comment on table app.clinic_export_tables is 'Tables of the exports clinic and therapist.';
comment on column app.clinic_export_tables.own_condition is 'Which rows t are a therapist''s ($1 clinic, $2 therapist); NULL: none.';
comment on column app.clinic_export_tables.record_column is 'The patient of a row of the record: each is noted as copied.';
