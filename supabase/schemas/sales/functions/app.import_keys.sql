-- What a row of a file shares with every other row that may be about the same record.
create function app.import_keys(p_keys text[], p_row app.import_row)
returns setof text
language sql
immutable
set search_path = ''
as $$
  select 'cpf:' || p_row.cpf where 'cpf' = any (p_keys) and p_row.cpf is not null
  union all
  select 'cnpj:' || p_row.cnpj where 'cnpj' = any (p_keys) and p_row.cnpj is not null
  union all
  select x from unnest(p_row.phones) x where 'phones' = any (p_keys)
  union all
  select x from unnest(p_row.emails) x where 'emails' = any (p_keys)
  union all
  select p_row.sort || x from unnest(p_row.phones) x where 'name+phones' = any (p_keys)
  union all
  select p_row.sort || x from unnest(p_row.emails) x where 'name+emails' = any (p_keys)
  union all
  select p_row.sort || p_row.birth_date where 'name+birth_date' = any (p_keys) and p_row.birth_date is not null
  union all
  select p_row.sort || ':' || coalesce(app.normalize_text(p_row.fields ->> 'city'), '') where 'name+city' = any (p_keys)
  union all
  select 'name:' || p_row.sort where 'name' = any (p_keys) and p_row.sort is not null
  union all
  select k || ':' || (p_row.fields ->> substr(k, 7)) from unnest(p_keys) k where k like 'field:%' and p_row.fields ->> substr(k, 7) is not null;
$$;
revoke execute on function app.import_keys(text[], app.import_row) from public, anon, authenticated;
