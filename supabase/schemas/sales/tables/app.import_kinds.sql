-- What can be imported: a row, and two functions that know the entity. Reference data of the product.
create table app.import_kinds (
  key text primary key,
  position smallint not null,
  roles text[] not null,
  table_name text not null,
  entity text not null,
  columns text[] not null,
  match_function text not null,
  write_function text not null,
  keys text[] not null,
  parts text[] not null default '{}',
  undo_function text,
  reads text[] not null default '{}',
  check_function text,
  module text references public.modules (key) on delete restrict,
  constraint import_kinds_key_is_a_word check (key ~ '^[a-z][a-z_]*$'),
  constraint functions_are_of_app check (
    match_function ~ '^app\.[a-z_]+$' and write_function ~ '^app\.[a-z_]+$' and coalesce(undo_function, 'app.x') ~ '^app\.[a-z_]+$'
    and coalesce(check_function, 'app.x') ~ '^app\.[a-z_]+$')
);

alter table app.import_kinds enable row level security;

create index import_kinds_module on app.import_kinds (module) where module is not null;

create policy select_nobody on app.import_kinds for select to authenticated using (false);

comment on table app.import_kinds is 'Kinds of imports, and who may. A new one is a row, its two functions, and its fields in _shared/sales/import/fields.ts.';
comment on column app.import_kinds.columns is 'Columns of the table that a row of a file may fill; what else it names is ignored.';
comment on column app.import_kinds.match_function is '(clinic, app.import_row[]) returns setof (n, id, patient_id): the record that each row is about, once a row.';
comment on column app.import_kinds.write_function is '(public.imports, app.import_row[]) returns void: writes rows of which no two are about one record; is_new ones are inserted under their id.';
comment on column app.import_kinds.keys is 'What two rows of one file share when they may be about one record: cpf, cnpj, phones, emails, name+phones, name+emails, name+birth_date, name+city, name, or field:<column>.';
comment on column app.import_kinds.reads is 'What else a row may say: words that the functions of the kind turn into columns.';
comment on column app.import_kinds.check_function is '(clinic, options of the import, app.import_row[]) returns table (n, problem): rows that would be refused, for the preview.';
comment on column app.import_kinds.module is 'Part of the product without which nobody imports this.';
comment on column app.import_kinds.parts is 'Tables whose rows are parts of a record: they go with it in an undo; what any other table refers to stays.';
comment on column app.import_kinds.undo_function is '(public.imports, ids) returns void: settles records that cannot simply be deleted; without it they are.';

-- No grants: the functions of imports read it.
revoke all on app.import_kinds from anon, authenticated;
