create function public.receive_purchase(p_tenant_id uuid, p_id uuid, p_receipt_id uuid, p_lines jsonb, p_receipt jsonb default '{}')
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.purchase_orders;
  v_freight integer := coalesce(app.typed_number(p_receipt ->> 'freight_cents'), 0);
begin
  perform app.require_stock_keeper(p_tenant_id);
  if p_receipt_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if v_freight not between 0 and 100000000 then
    raise sqlstate 'PT400' using message = 'invalid_purchase', detail = 'freight_cents';
  end if;
  -- the order first, then its levels: two deliveries of one order come one after the other
  perform from public.purchase_orders o where o.tenant_id = p_tenant_id and o.id = p_id for update;
  if exists (select from public.purchase_receipts r where r.tenant_id = p_tenant_id and r.id = p_receipt_id) then
    return public.get_purchase(p_tenant_id, p_id);
  end if;
  v_row := app.lock_purchase(p_tenant_id, p_id, '{draft, sent, partial}');
  perform app.check_receipt_lines(p_tenant_id, p_id, p_lines);
  insert into public.purchase_receipts (tenant_id, id, purchase_id, invoice, note, freight_cents, received_by)
  values (p_tenant_id, p_receipt_id, p_id, app.trimmed(p_receipt ->> 'invoice', 60), app.trimmed(p_receipt ->> 'note', 300), v_freight, auth.uid());
  perform app.post_receipt(v_row, p_receipt_id, p_lines, v_freight);
  update public.purchase_orders o set version = o.version + 1,
    state = case when is_open then 'partial' else 'received' end, closed_at = case when not is_open then clock_timestamp() end
  from (select exists (
    select from public.purchase_order_items i where i.tenant_id = p_tenant_id and i.purchase_id = p_id and i.received < i.quantity)) x (is_open)
  where o.tenant_id = p_tenant_id and o.id = p_id;
  perform app.publish_event(p_tenant_id, 'purchase.received', jsonb_build_object('purchase_id', p_id, 'receipt_id', p_receipt_id));
  perform app.audit(p_tenant_id, 'purchase.received', 'purchase', p_id::text, null, jsonb_build_object('number', v_row.number));
  perform app.broadcast(p_tenant_id, 'stock', jsonb_build_object('purchase_id', p_id));
  return public.get_purchase(p_tenant_id, p_id);
end;
$$;
comment on function public.receive_purchase(uuid, uuid, uuid, jsonb, jsonb) is
  'Caller: owner, admin and operator. What arrived of a purchase order, once for p_receipt_id: p_lines [{item_id, quantity, cost_cents (what it did cost; NULL: as ordered), lot, expires_on}], p_receipt {invoice, note, freight_cents}. Never more than was ordered. It comes in at its cost and its share of the freight, and the average cost of its variant follows. Answers get_purchase. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_purchase, PT400 invalid_quantity, PT400 invalid_date, PT400 lot_required, PT404 purchase_not_found, PT409 purchase_closed, PT409 more_than_ordered (detail: the lines).';
revoke execute on function public.receive_purchase(uuid, uuid, uuid, jsonb, jsonb) from public, anon, authenticated;
grant execute on function public.receive_purchase(uuid, uuid, uuid, jsonb, jsonb) to authenticated;
