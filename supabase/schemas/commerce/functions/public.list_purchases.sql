create function public.list_purchases(
  p_tenant_id uuid, p_after jsonb default null, p_limit integer default 50, p_where jsonb default '{}'
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_stock_reader(p_tenant_id);
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'number', o.number, 'state', o.state, 'is_suggested', o.is_suggested,
      'supplier_id', o.supplier_id, 'supplier', c.name, 'expected_on', o.expected_on, 'created_at', o.created_at, 'sent_at', o.sent_at,
      'total_cents', o.freight_cents + i.cents, 'ordered', i.ordered, 'received', i.received) order by o.number desc), '[]')
    from (
      select * from public.purchase_orders o
      where o.tenant_id = p_tenant_id
        and (nullif(p_where ->> 'state', '') is null or o.state = p_where ->> 'state'
          or p_where ->> 'state' = 'open' and o.state in ('draft', 'sent', 'partial'))
        and (nullif(p_where ->> 'supplier_id', '') is null or o.supplier_id = app.typed_id(p_where ->> 'supplier_id'))
        and (p_after is null or o.number < (p_after ->> 'number')::int)
      order by o.number desc limit least(greatest(coalesce(p_limit, 50), 1), 200)) o
    join public.companies c on c.tenant_id = p_tenant_id and c.id = o.supplier_id
    cross join lateral (
      select coalesce(sum(x.quantity), 0) as ordered, coalesce(sum(x.received), 0) as received, coalesce(sum(x.quantity::bigint * x.cost_cents), 0) as cents
      from public.purchase_order_items x where x.tenant_id = p_tenant_id and x.purchase_id = o.id) i);
end;
$$;
comment on function public.list_purchases(uuid, jsonb, integer, jsonb) is
  'Caller: everybody but therapists. Purchase orders, the latest first: [{id, number, state, is_suggested, supplier, expected_on, total_cents, ordered, received, …}]. p_where {state (open: everything that is not over), supplier_id}; p_after: the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function public.list_purchases(uuid, jsonb, integer, jsonb) from public, anon, authenticated;
grant execute on function public.list_purchases(uuid, jsonb, integer, jsonb) to authenticated;
