create function app.save_variant(p_variant public.product_variants, p_position integer)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_before public.product_variants;
  v_known text;
begin
  select app.variant_name(p.name, v.choices) into v_known from public.product_variants v
  join public.products p on p.tenant_id = v.tenant_id and p.id = v.product_id
  where v.tenant_id = p_variant.tenant_id and v.sku = p_variant.sku and v.id <> p_variant.id;
  if v_known is not null then
    raise sqlstate 'PT409' using message = 'sku_exists', detail = v_known;
  end if;
  select app.variant_name(p.name, v.choices) into v_known from public.product_variants v
  join public.products p on p.tenant_id = v.tenant_id and p.id = v.product_id
  where v.tenant_id = p_variant.tenant_id and v.barcode = p_variant.barcode and v.archived_at is null and v.id <> p_variant.id;
  if v_known is not null then
    raise sqlstate 'PT409' using message = 'barcode_exists', detail = v_known;
  end if;
  select * into v_before from public.product_variants v where v.tenant_id = p_variant.tenant_id and v.id = p_variant.id for update;
  if v_before.product_id <> p_variant.product_id then
    raise sqlstate 'PT404' using message = 'variant_not_found';
  end if;
  if v_before.tracks_stock and not p_variant.tracks_stock and exists (
    select from public.stock_levels l where l.tenant_id = p_variant.tenant_id and l.variant_id = p_variant.id and l.on_hand > 0) then
    raise sqlstate 'PT409' using message = 'variant_has_stock';
  end if;
  insert into public.product_variants as v (tenant_id, id, product_id, choices, sku, barcode, price_cents, cost_cents, tracks_stock, uses_lots,
    reorder_point, reorder_quantity, supplier_id, position)
  values (p_variant.tenant_id, p_variant.id, p_variant.product_id, p_variant.choices, p_variant.sku, p_variant.barcode, p_variant.price_cents,
    p_variant.cost_cents, p_variant.tracks_stock, p_variant.uses_lots, p_variant.reorder_point, p_variant.reorder_quantity, p_variant.supplier_id,
    p_position)
  on conflict (tenant_id, id) do update set
    choices = excluded.choices, sku = excluded.sku, barcode = excluded.barcode, price_cents = excluded.price_cents, cost_cents = excluded.cost_cents,
    tracks_stock = excluded.tracks_stock, uses_lots = excluded.uses_lots, reorder_point = excluded.reorder_point,
    reorder_quantity = excluded.reorder_quantity, supplier_id = excluded.supplier_id, position = excluded.position, archived_at = null;
end;
$$;
comment on function app.save_variant(public.product_variants, integer) is
  'Writes a variant that app.typed_variant has looked at. Errors: PT404 variant_not_found, PT409 sku_exists, PT409 barcode_exists (detail: whose), PT409 variant_has_stock.';
revoke execute on function app.save_variant(public.product_variants, integer) from public, anon, authenticated;
