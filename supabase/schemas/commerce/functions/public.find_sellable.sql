create function public.find_sellable(p_tenant_id uuid, p_search text, p_limit integer default 20)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_words text := app.normalize_text(p_search);
begin
  perform app.require_order_reader(p_tenant_id);
  return (
    select coalesce(jsonb_agg(to_jsonb(r) - 'n' order by r.n), '[]') from (
      select v.id as variant_id, app.variant_name(p.name, v.choices) as name, v.sku, v.barcode, v.price_cents, v.tracks_stock, p.kind, (
        select coalesce(sum(l.on_hand - l.reserved), 0)::int from public.stock_levels l where l.tenant_id = p_tenant_id and l.variant_id = v.id) as available,
        row_number() over (order by (v.barcode = btrim(p_search) or v.sku = upper(btrim(p_search))) desc nulls last, p.sort_key, v.position, v.id) as n
      from public.product_variants v
      join public.products p on p.tenant_id = p_tenant_id and p.id = v.product_id
      where v.tenant_id = p_tenant_id and v.archived_at is null and p.archived_at is null
        and (coalesce(v_words, '') = '' or p.sort_key like '%' || v_words || '%' or v.sku like upper(btrim(p_search)) || '%' or v.barcode = btrim(p_search)
          or app.normalize_text(app.variant_name(p.name, v.choices)) like '%' || v_words || '%')
      order by n limit least(greatest(coalesce(p_limit, 20), 1), 50)) r);
end;
$$;
comment on function public.find_sellable(uuid, text, integer) is
  'Caller: everybody but therapists. What can be sold, found by name, SKU or barcode (what fits exactly first): an array of {variant_id, name, sku, barcode, price_cents, tracks_stock, kind, available}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function public.find_sellable(uuid, text, integer) from public, anon, authenticated;
grant execute on function public.find_sellable(uuid, text, integer) to authenticated;
