create function app.assistant_catalogue(p_tenant_id uuid, p_thread_id uuid, p_patient_id uuid, p_args jsonb, p_does boolean, p_now timestamptz)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_words text := nullif(translate(app.normalize_text(left(p_args ->> 'query', 80)), '%_\', ''), '');
  v_items jsonb;
begin
  select jsonb_agg(app.shop_card(p_tenant_id, x.id) - 'updated_at' order by x.sort_key) into v_items
  from (
    select p.id, p.sort_key from public.products p
    join public.catalog_items i on i.tenant_id = p_tenant_id and i.product_id = p.id and i.is_published
    where p.tenant_id = p_tenant_id and p.archived_at is null and (v_words is null or p.sort_key like '%' || v_words || '%'
      or app.normalize_text(p.category) like '%' || v_words || '%')
    order by p.sort_key limit 12) x;
  if v_items is null then
    return '{"ok": false, "error": "nothing_found"}';
  end if;
  return jsonb_build_object('ok', true, 'data', jsonb_build_object('items', v_items), 'words', (
    select string_agg((x ->> 'name') || coalesce(': ' || app.money_text((x ->> 'price_cents')::integer), ''), '; ') from jsonb_array_elements(v_items) x));
end;
$$;
comment on function app.assistant_catalogue(uuid, uuid, uuid, jsonb, boolean, timestamptz) is
  'A tool: what the clinic shows to everybody, with its prices.';
revoke execute on function app.assistant_catalogue(uuid, uuid, uuid, jsonb, boolean, timestamptz) from public, anon, authenticated;
