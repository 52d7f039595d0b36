create function app.open_imported_stock(p_import public.imports, p_variant_id uuid, p_quantity integer)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_variant public.product_variants;
  v_move public.stock_moves;
begin
  select * into v_variant from public.product_variants v where v.tenant_id = p_import.tenant_id and v.id = p_variant_id and v.tracks_stock;
  perform app.lock_stock(p_import.tenant_id, array[p_variant_id]);
  -- a stock begins once: what an import that was undone had brought does not count
  if coalesce(p_quantity, 0) = 0 or v_variant.id is null or exists (
    select from public.stock_moves m
    left join public.imports i on m.owner_kind = 'import' and i.tenant_id = m.tenant_id and i.id = m.owner_id
    where m.tenant_id = p_import.tenant_id and m.variant_id = p_variant_id and i.state is distinct from 'undone')
  then
    return false;
  end if;
  if v_variant.uses_lots then
    raise sqlstate 'PT400' using message = 'lot_required';
  end if;
  v_move.tenant_id := p_import.tenant_id;
  v_move.kind := 'adjust';
  v_move.variant_id := p_variant_id;
  v_move.place_id := app.default_place(p_import.tenant_id);
  v_move.reason := 'opening';
  v_move.note := left('Importado de ' || p_import.file_name, 300);
  v_move.owner_kind := 'import';
  v_move.owner_id := p_import.id;
  v_move.on_hand := p_quantity;
  v_move.value_cents := p_quantity::bigint * v_variant.cost_cents;
  perform app.post_stock(v_move);
  perform app.audit(p_import.tenant_id, 'stock.adjusted', 'variant', p_variant_id::text, null,
    jsonb_build_object('quantity', p_quantity, 'reason', 'opening'), v_move.note);
  return true;
end;
$$;
comment on function app.open_imported_stock(public.imports, uuid, integer) is
  'Caller: app.write_imported_products. What is there when a clinic begins, as a correction with the reason opening; only of what has never had stock here. Whether it was written. Errors: PT400 lot_required.';
revoke execute on function app.open_imported_stock(public.imports, uuid, integer) from public, anon, authenticated;
