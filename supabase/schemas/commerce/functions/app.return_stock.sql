create function app.return_stock(p_tenant_id uuid, p_owner_kind text, p_owner_id uuid, p_lines jsonb, p_reason text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_line record;
  v_hold public.stock_holds;
  v_left integer;
  v_part integer;
  v_short jsonb := '[]';
begin
  perform app.lock_holds(p_tenant_id, p_owner_kind, p_owner_id);
  for v_line in select * from app.stock_lines(p_tenant_id, p_lines) loop
    v_left := v_line.quantity;
    for v_hold in
      select h.* from public.stock_holds h
      where h.tenant_id = p_tenant_id and h.owner_kind = p_owner_kind and h.owner_id = p_owner_id and h.variant_id = v_line.variant_id
        and h.place_id = coalesce(v_line.place_id, h.place_id) and h.taken > h.returned
      order by h.created_at desc, h.id desc
    loop
      v_part := least(v_left, v_hold.taken - v_hold.returned);
      continue when v_part = 0;
      v_left := v_left - v_part;
      perform app.take_back(p_tenant_id, v_line.variant_id, v_hold.place_id, v_part, p_owner_kind, p_owner_id, app.trimmed(p_reason, 300));
      update public.stock_holds h set returned = h.returned + v_part where h.tenant_id = p_tenant_id and h.id = v_hold.id;
    end loop;
    if v_left > 0 then
      v_short := v_short || app.stock_detail(p_tenant_id, v_line.variant_id, v_line.quantity, v_line.quantity - v_left);
    end if;
  end loop;
  if v_short <> '[]' then
    raise sqlstate 'PT409' using message = 'not_taken', detail = v_short;
  end if;
end;
$$;
comment on function app.return_stock(uuid, text, uuid, jsonb, text) is
  'Units that an owner has taken come back to where they stood, to their lots and at their cost: lines [{variant_id, quantity, place_id?}], never more than was taken. What is not sold again is corrected afterwards. Errors: PT400 invalid_quantity, PT404 variant_not_found, PT404 place_not_found, PT409 not_taken (detail as out_of_stock).';
revoke execute on function app.return_stock(uuid, text, uuid, jsonb, text) from public, anon, authenticated;
