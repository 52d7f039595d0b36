create function public.fulfil_order(p_tenant_id uuid, p_order_id uuid, p_lines jsonb default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_order public.orders;
  v_lines jsonb;
  v_stock jsonb;
begin
  perform app.require_order_writer(p_tenant_id);
  v_order := app.lock_order(p_tenant_id, p_order_id);
  if v_order.state = 'cancelled' then
    raise sqlstate 'PT409' using message = 'order_is_over';
  end if;
  v_lines := coalesce(p_lines, (
    select jsonb_agg(jsonb_build_object('item_id', i.id, 'quantity', i.quantity - i.fulfilled) order by i.position) from public.order_items i
    where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.kind = 'product' and i.quantity > i.fulfilled
      and not app.gives_sessions(p_tenant_id, i.variant_id)), '[]');
  if v_lines = '[]' and p_lines is null then
    return app.order_json(p_tenant_id, p_order_id);
  end if;
  perform app.require_order_lines(p_tenant_id, p_order_id, v_lines);
  if exists (
    select from jsonb_to_recordset(v_lines) l (item_id uuid, quantity integer)
    join public.order_items i on i.tenant_id = p_tenant_id and i.id = l.item_id
    where i.kind <> 'product' or app.gives_sessions(p_tenant_id, i.variant_id) or l.quantity > i.quantity - i.fulfilled) then
    raise sqlstate 'PT409' using message = 'more_than_ordered';
  end if;
  -- what leaves before it is paid is owed
  perform app.order_charge(p_tenant_id, p_order_id);
  perform app.hold_order(v_order, null);
  select coalesce(jsonb_agg(jsonb_build_object('variant_id', i.variant_id, 'quantity', l.quantity)), '[]') into v_stock
  from jsonb_to_recordset(v_lines) l (item_id uuid, quantity integer)
  join public.order_items i on i.tenant_id = p_tenant_id and i.id = l.item_id
  join public.product_variants v on v.tenant_id = p_tenant_id and v.id = i.variant_id and v.tracks_stock;
  if v_stock <> '[]' then
    perform app.take_stock(p_tenant_id, 'order', p_order_id, v_stock);
  end if;
  update public.order_items i set fulfilled = i.fulfilled + l.quantity
  from jsonb_to_recordset(v_lines) l (item_id uuid, quantity integer)
  where i.tenant_id = p_tenant_id and i.id = l.item_id;
  update public.orders o set expires_at = null where o.tenant_id = p_tenant_id and o.id = p_order_id;
  perform app.note_order(p_tenant_id, p_order_id, 'fulfilled', jsonb_build_object('lines', v_lines));
  perform app.refresh_order(p_tenant_id, p_order_id);
  return app.order_json(p_tenant_id, p_order_id);
end;
$$;
comment on function public.fulfil_order(uuid, uuid, jsonb) is
  'Caller: owner, admin and operator. Hands over all that is left, or p_lines [{item_id, quantity}]; what is handed over before it is paid stands in the ledger as owed. Answers as get_order. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_quantity, PT404 order_not_found, PT404 order_item_not_found, PT409 order_is_over, PT409 more_than_ordered, PT409 out_of_stock.';
revoke execute on function public.fulfil_order(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function public.fulfil_order(uuid, uuid, jsonb) to authenticated;
