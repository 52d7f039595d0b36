create function app.product_matches(p_tenant_id uuid, p_id uuid, p_sort_key text, p_search text)
returns boolean
language sql
stable
set search_path = ''
as $$
  select app.trimmed(p_search, 100) is null
    or not exists (
      select from regexp_split_to_table(app.normalize_text(app.trimmed(p_search, 100)), '\s+') w (word) where position(w.word in p_sort_key) = 0)
    or exists (
      select from public.product_variants v
      where v.tenant_id = p_tenant_id and v.product_id = p_id
        and (starts_with(v.sku, upper(btrim(p_search))) or v.barcode = regexp_replace(p_search, '[^0-9]', '', 'g')));
$$;
comment on function app.product_matches(uuid, uuid, text, text) is
  'Whether a product is meant: all words in its name, the beginning of a SKU, or a barcode.';
revoke execute on function app.product_matches(uuid, uuid, text, text) from public, anon, authenticated;
