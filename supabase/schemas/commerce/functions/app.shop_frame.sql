create function app.shop_frame(p_shop public.shop_settings)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('slug', p_shop.slug, 'clinic', t.name, 'time_zone', t.time_zone, 'is_indexed', p_shop.is_indexed,
    'legal_name', p_shop.legal_name, 'tax_id', p_shop.tax_id, 'address', p_shop.address, 'email', p_shop.email, 'phone', p_shop.phone,
    'intro_text', p_shop.intro_text, 'policy_text', p_shop.policy_text, 'has_chat', p_shop.has_chat)
  from public.tenants t where t.id = p_shop.tenant_id;
$$;
comment on function app.shop_frame(public.shop_settings) is 'What every page of a shop says of the seller.';
revoke execute on function app.shop_frame(public.shop_settings) from public, anon, authenticated;
