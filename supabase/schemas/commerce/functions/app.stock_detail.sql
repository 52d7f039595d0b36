create function app.stock_detail(p_tenant_id uuid, p_variant_id uuid, p_wanted integer, p_available integer)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('variant_id', v.id, 'sku', v.sku, 'name', app.variant_name(p.name, v.choices), 'wanted', p_wanted,
    'available', greatest(p_available, 0))
  from public.product_variants v
  join public.products p on p.tenant_id = p_tenant_id and p.id = v.product_id
  where v.tenant_id = p_tenant_id and v.id = p_variant_id;
$$;
comment on function app.stock_detail(uuid, uuid, integer, integer) is 'What a refusal says of one variant.';
revoke execute on function app.stock_detail(uuid, uuid, integer, integer) from public, anon, authenticated;
