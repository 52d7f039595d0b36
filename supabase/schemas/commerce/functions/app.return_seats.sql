create function app.return_seats(p_tenant_id uuid, p_owner_kind text, p_owner_id uuid, p_lines jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_line record;
  v_hold public.seat_holds;
  v_left integer;
  v_part integer;
begin
  perform app.lock_seats(p_tenant_id, p_owner_kind, p_owner_id);
  for v_line in select * from app.seat_lines(p_tenant_id, p_lines) loop
    v_left := v_line.quantity;
    for v_hold in
      select * from public.seat_holds h
      where h.tenant_id = p_tenant_id and h.owner_kind = p_owner_kind and h.owner_id = p_owner_id and h.slot_id = v_line.slot_id
        and h.state = 'taken' and h.quantity > h.returned
      order by h.created_at desc, h.id desc
    loop
      v_part := least(v_left, v_hold.quantity - v_hold.returned);
      continue when v_part = 0;
      v_left := v_left - v_part;
      update public.seat_holds h set returned = h.returned + v_part where h.tenant_id = p_tenant_id and h.id = v_hold.id;
      update public.schedule_slots s set sold = s.sold - v_part where s.tenant_id = p_tenant_id and s.id = v_line.slot_id;
    end loop;
    if v_left > 0 then
      raise sqlstate 'PT409' using message = 'not_taken', detail = jsonb_build_array(
        jsonb_build_object('slot_id', v_line.slot_id, 'wanted', v_line.quantity, 'available', v_line.quantity - v_left));
    end if;
  end loop;
end;
$$;
comment on function app.return_seats(uuid, text, uuid, jsonb) is
  'Seats that an owner has taken are free again: [{slot_id, quantity}], never more than it has. Errors: PT400 invalid_quantity, PT404 slot_not_found, PT409 not_taken.';
revoke execute on function app.return_seats(uuid, text, uuid, jsonb) from public, anon, authenticated;
