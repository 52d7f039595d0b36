create function app.write_imported_products(p_import public.imports, p_rows app.import_row[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_tenant uuid := p_import.tenant_id;
  v_row app.import_row;
  v_product public.products;
begin
  foreach v_row in array p_rows loop
    if v_row.is_new then
      if app.imported_sku(v_row) is null then
        raise sqlstate '22023' using message = 'sku_missing';
      end if;
      v_product := app.typed_product(v_tenant, gen_random_uuid(),
        jsonb_build_object('kind', coalesce(v_row.fields ->> 'kind', 'physical')) || app.imported_product(v_row));
      perform app.put_product(v_product);
      perform app.save_variant(app.typed_variant(v_tenant, v_product, app.imported_product(v_row)
        || jsonb_build_object('id', v_row.id, 'sku', app.imported_sku(v_row))), 1);
      perform app.audit(v_tenant, 'product.created', 'product', v_product.id::text, null, jsonb_build_object('name', v_product.name));
      perform app.open_imported_stock(p_import, v_row.id, (v_row.fields ->> 'stock')::int);
    elsif p_import.policy <> 'skip' then
      perform app.change_imported_product(p_import, v_row);
    end if;
  end loop;
  -- another variant of a product raises its version, too
  update app.import_records i set version = p.version
  from public.product_variants v
  join public.product_variants t on t.tenant_id = v.tenant_id and t.product_id = v.product_id
  join unnest(p_rows) r on r.id = t.id
  join public.products p on p.tenant_id = v.tenant_id and p.id = v.product_id
  where i.tenant_id = v_tenant and i.import_id = p_import.id and v.tenant_id = v_tenant and v.id = i.record_id;
end;
$$;
comment on function app.write_imported_products(public.imports, app.import_row[]) is
  'Caller: app.write_import_rows. Products of a piece of a file: a new one has one variant. Errors: 22023 sku_missing, PT400 lot_required, PT409 barcode_exists, and as typed_product.';
revoke execute on function app.write_imported_products(public.imports, app.import_row[]) from public, anon, authenticated;
