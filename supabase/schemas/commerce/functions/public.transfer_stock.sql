create function public.transfer_stock(p_tenant_id uuid, p_id uuid, p_from uuid, p_to uuid, p_lines jsonb, p_note text default null)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_line record;
  v_part record;
  v_move public.stock_moves;
  v_out public.stock_moves;
  v_done integer := 0;
begin
  perform app.require_stock_keeper(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  perform app.require_place(p_tenant_id, p_from);
  perform app.require_place(p_tenant_id, p_to);
  if p_from is null or p_to is null or p_from = p_to then
    raise sqlstate 'PT404' using message = 'place_not_found';
  end if;
  perform app.lock_stock_owner(p_tenant_id, 'transfer', p_id);
  if exists (select from public.stock_moves m where m.tenant_id = p_tenant_id and m.owner_kind = 'transfer' and m.owner_id = p_id) then
    return 0;
  end if;
  perform app.lock_stock(p_tenant_id, array(select l.variant_id from app.stock_lines(p_tenant_id, p_lines) l));
  for v_line in select l.variant_id, sum(l.quantity)::int as quantity from app.stock_lines(p_tenant_id, p_lines) l group by 1 order by 1 loop
    for v_part in select * from app.lots_to_remove(p_tenant_id, v_line.variant_id, p_from, v_line.quantity, null, false) loop
      v_move := null;
      v_move.tenant_id := p_tenant_id;
      v_move.kind := 'transfer';
      v_move.variant_id := v_line.variant_id;
      v_move.place_id := p_from;
      v_move.lot_id := v_part.lot_id;
      v_move.on_hand := -v_part.quantity;
      v_move.owner_kind := 'transfer';
      v_move.owner_id := p_id;
      v_move.note := app.trimmed(p_note, 300);
      v_out := app.post_stock(v_move);
      v_move.place_id := p_to;
      v_move.on_hand := v_part.quantity;
      v_move.value_cents := -v_out.value_cents;
      perform app.post_stock(v_move);
      v_done := v_done + v_part.quantity;
    end loop;
  end loop;
  perform app.broadcast(p_tenant_id, 'stock', '{}');
  return v_done;
end;
$$;
comment on function public.transfer_stock(uuid, uuid, uuid, uuid, jsonb, text) is
  'Caller: owner, admin and operator. Moves units from one place to another, once for p_id, with their lots and their cost: lines [{variant_id, quantity}]. How many units moved. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_quantity, PT404 variant_not_found, PT404 place_not_found, PT409 out_of_stock, PT409 stock_is_reserved.';
revoke execute on function public.transfer_stock(uuid, uuid, uuid, uuid, jsonb, text) from public, anon, authenticated;
grant execute on function public.transfer_stock(uuid, uuid, uuid, uuid, jsonb, text) to authenticated;
