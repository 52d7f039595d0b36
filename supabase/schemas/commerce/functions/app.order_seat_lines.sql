create function app.order_seat_lines(p_tenant_id uuid, p_order_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('slot_id', x.slot_id, 'quantity', x.quantity) order by x.slot_id), '[]')
  from (
    select i.slot_id, sum(i.quantity - i.returned) - coalesce((
      select sum(h.quantity - h.returned) from public.seat_holds h
      where h.tenant_id = p_tenant_id and h.owner_kind = 'order' and h.owner_id = p_order_id and h.slot_id = i.slot_id and h.state = 'taken'), 0) as quantity
    from public.order_items i
    where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.slot_id is not null group by i.slot_id
  ) x
  where x.quantity > 0;
$$;
comment on function app.order_seat_lines(uuid, uuid) is 'Which seats of an order are not sold to it yet, as app.hold_seats takes lines.';
revoke execute on function app.order_seat_lines(uuid, uuid) from public, anon, authenticated;
