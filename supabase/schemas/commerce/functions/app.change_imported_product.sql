create function app.change_imported_product(p_import public.imports, p_row app.import_row)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_variant public.product_variants;
  v_product public.products;
  v_old jsonb;
  v_new jsonb;
begin
  select * into v_variant from public.product_variants v where v.tenant_id = p_import.tenant_id and v.id = p_row.id for update;
  select * into v_product from public.products p where p.tenant_id = p_import.tenant_id and p.id = v_variant.product_id for update;
  v_old := jsonb_build_object('barcode', v_variant.barcode, 'price_cents', v_variant.price_cents, 'cost_cents', v_variant.cost_cents)
    -- what several variants share, a row about one of them does not decide
    || case when exists (
        select from public.product_variants o
        where o.tenant_id = p_import.tenant_id and o.product_id = v_product.id and o.id <> v_variant.id and o.archived_at is null) then '{}'
      else jsonb_build_object('name', v_product.name, 'category', v_product.category, 'brand', v_product.brand,
        'description', v_product.description, 'unit', v_product.unit, 'ncm', v_product.ncm, 'cfop', v_product.cfop) end;
  v_new := app.import_changes(
    -- a price of nothing is none
    case when p_import.policy = 'fill' then v_old || jsonb_build_object('price_cents', nullif(v_variant.price_cents, 0),
      'cost_cents', nullif(v_variant.cost_cents, 0)) else v_old end,
    (select coalesce(jsonb_object_agg(f.key, f.value), '{}') from jsonb_each(app.imported_product(p_row)) f where v_old ? f.key), '{}', p_import.policy);
  if p_import.policy = 'overwrite' and (v_variant.archived_at is not null or v_product.archived_at is not null) then
    v_old := v_old || jsonb_build_object('archived_at', coalesce(v_product.archived_at, v_variant.archived_at));
    v_new := v_new || '{"archived_at": null}';
  end if;
  if v_new <> '{}' then
    v_product := jsonb_populate_record(v_product, v_new);
    perform app.put_product(app.typed_product(p_import.tenant_id, v_product.id, to_jsonb(v_product)));
    perform app.save_variant(jsonb_populate_record(v_variant, v_new), v_variant.position);
    update public.products p set archived_at = null where p.tenant_id = p_import.tenant_id and p.id = v_product.id and v_new ? 'archived_at';
    perform app.audit(p_import.tenant_id, 'product.changed', 'product', v_product.id::text, null, jsonb_build_object('name', v_product.name));
  end if;
  if p_import.policy <> 'skip' and app.open_imported_stock(p_import, p_row.id, (p_row.fields ->> 'stock')::int) then
    v_new := v_new || jsonb_build_object('stock', (p_row.fields ->> 'stock')::int);
  end if;
  if v_new <> '{}' then
    update app.import_records i set outcome = case i.outcome when 'unchanged' then 'updated' else i.outcome end, after = i.after || v_new,
      before = (select coalesce(jsonb_object_agg(k, v_old -> k), '{}') from jsonb_object_keys(v_new) k where v_old ? k) || i.before
    where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = p_row.id;
  end if;
end;
$$;
comment on function app.change_imported_product(public.imports, app.import_row) is
  'Caller: app.write_imported_products. What a row says about a variant that is there, as the policy of the import has it; name, fiscal data and unit only of a product with one variant. Errors: as typed_product, save_variant and open_imported_stock.';
revoke execute on function app.change_imported_product(public.imports, app.import_row) from public, anon, authenticated;
