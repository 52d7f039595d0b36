create function app.match_imported_products(p_tenant_id uuid, p_rows app.import_row[])
returns table (n integer, id uuid, patient_id uuid)
language sql
stable
set search_path = ''
as $$
  select distinct on (h.n) h.n, h.id, null::uuid from (
    select r.n, v.id, 0 as place, v.archived_at from unnest(p_rows) r
    join public.product_variants v on v.tenant_id = p_tenant_id and v.sku = app.imported_sku(r)
    union all
    select r.n, v.id, 1, v.archived_at from unnest(p_rows) r
    join public.product_variants v on v.tenant_id = p_tenant_id and v.barcode = r.fields ->> 'barcode'
    where r.fields ->> 'sku' is null
  ) h
  order by h.n, h.place, h.archived_at is not null, h.id;
$$;
comment on function app.match_imported_products(uuid, app.import_row[]) is
  'The variant of each row: the one with its SKU; of a row without one that with its barcode, or the SKU that its name makes.';
revoke execute on function app.match_imported_products(uuid, app.import_row[]) from public, anon, authenticated;
