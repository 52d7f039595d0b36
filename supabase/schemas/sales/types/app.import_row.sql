-- A row of a file as it is written: what it is known by, the values of its columns, and the record it is about.
create type app.import_row as (
  n integer, name text, sort text, cpf text, cnpj text, phones text[], emails text[], birth_date date, fields jsonb, custom jsonb, tags text[],
  company text, id uuid, patient_id uuid, is_new boolean
);
