create function public.get_product(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_row public.products;
begin
  perform app.require_stock_reader(p_tenant_id);
  select * into v_row from public.products p where p.tenant_id = p_tenant_id and p.id = p_id;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'product_not_found';
  end if;
  return to_jsonb(v_row) - 'tenant_id' - 'sort_key' || jsonb_build_object(
    'session_type', (select s.name from public.session_types s where s.tenant_id = p_tenant_id and s.id = v_row.session_type_id),
    'options', coalesce((
      select jsonb_agg(jsonb_build_object('name', o.name, 'choices', o.choices) order by o.position)
      from public.product_options o where o.tenant_id = p_tenant_id and o.product_id = p_id), '[]'),
    'variants', coalesce((
      select jsonb_agg(to_jsonb(v) - 'tenant_id' - 'product_id' - 'created_at' - 'updated_at' || jsonb_build_object(
        'name', app.variant_name(v_row.name, v.choices),
        'on_hand', coalesce(l.on_hand, 0), 'reserved', coalesce(l.reserved, 0), 'value_cents', coalesce(l.value_cents, 0),
        'supplier', (select c.name from public.companies c where c.tenant_id = p_tenant_id and c.id = v.supplier_id))
        order by (v.archived_at is not null), v.position, v.id)
      from public.product_variants v
      left join lateral (
        select sum(x.on_hand) as on_hand, sum(x.reserved) as reserved, sum(x.value_cents) as value_cents
        from public.stock_levels x where x.tenant_id = p_tenant_id and x.variant_id = v.id) l on true
      where v.tenant_id = p_tenant_id and v.product_id = p_id), '[]'));
end;
$$;
comment on function public.get_product(uuid, uuid) is
  'Caller: everybody but therapists. {…the product, options [{name, choices}], variants [{id, name, choices, sku, barcode, price_cents, cost_cents, on_hand, reserved, value_cents, …}], archived variants last}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 product_not_found.';
revoke execute on function public.get_product(uuid, uuid) from public, anon, authenticated;
grant execute on function public.get_product(uuid, uuid) to authenticated;
