create function app.shop_of(p_slug text)
returns public.shop_settings
language sql
stable
set search_path = ''
as $$
  select s from app.shop_routes r
  join public.shop_settings s on s.tenant_id = r.tenant_id
  where r.slug = p_slug and s.is_open and app.module_is_on(r.tenant_id, 'products') and app.module_is_on(r.tenant_id, 'shop')
    and not exists (select from public.tenant_cancellations c where c.tenant_id = r.tenant_id);
$$;
comment on function app.shop_of(text) is 'The open shop at an address; NULL where there is none, or it is closed: strangers hear the same of both.';
revoke execute on function app.shop_of(text) from public, anon, authenticated;
