create function app.end_holds(p_tenant_id uuid, p_owner_kind text, p_owner_id uuid, p_state text)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_hold public.stock_holds;
  v_move public.stock_moves;
  v_units integer := 0;
begin
  for v_hold in
    select * from public.stock_holds h
    where h.tenant_id = p_tenant_id and h.owner_kind = p_owner_kind and h.owner_id = p_owner_id and h.state = 'open'
    order by h.variant_id, h.place_id
  loop
    update public.stock_holds h set state = p_state, closed_at = clock_timestamp() where h.tenant_id = p_tenant_id and h.id = v_hold.id;
    v_move := null;
    v_move.tenant_id := p_tenant_id;
    v_move.kind := 'release';
    v_move.variant_id := v_hold.variant_id;
    v_move.place_id := v_hold.place_id;
    v_move.reserved := v_hold.taken - v_hold.quantity;
    v_move.owner_kind := p_owner_kind;
    v_move.owner_id := p_owner_id;
    perform app.post_stock(v_move);
    v_units := v_units + v_hold.quantity - v_hold.taken;
  end loop;
  return v_units;
end;
$$;
comment on function app.end_holds(uuid, text, uuid, text) is
  'Lets go of what an owner holds (p_state released or expired); how many units. The caller has the locks of the owner and of the levels.';
revoke execute on function app.end_holds(uuid, text, uuid, text) from public, anon, authenticated;
