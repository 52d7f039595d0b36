create function public.list_stock(
  p_tenant_id uuid, p_search text default null, p_after jsonb default null, p_limit integer default 50, p_where jsonb default '{}'
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
    select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'product_id', x.product_id, 'name', app.variant_name(x.name, x.choices),
      'sort_key', x.sort_key, 'sku', x.sku, 'unit', x.unit, 'on_hand', x.on_hand, 'reserved', x.reserved, 'available', x.available,
      'incoming', x.incoming, 'value_cents', x.value_cents, 'reorder_point', x.reorder_point, 'is_low', x.is_low, 'uses_lots', x.uses_lots,
      'expires_on', x.expires_on, 'need_purchase_id', x.need_purchase_id,
      'supplier', (select c.name from public.companies c where c.tenant_id = p_tenant_id and c.id = x.supplier_id))
      order by x.sort_key, x.id), '[]')
    from (
      select * from app.stock_rows(p_tenant_id, app.typed_id(p_where ->> 'place_id')) s
      where (p_where ->> 'low' is distinct from 'true' or s.is_low)
        and (p_where ->> 'expiring' is distinct from 'true' or s.expires_on <= app.clinic_today(p_tenant_id) + 30)
        and app.product_matches(p_tenant_id, s.product_id, s.sort_key, p_search)
        and (p_after is null or (s.sort_key, s.id) > (p_after ->> 'sort_key', (p_after ->> 'id')::uuid))
      order by s.sort_key, s.id limit least(greatest(coalesce(p_limit, 50), 1), 200)) x);
end;
$$;
comment on function public.list_stock(uuid, text, jsonb, integer, jsonb) is
  'Caller: everybody but therapists. What has stock, by name: [{id, product_id, name, sku, unit, on_hand, reserved, available, incoming, value_cents, reorder_point, is_low, expires_on (of the first lot that has units), supplier, need_purchase_id}]. p_where {place_id, low, expiring: within 30 days}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function public.list_stock(uuid, text, jsonb, integer, jsonb) from public, anon, authenticated;
grant execute on function public.list_stock(uuid, text, jsonb, integer, jsonb) to authenticated;
