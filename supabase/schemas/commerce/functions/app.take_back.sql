create function app.take_back(
  p_tenant_id uuid, p_variant_id uuid, p_place_id uuid, p_quantity integer, p_owner_kind text, p_owner_id uuid, p_note text
)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_lot record;
  v_left integer := p_quantity;
  v_move public.stock_moves;
begin
  -- what this owner still has of each lot, and what it cost
  for v_lot in
    select m.lot_id, -sum(m.on_hand)::int as quantity, -sum(m.value_cents)::bigint as value_cents
    from public.stock_moves m
    where m.tenant_id = p_tenant_id and m.owner_kind = p_owner_kind and m.owner_id = p_owner_id and m.kind in ('sale', 'return')
      and m.variant_id = p_variant_id and m.place_id = p_place_id
    group by m.lot_id having sum(m.on_hand) < 0 order by max(m.number) desc
  loop
    exit when v_left = 0;
    v_move := null;
    v_move.tenant_id := p_tenant_id;
    v_move.kind := 'return';
    v_move.variant_id := p_variant_id;
    v_move.place_id := p_place_id;
    v_move.lot_id := v_lot.lot_id;
    v_move.on_hand := least(v_left, v_lot.quantity);
    v_move.value_cents := app.share_of_value(v_lot.value_cents, v_move.on_hand, v_lot.quantity);
    v_move.owner_kind := p_owner_kind;
    v_move.owner_id := p_owner_id;
    v_move.note := p_note;
    v_left := v_left - v_move.on_hand;
    perform app.post_stock(v_move);
  end loop;
end;
$$;
comment on function app.take_back(uuid, uuid, uuid, integer, text, uuid, text) is
  'Units of an owner come back at the cost at which they left; the caller has the locks and knows that it has taken as many.';
revoke execute on function app.take_back(uuid, uuid, uuid, integer, text, uuid, text) from public, anon, authenticated;
