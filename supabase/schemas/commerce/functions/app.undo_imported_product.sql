create function app.undo_imported_product(p_import public.imports, p_record app.import_records, p_is_used boolean)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_tenant uuid := p_import.tenant_id;
  v_variant public.product_variants;
  v_product public.products;
  v_level public.stock_levels;
  v_move public.stock_moves;
  v_others boolean := exists (
    select from public.stock_moves m
    where m.tenant_id = v_tenant and m.variant_id = p_record.record_id and (m.owner_kind, m.owner_id) is distinct from ('import', p_import.id));
begin
  select * into v_variant from public.product_variants v where v.tenant_id = v_tenant and v.id = p_record.record_id for update;
  select * into v_product from public.products p where p.tenant_id = v_tenant and p.id = v_variant.product_id for update;
  if v_product.version is distinct from p_record.version then
    return 'changed';
  end if;
  if p_record.outcome = 'created' and (p_is_used or v_others) or p_record.after ? 'stock' and v_others then
    return 'in_use';
  end if;
  select * into v_level from public.stock_levels l where l.tenant_id = v_tenant and l.variant_id = v_variant.id and l.on_hand > 0 for update;
  if v_level.on_hand > 0 and (p_record.outcome = 'created' or p_record.after ? 'stock') then
    v_move.tenant_id := v_tenant;
    v_move.kind := 'adjust';
    v_move.variant_id := v_variant.id;
    v_move.place_id := v_level.place_id;
    v_move.reason := 'other_out';
    v_move.note := 'Importação desfeita';
    v_move.owner_kind := 'import';
    v_move.owner_id := p_import.id;
    v_move.on_hand := -v_level.on_hand;
    perform app.post_stock(v_move);
  end if;
  if p_record.outcome = 'created' then
    -- the ledger stays, and so does what it speaks of
    if exists (select from public.stock_moves m where m.tenant_id = v_tenant and m.variant_id = v_variant.id) then
      update public.products p set archived_at = clock_timestamp(), version = p.version + 1 where p.tenant_id = v_tenant and p.id = v_product.id;
    else
      delete from public.products p where p.tenant_id = v_tenant and p.id = v_product.id;
    end if;
    return null;
  end if;
  perform app.put_product(jsonb_populate_record(v_product, p_record.before - 'archived_at'));
  perform app.save_variant(jsonb_populate_record(v_variant, p_record.before - 'archived_at'), v_variant.position);
  update public.products p set archived_at = (p_record.before ->> 'archived_at')::timestamptz
  where p.tenant_id = v_tenant and p.id = v_product.id and p_record.before ? 'archived_at';
  update app.import_records i set version = v_product.version + 1
  from public.product_variants v
  where i.tenant_id = v_tenant and i.import_id = p_import.id and v.tenant_id = v_tenant and v.id = i.record_id and v.product_id = v_product.id;
  return null;
end;
$$;
comment on function app.undo_imported_product(public.imports, app.import_records, boolean) is
  'Caller: app.undo_imported_products. Takes back what an import did to a variant: NULL, or why it stays (changed, in_use). What it put into stock goes out again by a correction, and a product that the ledger speaks of is archived.';
revoke execute on function app.undo_imported_product(public.imports, app.import_records, boolean) from public, anon, authenticated;
