-- Takes back what an import did to products, one after the other.
create function app.undo_imported_products(p_import public.imports, p_ids uuid[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_record app.import_records;
  v_because text;
  v_used uuid[] := app.used_records('public.product_variants', p_import.tenant_id, p_ids, '{public.stock_moves,public.stock_levels,public.stock_needs}');
  v_products uuid[] := app.used_records('public.products', p_import.tenant_id, array(
    select v.product_id from public.product_variants v where v.tenant_id = p_import.tenant_id and v.id = any (p_ids)),
    '{public.product_variants,public.product_options}');
begin
  perform set_config('request.jwt.claims', jsonb_build_object('sub', p_import.requested_by)::text, true);
  for v_record in
    select * from app.import_records i
    where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = any (p_ids) order by i.record_id
  loop
    v_because := app.undo_imported_product(p_import, v_record, v_record.record_id = any (v_used) or exists (
      select from public.product_variants v
      where v.tenant_id = p_import.tenant_id and v.id = v_record.record_id and v.product_id = any (v_products)));
    update app.import_records i set outcome = case when v_because is null then 'undone' else 'kept' end, kept_because = v_because
    where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = v_record.record_id;
  end loop;
end;
$$;
revoke execute on function app.undo_imported_products(public.imports, uuid[]) from public, anon, authenticated;
