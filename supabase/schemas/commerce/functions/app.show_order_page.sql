create function app.show_order_page(p_tenant_id uuid, p_order_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_order public.orders;
  v_due integer;
  v_zone text := app.clinic_zone(p_tenant_id);
begin
  select * into v_order from public.orders o where o.tenant_id = p_tenant_id and o.id = p_order_id;
  v_due := case when v_order.state = 'cancelled' then 0 else greatest(v_order.total_cents - v_order.refunded_cents - v_order.paid_cents, 0) end;
  return jsonb_build_object('number', v_order.number, 'state', v_order.state, 'channel', v_order.channel,
    'is_expired', v_order.expired_at is not null, 'created_local', app.local_text(v_order.created_at, v_zone),
    'expires_local', app.local_text(v_order.expires_at, v_zone), 'subtotal_cents', v_order.subtotal_cents,
    'discount_cents', v_order.discount_cents, 'total_cents', v_order.total_cents, 'paid_cents', v_order.paid_cents,
    'refunded_cents', v_order.refunded_cents, 'due_cents', v_due,
    'seller', (
      select jsonb_build_object('clinic', t.name, 'slug', case when s.is_open then s.slug end, 'legal_name', s.legal_name, 'tax_id', s.tax_id,
        'address', s.address, 'email', s.email, 'phone', s.phone, 'policy_text', s.policy_text)
      from public.tenants t left join public.shop_settings s on s.tenant_id = t.id where t.id = p_tenant_id),
    'items', (
      select jsonb_agg(jsonb_build_object('name', i.name, 'quantity', i.quantity, 'returned', i.returned,
        'price_cents', i.price_cents, 'total_cents', i.quantity * i.price_cents - i.discount_cents) order by i.position)
      from public.order_items i where i.tenant_id = p_tenant_id and i.order_id = p_order_id),
    'payments', coalesce((
      select jsonb_agg(jsonb_build_object('amount_cents', m.amount_cents, 'method', e.method, 'is_late', p.state = 'late',
        'at_local', app.local_text(p.created_at, v_zone)) order by p.created_at, p.id)
      from public.order_payments p
      join public.money_payments m on m.tenant_id = p_tenant_id and m.id = p.entry_id
      join public.money_entries e on e.tenant_id = p_tenant_id and e.id = p.entry_id
      where p.tenant_id = p_tenant_id and p.order_id = p_order_id), '[]'),
    'refunds', coalesce((
      select jsonb_agg(jsonb_build_object('amount_cents', r.amount_cents, 'kind', r.kind, 'state', r.state,
        'at_local', app.local_text(r.created_at, v_zone)) order by r.created_at, r.id)
      from public.order_refunds r
      where r.tenant_id = p_tenant_id and r.order_id = p_order_id and r.kind <> 'dispute' and r.state <> 'failed'), '[]'),
    'waits_for_voucher', exists (
      select from app.stripe_checkouts k where k.tenant_id = p_tenant_id and k.order_id = p_order_id and k.state = 'processing'),
    'ways', app.order_ways(v_order, v_due),
    'pix', case when v_due > 0 then app.order_pix(p_tenant_id, v_order.charge_id) end,
    'seats', app.order_seats(p_tenant_id, p_order_id), 'sections', app.order_sections(p_tenant_id, p_order_id),
    'goods', app.goods_of_order(p_tenant_id, p_order_id), 'times', app.order_times(p_tenant_id, p_order_id),
    'delivery', (
      select to_jsonb(b) - 'tenant_id' - 'order_id' - 'full_name' - 'phone' - 'email' - 'cpf' - 'accepted_text' - 'accepted_at'
        || jsonb_build_object('note', (
          select coalesce(s.pickup_note, s.address) from public.shop_settings s where s.tenant_id = p_tenant_id and b.delivery_kind = 'pickup'))
      from public.order_buyers b where b.tenant_id = p_tenant_id and b.order_id = p_order_id and b.delivery_kind is not null));
end;
$$;

comment on function app.show_order_page(uuid, uuid) is
  'Caller: order-page, for whoever has the link of an order: what was bought, what is paid and how the rest can be paid; nobody''s name. Errors: none.';
revoke execute on function app.show_order_page(uuid, uuid) from public, anon, authenticated;
grant execute on function app.show_order_page(uuid, uuid) to service_role;
