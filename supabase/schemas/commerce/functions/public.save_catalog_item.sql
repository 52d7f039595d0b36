create function public.save_catalog_item(p_tenant_id uuid, p_product_id uuid, p_item jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_product public.products;
  v_old public.catalog_items;
  v_slug text;
  v_therapist uuid := app.typed_id(p_item ->> 'therapist_id');
  v_published boolean := (p_item -> 'is_published') is not distinct from 'true';
begin
  perform app.require_stock_keeper(p_tenant_id);
  perform app.require_module(p_tenant_id, 'shop');
  select * into v_product from public.products p where p.tenant_id = p_tenant_id and p.id = p_product_id for no key update;
  if not found then
    raise sqlstate 'PT404' using message = 'product_not_found';
  end if;
  select * into v_old from public.catalog_items i where i.tenant_id = p_tenant_id and i.product_id = p_product_id;
  v_slug := coalesce(app.slug_of(p_item ->> 'slug', 100), v_old.slug, app.slug_of(v_product.name, 100), 'item');
  if v_published and v_product.archived_at is not null then
    raise sqlstate 'PT409' using message = 'product_archived';
  elsif char_length(p_item ->> 'summary') > 300 or char_length(p_item ->> 'body') > 8000 then
    raise sqlstate 'PT400' using message = 'invalid_item';
  elsif v_therapist is not null and not exists (
    select from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = v_therapist and t.is_active) then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  elsif coalesce(app.typed_number(p_item ->> 'weight_grams'), 1) not between 1 and 100000 then
    raise sqlstate 'PT400' using message = 'invalid_item';
  end if;
  if v_slug in ('carrinho', 'finalizar') then
    -- pages of the shop itself
    v_slug := v_slug || '-' || left(p_product_id::text, 8);
  elsif p_item ->> 'slug' is null and exists (
    select from public.catalog_items i where i.tenant_id = p_tenant_id and i.slug = v_slug and i.product_id <> p_product_id) then
    v_slug := left(v_slug, 90) || '-' || left(p_product_id::text, 8);
  end if;
  insert into public.catalog_items (tenant_id, product_id, slug, summary, body, is_published, published_at, therapist_id, weight_grams)
  values (p_tenant_id, p_product_id, v_slug, app.trimmed(p_item ->> 'summary', 300),
    nullif(btrim(app.normalize_lines(p_item ->> 'body')), ''), v_published, case when v_published then now() end,
    case when v_product.session_type_id is not null then v_therapist end, app.typed_number(p_item ->> 'weight_grams'))
  on conflict (tenant_id, product_id) do update set slug = excluded.slug, summary = excluded.summary, body = excluded.body,
    is_published = excluded.is_published, therapist_id = excluded.therapist_id, weight_grams = excluded.weight_grams, published_at = coalesce(catalog_items.published_at, excluded.published_at);
  return public.get_catalog_item(p_tenant_id, p_product_id);
exception when unique_violation then
  raise sqlstate 'PT409' using message = 'slug_taken';
end;
$$;
comment on function public.save_catalog_item(uuid, uuid, jsonb) is
  'Caller: owner, admin and operator, while the shop''s module is on. p_item {is_published, slug, summary, body, therapist_id (of a service that is bought with a time), weight_grams}; without a slug the one of before, or one made of the name. Answers get_catalog_item. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 product_not_found, PT404 therapist_not_found, PT409 product_archived, PT400 invalid_item, PT409 slug_taken.';
revoke execute on function public.save_catalog_item(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_catalog_item(uuid, uuid, jsonb) to authenticated;
