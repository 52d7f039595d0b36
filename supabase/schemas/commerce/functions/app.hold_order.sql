create function app.hold_order(p_order public.orders, p_expires_at timestamptz)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_lines jsonb := app.order_lines(p_order.tenant_id, p_order.id);
  v_seats jsonb := app.order_seat_lines(p_order.tenant_id, p_order.id);
begin
  if exists (
    select from public.order_items i
    join public.sessions s on s.tenant_id = p_order.tenant_id and s.id = i.session_id and s.status = 'cancelled'
    where i.tenant_id = p_order.tenant_id and i.order_id = p_order.id and i.kind = 'product') then
    -- whoever waited too long has lost the time; a person finds another
    raise sqlstate 'PT409' using message = 'time_taken';
  end if;
  if v_lines <> '[]' then
    perform app.hold_stock(p_order.tenant_id, v_lines, 'order', p_order.id, p_expires_at);
  end if;
  if v_seats = '[]' then
    return;
  end if;
  perform app.lock_seats(p_order.tenant_id, 'order', p_order.id, array(select (l ->> 'slot_id')::uuid from jsonb_array_elements(v_seats) l));
  if exists (
    select from jsonb_to_recordset(v_seats) l (slot_id uuid, quantity integer)
    left join public.seat_holds h on h.tenant_id = p_order.tenant_id and h.owner_kind = 'order' and h.owner_id = p_order.id
      and h.slot_id = l.slot_id and h.state = 'open'
    where h.quantity is distinct from l.quantity) then
    perform app.hold_seats(p_order.tenant_id, v_seats, 'order', p_order.id, p_expires_at);
  else
    -- a date that has begun meanwhile is still theirs
    update public.seat_holds h set expires_at = p_expires_at
    where h.tenant_id = p_order.tenant_id and h.owner_kind = 'order' and h.owner_id = p_order.id and h.state = 'open'
      and h.expires_at is distinct from p_expires_at;
  end if;
end;
$$;
comment on function app.hold_order(public.orders, timestamptz) is
  'Holds what an order has not handed over and the seats that it has not taken, until p_expires_at or, NULL, for good. Errors: PT409 out_of_stock, PT409 no_seats_left, PT409 time_taken.';
revoke execute on function app.hold_order(public.orders, timestamptz) from public, anon, authenticated;
