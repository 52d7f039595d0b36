create function app.order_json(p_tenant_id uuid, p_order_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('id', o.id, 'number', o.number, 'channel', o.channel, 'state', o.state, 'payer_id', o.payer_id,
    'buyer_name', coalesce(q.name, c.full_name, y.full_name), 'is_counter', y.identity = 'counter', 'contact_id', o.contact_id,
    'patient_id', o.patient_id, 'phone', coalesce(h.phone, y.phone), 'thread_key', coalesce(t.thread_key, app.thread_of_payer(y)),
    'coupon_code', u.code, 'subtotal_cents', o.subtotal_cents, 'discount_cents', o.discount_cents, 'total_cents', o.total_cents,
    'paid_cents', o.paid_cents, 'refunded_cents', o.refunded_cents,
    'due_cents', case when o.state = 'cancelled' then 0 else greatest(o.total_cents - o.refunded_cents - o.paid_cents, 0) end,
    'charge_id', o.charge_id, 'expires_at', o.expires_at, 'expired_at', o.expired_at, 'cancelled_at', o.cancelled_at, 'note', o.note,
    'created_at', o.created_at, 'page_key', o.page_key, 'goods', app.goods_of_order(p_tenant_id, p_order_id), 'buyer', (
      select to_jsonb(b) - 'tenant_id' - 'order_id' from public.order_buyers b where b.tenant_id = p_tenant_id and b.order_id = o.id),
    'items', coalesce((
      select jsonb_agg(jsonb_build_object('id', i.id, 'kind', i.kind, 'variant_id', i.variant_id, 'session_id', i.session_id, 'name', i.name,
        'sku', i.sku, 'quantity', i.quantity, 'price_cents', i.price_cents, 'discount_cents', i.discount_cents, 'coupon_cents', i.coupon_cents,
        'total_cents', i.total_cents, 'fulfilled', i.fulfilled, 'returned', i.returned,
        'gives_sessions', i.variant_id is not null and app.gives_sessions(p_tenant_id, i.variant_id), 'patient_id', i.patient_id, 'starts_at', coalesce(
          (select s.starts_at from public.schedule_slots s where s.tenant_id = p_tenant_id and s.id = i.slot_id),
          (select s.starts_at from public.sessions s where s.tenant_id = p_tenant_id and s.id = i.session_id))) order by i.position)
      from public.order_items i where i.tenant_id = p_tenant_id and i.order_id = o.id), '[]'),
    'payments', coalesce((
      select jsonb_agg(jsonb_build_object('id', p.id, 'provider', p.provider, 'state', p.state, 'reason', p.reason, 'method', e.method,
        'amount_cents', m.amount_cents, 'entry_id', p.entry_id, 'at', p.created_at) order by p.created_at, p.id)
      from public.order_payments p
      join public.money_payments m on m.tenant_id = p_tenant_id and m.id = p.entry_id
      join public.money_entries e on e.tenant_id = p_tenant_id and e.id = p.entry_id
      where p.tenant_id = p_tenant_id and p.order_id = o.id), '[]'),
    'refunds', coalesce((
      select jsonb_agg(jsonb_build_object('id', r.id, 'kind', r.kind, 'provider', r.provider, 'state', r.state, 'amount_cents', r.amount_cents,
        'reason', r.reason, 'at', r.created_at) order by r.created_at, r.id)
      from public.order_refunds r where r.tenant_id = p_tenant_id and r.order_id = o.id), '[]'),
    'events', coalesce((
      select jsonb_agg(jsonb_build_object('id', v.id, 'kind', v.kind, 'data', v.data, 'actor', app.name_of_member(v.actor_id), 'at', v.at) order by v.id)
      from public.order_events v where v.tenant_id = p_tenant_id and v.order_id = o.id), '[]'))
  from public.orders o
  join public.payers y on y.tenant_id = p_tenant_id and y.id = o.payer_id
  left join public.patients q on q.tenant_id = p_tenant_id and q.id = o.patient_id
  left join public.contacts c on c.tenant_id = p_tenant_id and c.id = o.contact_id
  left join public.contact_phones h on h.tenant_id = p_tenant_id and h.entity_type = 'patient' and h.entity_id = o.patient_id and h.is_primary
  left join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = o.thread_id
  left join public.coupons u on u.tenant_id = p_tenant_id and u.id = o.coupon_id
  where o.tenant_id = p_tenant_id and o.id = p_order_id;
$$;
comment on function app.order_json(uuid, uuid) is
  'An order with its lines, payments, refunds and history.';
revoke execute on function app.order_json(uuid, uuid) from public, anon, authenticated;
