create function public.get_shop_settings(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_settings public.shop_settings;
begin
  perform app.require_stock_reader(p_tenant_id);
  select * into v_settings from public.shop_settings s where s.tenant_id = p_tenant_id;
  return jsonb_build_object('is_on', app.module_is_on(p_tenant_id, 'shop'), 'is_open', coalesce(v_settings.is_open, false), 'slug', v_settings.slug,
    'suggested_slug', (select left(t.slug, 60) from public.tenants t where t.id = p_tenant_id),
    'is_indexed', coalesce(v_settings.is_indexed, true), 'legal_name', v_settings.legal_name, 'tax_id', v_settings.tax_id,
    'address', v_settings.address, 'email', v_settings.email, 'phone', v_settings.phone, 'intro_text', v_settings.intro_text,
    'policy_text', v_settings.policy_text, 'takes_reviews', coalesce(v_settings.takes_reviews, true), 'has_chat', coalesce(v_settings.has_chat, false),
    'review_limits', to_jsonb(app.profession_limits(p_tenant_id, 'reviews')),
    'published', (
      select count(*) from public.catalog_items i join public.products p on p.tenant_id = p_tenant_id and p.id = i.product_id
      where i.tenant_id = p_tenant_id and i.is_published and p.archived_at is null));
end;
$$;
comment on function public.get_shop_settings(uuid) is
  'Caller: owner, admin, supervisor and operator. The shop of the clinic: {is_on (the module), is_open, slug, suggested_slug, is_indexed, legal_name, tax_id, address, email, phone, intro_text, policy_text, takes_reviews, has_chat, review_limits (councils whose care shows none), published}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function public.get_shop_settings(uuid) from public, anon, authenticated;
grant execute on function public.get_shop_settings(uuid) to authenticated;
