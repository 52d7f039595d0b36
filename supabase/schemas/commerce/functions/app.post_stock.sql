create function app.post_stock(p_move public.stock_moves)
returns public.stock_moves
language plpgsql
set search_path = ''
as $$
declare
  v_level public.stock_levels;
  v_move public.stock_moves := p_move;
begin
  v_move.on_hand := coalesce(p_move.on_hand, 0);
  v_move.reserved := coalesce(p_move.reserved, 0);
  select * into v_level from public.stock_levels l
  where l.tenant_id = p_move.tenant_id and l.variant_id = p_move.variant_id and l.place_id = p_move.place_id for update;
  if v_level.variant_id is null then
    insert into public.stock_levels (tenant_id, variant_id, place_id) values (p_move.tenant_id, p_move.variant_id, p_move.place_id)
    on conflict (tenant_id, variant_id, place_id) do nothing;
    select * into v_level from public.stock_levels l
    where l.tenant_id = p_move.tenant_id and l.variant_id = p_move.variant_id and l.place_id = p_move.place_id for update;
  end if;
  v_move.on_hand_after := v_level.on_hand + v_move.on_hand;
  v_move.reserved_after := v_level.reserved + v_move.reserved;
  if v_move.on_hand_after < 0 or v_move.reserved > 0 and v_move.on_hand_after < v_move.reserved_after then
    raise sqlstate 'PT409' using message = 'out_of_stock', detail = jsonb_build_array(
      app.stock_detail(p_move.tenant_id, p_move.variant_id, greatest(v_move.reserved, -v_move.on_hand), v_level.on_hand - v_level.reserved));
  elsif v_move.on_hand_after < v_move.reserved_after then
    raise sqlstate 'PT409' using message = 'stock_is_reserved', detail = jsonb_build_array(
      app.stock_detail(p_move.tenant_id, p_move.variant_id, -v_move.on_hand, v_level.on_hand - v_level.reserved));
  end if;
  -- what goes takes its share of the value along, and the last unit takes what is left
  if p_move.on_hand < 0 then
    v_move.value_cents := -app.share_of_value(v_level.value_cents, -p_move.on_hand, v_level.on_hand);
  end if;
  v_move.value_cents := coalesce(v_move.value_cents, 0);
  update public.stock_levels l set on_hand = v_move.on_hand_after, reserved = v_move.reserved_after, value_cents = l.value_cents + v_move.value_cents
  where l.tenant_id = p_move.tenant_id and l.variant_id = p_move.variant_id and l.place_id = p_move.place_id;
  if p_move.lot_id is not null then
    insert into public.stock_lot_levels (tenant_id, lot_id, place_id) values (p_move.tenant_id, p_move.lot_id, p_move.place_id)
    on conflict (tenant_id, lot_id, place_id) do nothing;
    update public.stock_lot_levels l set on_hand = l.on_hand + p_move.on_hand
    where l.tenant_id = p_move.tenant_id and l.lot_id = p_move.lot_id and l.place_id = p_move.place_id and l.on_hand + p_move.on_hand >= 0;
    if not found then
      raise sqlstate 'PT409' using message = 'out_of_stock', detail = jsonb_build_array(
        app.stock_detail(p_move.tenant_id, p_move.variant_id, -p_move.on_hand, 0));
    end if;
  end if;
  insert into public.stock_moves (tenant_id, id, kind, variant_id, place_id, lot_id, on_hand, reserved, value_cents, on_hand_after, reserved_after,
    owner_kind, owner_id, reason, note, actor_id)
  values (p_move.tenant_id, coalesce(p_move.id, gen_random_uuid()), p_move.kind, p_move.variant_id, p_move.place_id, p_move.lot_id, v_move.on_hand,
    v_move.reserved, v_move.value_cents, v_move.on_hand_after, v_move.reserved_after, p_move.owner_kind, p_move.owner_id, p_move.reason,
    p_move.note, auth.uid())
  returning * into v_move;
  if v_move.on_hand < 0 and v_move.on_hand_after = 0 and v_move.kind <> 'transfer' and not exists (
    select from public.stock_levels l where l.tenant_id = v_move.tenant_id and l.variant_id = v_move.variant_id and l.on_hand > 0) then
    perform app.publish_event(v_move.tenant_id, 'stock.out', jsonb_build_object('variant_id', v_move.variant_id, 'move_id', v_move.id));
  end if;
  return v_move;
end;
$$;
comment on function app.post_stock(public.stock_moves) is
  'The one way in which stock changes: level, lot and ledger in one transaction. The last unit of a variant that goes is told to workflows (stock.out). Of what comes in, value_cents is what it cost; of what goes, its share is counted here. Whoever moves several variants has called app.lock_stock. Errors: PT409 out_of_stock, PT409 stock_is_reserved (detail: [{variant_id, sku, name, wanted, available}]).';
revoke execute on function app.post_stock(public.stock_moves) from public, anon, authenticated;
