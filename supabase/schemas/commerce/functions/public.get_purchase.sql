create function public.get_purchase(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_row public.purchase_orders;
begin
  perform app.require_stock_reader(p_tenant_id);
  select * into v_row from public.purchase_orders o where o.tenant_id = p_tenant_id and o.id = p_id;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'purchase_not_found';
  end if;
  return to_jsonb(v_row) - 'tenant_id' || jsonb_build_object(
    'supplier', (select s from app.supplier_rows(p_tenant_id) s where s ->> 'id' = v_row.supplier_id::text),
    'place', (select p.name from public.stock_places p where p.tenant_id = p_tenant_id and p.id = v_row.place_id),
    'total_cents', v_row.freight_cents + (
      select coalesce(sum(i.quantity::bigint * i.cost_cents), 0) from public.purchase_order_items i
      where i.tenant_id = p_tenant_id and i.purchase_id = p_id),
    'items', (
      select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'variant_id', v.id, 'product_id', p.id, 'name', app.variant_name(p.name, v.choices),
        'sku', v.sku, 'unit', p.unit, 'uses_lots', v.uses_lots, 'quantity', i.quantity, 'received', i.received, 'cost_cents', i.cost_cents)
        order by i.position, i.id), '[]')
      from public.purchase_order_items i
      join public.product_variants v on v.tenant_id = p_tenant_id and v.id = i.variant_id
      join public.products p on p.tenant_id = p_tenant_id and p.id = v.product_id
      where i.tenant_id = p_tenant_id and i.purchase_id = p_id),
    'receipts', (
      select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'invoice', r.invoice, 'note', r.note, 'received_at', r.received_at,
        'freight_cents', r.freight_cents, 'received_by', (select f.full_name from public.profiles f where f.id = r.received_by),
        'units', (select coalesce(sum(m.on_hand), 0) from public.stock_moves m
          where m.tenant_id = p_tenant_id and m.owner_kind = 'receipt' and m.owner_id = r.id)) order by r.received_at desc, r.id), '[]')
      from public.purchase_receipts r where r.tenant_id = p_tenant_id and r.purchase_id = p_id));
end;
$$;
comment on function public.get_purchase(uuid, uuid) is
  'Caller: everybody but therapists. A purchase order: {…, supplier, place, total_cents, items [{id, variant_id, name, sku, unit, uses_lots, quantity, received, cost_cents}], receipts [{id, invoice, note, received_at, received_by, units}]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 purchase_not_found.';
revoke execute on function public.get_purchase(uuid, uuid) from public, anon, authenticated;
grant execute on function public.get_purchase(uuid, uuid) to authenticated;
