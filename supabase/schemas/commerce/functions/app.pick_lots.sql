create function app.pick_lots(p_tenant_id uuid, p_variant_id uuid, p_place_id uuid, p_quantity integer)
returns table (lot_id uuid, quantity integer)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_lot record;
  v_left integer := p_quantity;
  v_lots integer := 0;
  v_level integer;
begin
  for v_lot in
    select l.id, x.on_hand, l.expires_on < app.clinic_today(p_tenant_id) as is_over
    from public.stock_lots l
    join public.stock_lot_levels x on x.tenant_id = p_tenant_id and x.lot_id = l.id and x.place_id = p_place_id
    where l.tenant_id = p_tenant_id and l.variant_id = p_variant_id and x.on_hand > 0
    order by l.expires_on nulls last, l.created_at, l.id
  loop
    v_lots := v_lots + v_lot.on_hand;
    continue when v_left = 0 or coalesce(v_lot.is_over, false);
    lot_id := v_lot.id;
    quantity := least(v_left, v_lot.on_hand);
    v_left := v_left - quantity;
    return next;
  end loop;
  if v_left > 0 then
    select l.on_hand into v_level from public.stock_levels l
    where l.tenant_id = p_tenant_id and l.variant_id = p_variant_id and l.place_id = p_place_id;
    if coalesce(v_level, 0) - v_lots < v_left then
      raise sqlstate 'PT409' using message = 'out_of_stock',
        detail = jsonb_build_array(app.stock_detail(p_tenant_id, p_variant_id, p_quantity, p_quantity - v_left + coalesce(v_level, 0) - v_lots));
    end if;
    lot_id := null;
    quantity := v_left;
    return next;
  end if;
end;
$$;
comment on function app.pick_lots(uuid, uuid, uuid, integer) is
  'From which lots units go: first what expires first, never what has expired, at last what came in without a lot. Errors: PT409 out_of_stock.';
revoke execute on function app.pick_lots(uuid, uuid, uuid, integer) from public, anon, authenticated;
