create function public.saas_save_addon_product(
  p_id uuid, p_slug text, p_name text, p_description text, p_addon_type text, p_credits_amount integer, p_price_cents integer,
  p_icon text default null, p_is_active boolean default true, p_is_visible boolean default true, p_sort_order integer default 0,
  p_seen_at timestamptz default null
)
returns public.addon_products
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_name text;
  v_product public.addon_products;
begin
  perform app.require_saas_admin();
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_name := app.require_name(p_name);
  if coalesce(p_slug, '') !~ '^[a-z0-9]+(-[a-z0-9]+)*$' or char_length(p_slug) > 120 or coalesce(p_addon_type, '') !~ '^[a-z][a-z0-9_]{1,39}$' then
    raise sqlstate 'PT400' using message = 'invalid_slug', detail = 'Lower case letters, digits and hyphens.';
  end if;
  -- one administrator at a time, so that a slug that two want is refused to one of them in words
  lock table public.addon_products in share row exclusive mode;
  perform app.require_seen(p_seen_at, (select o.updated_at from public.addon_products o where o.id = p_id and o.deleted_at is null));
  if exists (select from public.addon_products o where o.slug = p_slug and o.id <> p_id) then
    raise sqlstate 'PT409' using message = 'slug_in_use', detail = p_slug;
  end if;
  if exists (select from public.addon_products o where o.id = p_id and o.addon_type <> p_addon_type) then
    perform app.require_product_unused(p_id);
  end if;
  perform app.require_credits(p_credits_amount, 'product');
  if p_price_cents is null or p_price_cents < 0 then
    raise sqlstate 'PT400' using message = 'invalid_price', detail = 'In cents, not negative.';
  end if;
  insert into public.addon_products (id, slug, name, description, addon_type, icon, credits_amount, price_cents, is_active, is_visible, sort_order)
  values (p_id, p_slug, v_name, nullif(app.normalize_lines(left(p_description, 500)), ''), p_addon_type, coalesce(nullif(left(p_icon, 60), ''), 'pi pi-box'),
    p_credits_amount, p_price_cents, coalesce(p_is_active, true), coalesce(p_is_visible, true), coalesce(p_sort_order, 0))
  on conflict (id) do update set
    slug = excluded.slug, name = excluded.name, description = excluded.description, addon_type = excluded.addon_type, icon = excluded.icon,
    credits_amount = excluded.credits_amount, price_cents = excluded.price_cents, is_active = excluded.is_active,
    is_visible = excluded.is_visible, sort_order = excluded.sort_order, deleted_at = null
  returning * into v_product;
  return v_product;
end;
$$;
comment on function public.saas_save_addon_product(uuid, text, text, text, text, integer, integer, text, boolean, boolean, integer, timestamptz) is
  'Caller: SaaS administrators. Creates the product or changes it; the id is the caller''s. p_seen_at: updated_at of the product that was changed, NULL for a new one. Saving a deleted one without it brings it back. Errors: PT401 not_signed_in, PT403 forbidden, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_slug, PT409 slug_in_use, PT409 product_in_use when its type changes, PT400 invalid_credits, PT400 invalid_price, PT400 note_required, PT409 changed_meanwhile or deleted.';
revoke execute on function public.saas_save_addon_product(uuid, text, text, text, text, integer, integer, text, boolean, boolean, integer, timestamptz) from public, anon, authenticated;
grant execute on function public.saas_save_addon_product(uuid, text, text, text, text, integer, integer, text, boolean, boolean, integer, timestamptz) to authenticated;
