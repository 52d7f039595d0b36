create function app.order_seats(p_tenant_id uuid, p_order_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('name', q.name, 'quantity', h.quantity - h.returned, 'place', s.place,
    'start_local', app.local_text(s.starts_at, app.clinic_zone(p_tenant_id)), 'is_cancelled', s.cancelled_at is not null)
    order by s.starts_at, s.id), '[]')
  from public.seat_holds h
  join public.schedule_slots s on s.tenant_id = p_tenant_id and s.id = h.slot_id
  join public.products q on q.tenant_id = p_tenant_id and q.id = s.product_id
  where h.tenant_id = p_tenant_id and h.owner_kind = 'order' and h.owner_id = p_order_id and h.state in ('open', 'taken')
    and h.quantity > h.returned;
$$;

comment on function app.order_seats(uuid, uuid) is
  'The dates that an order has seats of, held or sold: [{name, quantity, place, start_local, is_cancelled}].';
revoke execute on function app.order_seats(uuid, uuid) from public, anon, authenticated;
