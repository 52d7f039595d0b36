create function app.lots_to_remove(
  p_tenant_id uuid, p_variant_id uuid, p_place_id uuid, p_quantity integer, p_lot_id uuid, p_expired boolean
)
returns table (lot_id uuid, quantity integer)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_lot record;
  v_left integer := p_quantity;
begin
  if p_lot_id is not null then
    return query select p_lot_id, p_quantity;
    return;
  end if;
  -- by hand also what has expired goes: it first when that is the reason
  for v_lot in
    select l.id, x.on_hand from public.stock_lots l
    join public.stock_lot_levels x on x.tenant_id = p_tenant_id and x.lot_id = l.id and x.place_id = p_place_id
    where l.tenant_id = p_tenant_id and l.variant_id = p_variant_id and x.on_hand > 0
    order by not p_expired and coalesce(l.expires_on < app.clinic_today(p_tenant_id), false), l.expires_on nulls last, l.created_at, l.id
  loop
    exit when v_left = 0;
    lot_id := v_lot.id;
    quantity := least(v_left, v_lot.on_hand);
    v_left := v_left - quantity;
    return next;
  end loop;
  if v_left > 0 then
    lot_id := null;
    quantity := v_left;
    return next;
  end if;
end;
$$;
comment on function app.lots_to_remove(uuid, uuid, uuid, integer, uuid, boolean) is
  'From which lots units go that somebody takes out by hand.';
revoke execute on function app.lots_to_remove(uuid, uuid, uuid, integer, uuid, boolean) from public, anon, authenticated;
