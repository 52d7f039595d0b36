create function app.typed_variant(p_tenant_id uuid, p_product public.products, p_variant jsonb)
returns public.product_variants
language plpgsql
stable
set search_path = ''
as $$
declare
  v_row public.product_variants;
  v_fault text;
begin
  v_row.tenant_id := p_tenant_id;
  v_row.id := app.typed_id(p_variant ->> 'id');
  v_row.product_id := p_product.id;
  v_row.choices := array(select app.trimmed(c, 40) from jsonb_array_elements_text(coalesce(p_variant -> 'choices', '[]')) c);
  v_row.sku := upper(regexp_replace(btrim(p_variant ->> 'sku'), '\s+', '-', 'g'));
  v_row.barcode := nullif(regexp_replace(p_variant ->> 'barcode', '[^0-9]', '', 'g'), '');
  v_row.price_cents := coalesce(app.typed_number(p_variant ->> 'price_cents'), 0);
  v_row.cost_cents := coalesce(app.typed_number(p_variant ->> 'cost_cents'), 0);
  select k.has_stock and coalesce((p_variant ->> 'tracks_stock')::boolean, true) into v_row.tracks_stock
  from public.product_kinds k where k.key = p_product.kind;
  v_row.uses_lots := v_row.tracks_stock and coalesce((p_variant ->> 'uses_lots')::boolean, false);
  v_row.reorder_point := case when v_row.tracks_stock then app.typed_number(p_variant ->> 'reorder_point') end;
  v_row.reorder_quantity := case when v_row.tracks_stock then app.typed_number(p_variant ->> 'reorder_quantity') end;
  v_row.supplier_id := app.typed_id(p_variant ->> 'supplier_id');
  v_fault := case
    when v_row.id is null then 'id'
    when coalesce(v_row.sku, '') !~ '^[A-Z0-9][A-Z0-9._/-]{0,39}$' then 'sku'
    when v_row.barcode is not null and not app.gtin_is_valid(v_row.barcode) then 'barcode'
    when v_row.price_cents not between 0 and 100000000 then 'price_cents'
    when v_row.cost_cents not between 0 and 100000000 then 'cost_cents'
    when v_row.reorder_point < 0 or v_row.reorder_quantity < 1 then 'reorder_point'
    when v_row.supplier_id is not null and not exists (
      select from public.suppliers s where s.tenant_id = p_tenant_id and s.company_id = v_row.supplier_id) then 'supplier_id'
    when cardinality(v_row.choices) <> (
      select count(*) from public.product_options o where o.tenant_id = p_tenant_id and o.product_id = p_product.id)
      or exists (
        select from public.product_options o
        where o.tenant_id = p_tenant_id and o.product_id = p_product.id and not coalesce(v_row.choices[o.position] = any (o.choices), false))
      then 'choices'
  end;
  if v_fault is not null then
    raise sqlstate 'PT400' using message = 'invalid_product', detail = v_fault;
  end if;
  return v_row;
end;
$$;
comment on function app.typed_variant(uuid, public.products, jsonb) is
  'A variant of a form; the options of its product are saved already. Errors: PT400 invalid_product (detail: the field).';
revoke execute on function app.typed_variant(uuid, public.products, jsonb) from public, anon, authenticated;
