create function public.save_product(p_tenant_id uuid, p_id uuid, p_version integer, p_product jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.products;
  v_before public.products;
  v_variant record;
begin
  perform app.require_stock_keeper(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_row := app.typed_product(p_tenant_id, p_id, p_product);
  if jsonb_typeof(p_product -> 'variants') is distinct from 'array' or jsonb_array_length(p_product -> 'variants') not between 1 and 100 then
    raise sqlstate 'PT400' using message = 'invalid_product', detail = 'variants';
  end if;
  select * into v_before from public.products p where p.tenant_id = p_tenant_id and p.id = p_id for update;
  if v_before.id is not null and v_before.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  perform app.put_product(v_row);
  perform app.save_product_options(p_tenant_id, p_id, p_product -> 'options');
  -- variants that the form has not are sold no more; what they did stays
  update public.product_variants v set archived_at = clock_timestamp()
  where v.tenant_id = p_tenant_id and v.product_id = p_id and v.archived_at is null
    and not exists (select from jsonb_array_elements(p_product -> 'variants') x where app.typed_id(x ->> 'id') = v.id);
  for v_variant in select x.value, x.ordinality from jsonb_array_elements(p_product -> 'variants') with ordinality x order by x.value ->> 'id' loop
    perform app.save_variant(app.typed_variant(p_tenant_id, v_row, v_variant.value), v_variant.ordinality::int);
  end loop;
  perform app.audit(p_tenant_id, case when v_before.id is null then 'product.created' else 'product.changed' end, 'product', p_id::text,
    case when v_before.id is not null then jsonb_build_object('name', v_before.name) end, jsonb_build_object('name', v_row.name));
  perform app.broadcast(p_tenant_id, 'stock', jsonb_build_object('product_id', p_id));
  return public.get_product(p_tenant_id, p_id);
end;
$$;
comment on function public.save_product(uuid, uuid, integer, jsonb) is
  'Caller: owner, admin and operator. Writes a product with all of its options and variants: p_product {kind, name, category, brand, description, unit, ncm, cfop, service_item, tax_basis_points, session_type_id, package_sessions, package_days, options [{name, choices}], variants [{id, choices, sku, barcode, price_cents, cost_cents, tracks_stock, uses_lots, reorder_point, reorder_quantity, supplier_id}]}. Variants that are not named are archived. Answers get_product. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_product (detail: the field), PT404 variant_not_found, PT409 sku_exists, PT409 barcode_exists (detail: whose), PT409 variant_has_stock, PT409 changed_meanwhile.';
revoke execute on function public.save_product(uuid, uuid, integer, jsonb) from public, anon, authenticated;
grant execute on function public.save_product(uuid, uuid, integer, jsonb) to authenticated;
