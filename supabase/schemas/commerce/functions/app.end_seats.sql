create function app.end_seats(p_tenant_id uuid, p_owner_kind text, p_owner_id uuid, p_state text)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_hold public.seat_holds;
  v_seats integer := 0;
begin
  for v_hold in
    select * from public.seat_holds h
    where h.tenant_id = p_tenant_id and h.owner_kind = p_owner_kind and h.owner_id = p_owner_id and h.state = 'open' order by h.slot_id
  loop
    update public.seat_holds h set state = p_state, closed_at = clock_timestamp() where h.tenant_id = p_tenant_id and h.id = v_hold.id;
    update public.schedule_slots s set reserved = s.reserved - v_hold.quantity,
      sold = s.sold + case when p_state = 'taken' then v_hold.quantity else 0 end
    where s.tenant_id = p_tenant_id and s.id = v_hold.slot_id;
    v_seats := v_seats + v_hold.quantity;
  end loop;
  return v_seats;
end;
$$;
comment on function app.end_seats(uuid, text, uuid, text) is
  'Closes the open holds of an owner (p_state taken, released or expired); how many seats. The caller has the locks.';
revoke execute on function app.end_seats(uuid, text, uuid, text) from public, anon, authenticated;
