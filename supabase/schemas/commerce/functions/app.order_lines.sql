create function app.order_lines(p_tenant_id uuid, p_order_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('variant_id', i.variant_id, 'quantity', i.quantity - i.fulfilled) order by i.position), '[]')
  from public.order_items i
  where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.variant_id is not null and i.quantity > i.fulfilled;
$$;
comment on function app.order_lines(uuid, uuid) is
  'What of an order is not handed over yet, as the stock takes lines.';
revoke execute on function app.order_lines(uuid, uuid) from public, anon, authenticated;
