create function public.adjust_stock(
  p_tenant_id uuid, p_id uuid, p_variant_id uuid, p_place_id uuid, p_quantity integer, p_reason text, p_note text default null, p_lot jsonb default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_variant public.product_variants;
  v_reason public.stock_reasons;
  v_move public.stock_moves;
  v_part record;
begin
  perform app.require_stock_keeper(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_variant := app.require_stocked(p_tenant_id, p_variant_id);
  select * into v_reason from public.stock_reasons r where r.key = p_reason;
  if v_reason.key is null or v_reason.needs_note and app.trimmed(p_note, 300) is null then
    raise sqlstate 'PT400' using message = 'stock_reason_required';
  end if;
  if coalesce(p_quantity, 0) not between 1 and 1000000 then
    raise sqlstate 'PT400' using message = 'invalid_quantity';
  end if;
  v_move.place_id := app.require_place(p_tenant_id, p_place_id);
  perform app.lock_stock_owner(p_tenant_id, 'adjustment', p_id);
  if exists (select from public.stock_moves m where m.tenant_id = p_tenant_id and m.owner_kind = 'adjustment' and m.owner_id = p_id) then
    return app.level_json(p_tenant_id, p_variant_id);
  end if;
  perform app.lock_stock(p_tenant_id, array[p_variant_id]);
  v_move.tenant_id := p_tenant_id;
  v_move.kind := 'adjust';
  v_move.variant_id := p_variant_id;
  v_move.reason := p_reason;
  v_move.note := app.trimmed(p_note, 300);
  v_move.owner_kind := 'adjustment';
  v_move.owner_id := p_id;
  if v_reason.adds then
    v_move.lot_id := case when v_variant.uses_lots then
      app.lot_of(p_tenant_id, p_variant_id, p_lot ->> 'code', app.typed_date(p_lot ->> 'expires_on')) end;
    v_move.on_hand := p_quantity;
    v_move.value_cents := p_quantity::bigint * v_variant.cost_cents;
    perform app.post_stock(v_move);
  else
    for v_part in select * from app.lots_to_remove(p_tenant_id, p_variant_id, v_move.place_id, p_quantity, app.typed_id(p_lot ->> 'id'), p_reason = 'expired') loop
      v_move.lot_id := v_part.lot_id;
      v_move.on_hand := -v_part.quantity;
      perform app.post_stock(v_move);
    end loop;
  end if;
  perform app.audit(p_tenant_id, 'stock.adjusted', 'variant', p_variant_id::text, null,
    jsonb_build_object('quantity', case when v_reason.adds then p_quantity else -p_quantity end, 'reason', p_reason), v_move.note);
  perform app.broadcast(p_tenant_id, 'stock', jsonb_build_object('variant_id', p_variant_id));
  return app.level_json(p_tenant_id, p_variant_id);
end;
$$;
comment on function public.adjust_stock(uuid, uuid, uuid, uuid, integer, text, text, jsonb) is
  'Caller: owner, admin and operator. Corrects a stock by hand, once for p_id: p_quantity units in or out as stock_reasons has it for p_reason. What comes in is worth its cost; of what has lots p_lot {code, expires_on} comes in, and {id} or what expires first goes. Answers {on_hand, reserved, value_cents}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 stock_reason_required, PT400 invalid_quantity, PT400 invalid_date, PT400 lot_required, PT404 variant_not_found, PT404 place_not_found, PT409 out_of_stock, PT409 stock_is_reserved.';
revoke execute on function public.adjust_stock(uuid, uuid, uuid, uuid, integer, text, text, jsonb) from public, anon, authenticated;
grant execute on function public.adjust_stock(uuid, uuid, uuid, uuid, integer, text, text, jsonb) to authenticated;
