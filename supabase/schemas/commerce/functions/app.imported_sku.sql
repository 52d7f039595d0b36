-- The SKU of a row: what the file says, or what its name makes, so that the same row is the same thing next time.
create function app.imported_sku(p_row app.import_row)
returns text
language sql
immutable
set search_path = ''
as $$
  select coalesce(p_row.fields ->> 'sku', upper(app.slug_of(p_row.name, 40)));
$$;
revoke execute on function app.imported_sku(app.import_row) from public, anon, authenticated;
