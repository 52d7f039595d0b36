create function public.get_month_closing(p_tenant_id uuid, p_month date)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_from date := date_trunc('month', coalesce(p_month, app.clinic_today(p_tenant_id)))::date;
  v_to date := (v_from + interval '1 month')::date - 1;
  v_zone text := app.clinic_zone(p_tenant_id);
  v_begin timestamptz;
  v_end timestamptz;
begin
  perform app.require_order_reader(p_tenant_id);
  v_begin := v_from::timestamp at time zone v_zone;
  v_end := (v_to + 1)::timestamp at time zone v_zone;
  return jsonb_build_object('month', v_from, 'is_over', v_to < app.clinic_today(p_tenant_id),
    'sales', (
      select jsonb_build_object('orders', count(*), 'subtotal_cents', coalesce(sum(o.subtotal_cents), 0),
        'discount_cents', coalesce(sum(o.discount_cents), 0), 'total_cents', coalesce(sum(o.total_cents), 0))
      from public.orders o where o.tenant_id = p_tenant_id and o.paid_at >= v_begin and o.paid_at < v_end),
    'stock', (
      select jsonb_build_object('sold_cents', coalesce(-sum(m.value_cents) filter (where m.kind = 'sale' and m.at >= v_begin), 0),
        'returned_cents', coalesce(sum(m.value_cents) filter (where m.kind = 'return' and m.at >= v_begin), 0),
        'purchased_cents', coalesce(sum(m.value_cents) filter (where m.kind = 'purchase' and m.at >= v_begin), 0),
        'adjusted_cents', coalesce(sum(m.value_cents) filter (where m.kind in ('adjust', 'count') and m.at >= v_begin), 0),
        'begin_cents', coalesce(sum(m.value_cents) filter (where m.at < v_begin), 0), 'end_cents', coalesce(sum(m.value_cents), 0))
      from public.stock_moves m where m.tenant_id = p_tenant_id and m.at < v_end),
    'open', (
      select jsonb_build_object('orders', count(*), 'due_cents', coalesce(sum(greatest(o.total_cents - o.refunded_cents - o.paid_cents, 0)), 0))
      from public.orders o where o.tenant_id = p_tenant_id and o.state = 'pending' and o.created_at < v_end))
    || jsonb_build_object('invoices', app.closing_invoices(p_tenant_id, v_begin, v_end)) || app.closing_money(p_tenant_id, v_from, v_to);
end;
$$;
comment on function public.get_month_closing(uuid, date) is
  'Caller: everybody but therapists. The books of the shop and the stock in a month of the clinic''s calendar (any day of it; NULL: this one): {month, is_over, sales {orders, subtotal_cents, discount_cents, total_cents: of orders whose last cent came in it}, payments, received_cents, refunds, refunded_cents, fees (app.closing_money), invoices (app.closing_invoices), stock {begin_cents, purchased_cents, sold_cents (what was sold had cost), returned_cents, adjusted_cents, end_cents}, open {orders, due_cents: placed by its end and not paid now}}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function public.get_month_closing(uuid, date) from public, anon, authenticated;
grant execute on function public.get_month_closing(uuid, date) to authenticated;
