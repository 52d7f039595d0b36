-- Rows as the worker sends them, with names as they are stored and only the columns that the kind may fill.
create function app.read_import_rows(p_kind text, p_rows jsonb)
returns app.import_row[]
language sql
stable
set search_path = ''
as $$
  select array_agg((x.n, m.name, app.normalize_text(m.name), x.cpf, x.cnpj, coalesce(x.phones, '{}'), coalesce(x.emails, '{}'), x.birth_date,
    coalesce((
      select jsonb_object_agg(f.key, case
        when f.key in ('full_name', 'name') then to_jsonb(m.name)
        when f.key = 'note' then to_jsonb(nullif(btrim(app.normalize_lines(f.value #>> '{}')), ''))
        when jsonb_typeof(f.value) = 'string' then to_jsonb(nullif(app.normalize_name(f.value #>> '{}'), ''))
        else f.value end)
      from jsonb_each(x.fields) f where f.key = any (k.columns || k.reads)), '{}'),
    coalesce(x.custom, '{}'), coalesce(x.tags, '{}'), nullif(app.normalize_name(x.company), ''), null, null, null)::app.import_row order by x.n)
  from app.import_kinds k
  cross join jsonb_to_recordset(p_rows) as x (
    n integer, name text, cpf text, cnpj text, phones text[], emails text[], birth_date date, fields jsonb, custom jsonb, tags text[], company text)
  cross join lateral (select nullif(app.normalize_name(x.name), '') as name) m
  where k.key = p_kind;
$$;
revoke execute on function app.read_import_rows(text, jsonb) from public, anon, authenticated;
