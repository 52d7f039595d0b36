-- How the rows of a patient go along when two patients become one. A table that refers to patients and has no row here goes along as it is.
create table app.patient_references (
  table_name text not null,
  column_name text not null,
  set_column text,
  place_columns text[] not null default '{}',
  demoted jsonb,
  keeps_copy boolean not null default false,
  moves boolean not null default true,
  is_counted boolean not null default true,
  primary key (table_name, column_name)
);

alter table app.patient_references enable row level security;

create policy select_nobody on app.patient_references for select to authenticated using (false);

comment on table app.patient_references is 'Exceptions to one rule: every row that refers to the merged patient refers to the surviving one, and a row that cannot (the survivor has its like) stays where it is.';
comment on column app.patient_references.column_name is 'The column of the foreign key.';
comment on column app.patient_references.set_column is 'Where that column is generated: the one to be written.';
comment on column app.patient_references.place_columns is 'What a row is among those of its patient (first phone, position): put back as it was by an undo.';
comment on column app.patient_references.demoted is 'What a row becomes when its place is taken at the survivor.';
comment on column app.patient_references.keeps_copy is 'The row is replaced by every form: an undo brings it back though it was removed meanwhile.';
comment on column app.patient_references.moves is 'False: it stays with the patient it was about.';
comment on column app.patient_references.is_counted is 'False: how many there are is nobody''s business but its readers'' (private notes, who read what).';

-- No grants: the merge and its undo read it.
revoke all on app.patient_references from anon, authenticated;
