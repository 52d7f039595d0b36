create function app.takes_reviews(p_tenant_id uuid, p_product_id uuid)
returns boolean
language sql
stable
set search_path = ''
as $$
  select exists (
    select from public.shop_settings s
    where s.tenant_id = p_tenant_id and s.takes_reviews and app.module_is_on(p_tenant_id, 'shop'))
    and (app.profession_limits(p_tenant_id, 'reviews') = '{}' or not exists (
      select from public.products p
      where p.tenant_id = p_tenant_id and p.id = p_product_id and (p.session_type_id is not null or p.kind in ('service', 'package'))));
$$;
comment on function app.takes_reviews(uuid, uuid) is
  'Whether a product may have reviews, and show them: the clinic wants them, and it is no care of a profession that may not publish any.';
revoke execute on function app.takes_reviews(uuid, uuid) from public, anon, authenticated;
