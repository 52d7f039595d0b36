-- What a row says of a product and its variant, in the words and types of the forms.
create function app.imported_product(p_row app.import_row)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object('name', p_row.name, 'category', left(p_row.fields ->> 'category', 60), 'brand', left(p_row.fields ->> 'brand', 60),
    'description', p_row.fields ->> 'note', 'unit', p_row.fields ->> 'unit', 'ncm', p_row.fields ->> 'ncm', 'cfop', p_row.fields ->> 'cfop',
    'barcode', p_row.fields ->> 'barcode', 'price_cents', (p_row.fields ->> 'price_cents')::int, 'cost_cents', (p_row.fields ->> 'cost_cents')::int));
$$;
revoke execute on function app.imported_product(app.import_row) from public, anon, authenticated;
