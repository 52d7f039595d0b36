create function app.open_hold(
  p_tenant_id uuid, p_variant_id uuid, p_place_id uuid, p_quantity integer, p_owner_kind text, p_owner_id uuid, p_expires_at timestamptz
)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_move public.stock_moves;
begin
  insert into public.stock_holds as h (tenant_id, variant_id, place_id, quantity, owner_kind, owner_id, expires_at)
  values (p_tenant_id, p_variant_id, p_place_id, p_quantity, p_owner_kind, p_owner_id, p_expires_at)
  on conflict (tenant_id, owner_kind, owner_id, variant_id, place_id) where state = 'open'
  do update set quantity = h.quantity + excluded.quantity;
  v_move.tenant_id := p_tenant_id;
  v_move.kind := 'reserve';
  v_move.variant_id := p_variant_id;
  v_move.place_id := p_place_id;
  v_move.reserved := p_quantity;
  v_move.owner_kind := p_owner_kind;
  v_move.owner_id := p_owner_id;
  perform app.post_stock(v_move);
end;
$$;
comment on function app.open_hold(uuid, uuid, uuid, integer, text, uuid, timestamptz) is
  'Holds units that are there: the caller has the lock of the level and has looked.';
revoke execute on function app.open_hold(uuid, uuid, uuid, integer, text, uuid, timestamptz) from public, anon, authenticated;
