create function app.hand_over(p_tenant_id uuid, p_variant_id uuid, p_place_id uuid, p_quantity integer, p_owner_kind text, p_owner_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_part record;
  v_move public.stock_moves;
begin
  for v_part in select * from app.pick_lots(p_tenant_id, p_variant_id, p_place_id, p_quantity) loop
    v_move := null;
    v_move.tenant_id := p_tenant_id;
    v_move.kind := 'sale';
    v_move.variant_id := p_variant_id;
    v_move.place_id := p_place_id;
    v_move.lot_id := v_part.lot_id;
    v_move.on_hand := -v_part.quantity;
    v_move.reserved := -v_part.quantity;
    v_move.owner_kind := p_owner_kind;
    v_move.owner_id := p_owner_id;
    perform app.post_stock(v_move);
  end loop;
end;
$$;
comment on function app.hand_over(uuid, uuid, uuid, integer, text, uuid) is 'Units that were held leave the stock; the caller has the locks. Errors: PT409 out_of_stock.';
revoke execute on function app.hand_over(uuid, uuid, uuid, integer, text, uuid) from public, anon, authenticated;
