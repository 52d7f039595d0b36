create function app.give_seats_back(p_tenant_id uuid, p_order_id uuid, p_slots jsonb default null)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_lines jsonb;
begin
  if not exists (
    select from public.seat_holds h where h.tenant_id = p_tenant_id and h.owner_kind = 'order' and h.owner_id = p_order_id) then
    return;
  end if;
  if p_slots is null then
    perform app.release_seats(p_tenant_id, 'order', p_order_id);
  else
    perform app.lock_seats(p_tenant_id, 'order', p_order_id);
  end if;
  select jsonb_agg(jsonb_build_object('slot_id', x.slot_id, 'quantity', x.quantity)) into v_lines
  from (
    select h.slot_id, case when p_slots is null then sum(h.quantity - h.returned)
      else least(sum(h.quantity - h.returned), (p_slots ->> h.slot_id::text)::integer) end as quantity
    from public.seat_holds h
    where h.tenant_id = p_tenant_id and h.owner_kind = 'order' and h.owner_id = p_order_id and h.state = 'taken' group by h.slot_id
  ) x
  where x.quantity > 0;
  if v_lines is not null then
    perform app.return_seats(p_tenant_id, 'order', p_order_id, v_lines);
  end if;
end;
$$;
comment on function app.give_seats_back(uuid, uuid, jsonb) is
  'Seats of an order are free again, held or sold: all, or of p_slots {slot_id: how many} those that were sold.';
revoke execute on function app.give_seats_back(uuid, uuid, jsonb) from public, anon, authenticated;
