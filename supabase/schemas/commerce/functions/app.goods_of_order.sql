create function app.goods_of_order(p_tenant_id uuid, p_order_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'vouchers', coalesce((
      select jsonb_agg(jsonb_build_object('id', w.id, 'code', w.code, 'name', i.name, 'redeemed_at', w.redeemed_at,
        'start_local', app.local_text(coalesce(t.starts_at, s.starts_at), app.clinic_zone(p_tenant_id)), 'place', t.place,
        -- of those that are left the first ones count, whichever was given back
        'is_void', o.state = 'cancelled' or w.redeemed_at is null and (
          select count(*) from public.order_vouchers x
          where x.tenant_id = p_tenant_id and x.item_id = w.item_id and (x.redeemed_at is not null or x.unit <= w.unit))
          > i.quantity - i.returned) order by i.position, w.unit)
      from public.order_vouchers w
      join public.order_items i on i.tenant_id = p_tenant_id and i.id = w.item_id
      left join public.schedule_slots t on t.tenant_id = p_tenant_id and t.id = i.slot_id
      left join public.sessions s on s.tenant_id = p_tenant_id and s.id = i.session_id
      where w.tenant_id = p_tenant_id and w.order_id = p_order_id), '[]'),
    'files', coalesce((
      select jsonb_agg(jsonb_build_object('item_id', d.item_id, 'file_id', d.file_id, 'name', f.name, 'left', d.left_over,
        'expires_local', app.local_text(d.expires_at, app.clinic_zone(p_tenant_id)),
        'is_open', d.left_over > 0 and d.expires_at > now() and o.state <> 'cancelled' and i.returned < i.quantity) order by i.position, f.created_at)
      from public.order_downloads d
      join public.order_items i on i.tenant_id = p_tenant_id and i.id = d.item_id and i.order_id = p_order_id
      join public.product_files f on f.tenant_id = p_tenant_id and f.id = d.file_id
      where d.tenant_id = p_tenant_id), '[]'))
  from public.orders o where o.tenant_id = p_tenant_id and o.id = p_order_id;
$$;

comment on function app.goods_of_order(uuid, uuid) is
  'What an order gave: {vouchers: [{id, code, name, start_local, place, redeemed_at, is_void}], files: [{item_id, file_id, name, left, expires_local, is_open}]}.';
revoke execute on function app.goods_of_order(uuid, uuid) from public, anon, authenticated;
