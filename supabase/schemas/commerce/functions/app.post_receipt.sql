create function app.post_receipt(p_order public.purchase_orders, p_receipt_id uuid, p_lines jsonb, p_freight integer)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_line record;
  v_move public.stock_moves;
  v_units bigint;
  v_total bigint;
  v_done_units bigint := 0;
  v_done_total bigint := 0;
  v_due bigint;
  v_spread bigint := 0;
begin
  perform app.lock_stock(p_order.tenant_id, array(
    select i.variant_id from public.purchase_order_items i where i.tenant_id = p_order.tenant_id and i.purchase_id = p_order.id));
  -- the freight by value, or by units where nothing costs anything: each line gets what is due up to it, less what those before got
  select sum(x.units), sum(x.units * x.cost) into v_units, v_total from app.receipt_lines(p_order.tenant_id, p_lines) x;
  for v_line in select * from app.receipt_lines(p_order.tenant_id, p_lines) order by variant_id, line loop
    v_done_units := v_done_units + v_line.units;
    v_done_total := v_done_total + v_line.units * v_line.cost;
    v_due := case when v_total > 0 then app.share_of_value(p_freight, v_done_total, v_total) else app.share_of_value(p_freight, v_done_units, v_units) end;
    v_move := null;
    v_move.tenant_id := p_order.tenant_id;
    v_move.kind := 'purchase';
    v_move.variant_id := v_line.variant_id;
    v_move.place_id := p_order.place_id;
    v_move.lot_id := case when v_line.uses_lots then app.lot_of(p_order.tenant_id, v_line.variant_id, v_line.lot, v_line.expires_on) end;
    v_move.on_hand := v_line.units;
    v_move.value_cents := v_line.units * v_line.cost + v_due - v_spread;
    v_move.owner_kind := 'receipt';
    v_move.owner_id := p_receipt_id;
    v_spread := v_due;
    perform app.post_stock(v_move);
    update public.purchase_order_items i set received = i.received + v_line.units::int where i.tenant_id = p_order.tenant_id and i.id = v_line.item_id;
    update public.product_variants v set cost_cents = least(l.cents, 100000000)
    from (
      select app.share_of_value(sum(l.value_cents)::bigint, 1, sum(l.on_hand)::bigint) as cents from public.stock_levels l
      where l.tenant_id = p_order.tenant_id and l.variant_id = v_line.variant_id) l
    where v.tenant_id = p_order.tenant_id and v.id = v_line.variant_id;
  end loop;
end;
$$;
comment on function app.post_receipt(public.purchase_orders, uuid, jsonb, integer) is
  'What a receipt does to the stock, the order and the average cost of its variants (docs/commerce.md); the caller has locked the order.';
revoke execute on function app.post_receipt(public.purchase_orders, uuid, jsonb, integer) from public, anon, authenticated;
