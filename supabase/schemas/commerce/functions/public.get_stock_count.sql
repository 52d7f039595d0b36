create function public.get_stock_count(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_row public.stock_counts;
begin
  perform app.require_stock_reader(p_tenant_id);
  select * into v_row from public.stock_counts c where c.tenant_id = p_tenant_id and c.id = p_id;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'count_not_found';
  end if;
  return to_jsonb(v_row) - 'tenant_id' || jsonb_build_object(
    'place', (select p.name from public.stock_places p where p.tenant_id = p_tenant_id and p.id = v_row.place_id),
    'lines', coalesce((
      select jsonb_agg(jsonb_build_object('id', v.id || coalesce(':' || t.id, ''), 'variant_id', v.id, 'name', app.variant_name(p.name, v.choices),
        'sku', v.sku, 'barcode', v.barcode, 'lot_id', t.id, 'lot', t.code, 'expires_on', t.expires_on, 'counted', l.counted, 'expected', l.expected,
        'difference', l.difference, 'counted_at', l.counted_at) order by p.sort_key, v.position, v.id, t.expires_on, t.id)
      from public.product_variants v
      join public.products p on p.tenant_id = p_tenant_id and p.id = v.product_id
      left join public.stock_lots t on t.tenant_id = p_tenant_id and t.variant_id = v.id and v.uses_lots
      left join public.stock_count_lines l on l.tenant_id = p_tenant_id and l.count_id = p_id and l.variant_id = v.id and l.lot_id is not distinct from t.id
      where v.tenant_id = p_tenant_id and v.tracks_stock and (l.id is not null or v_row.state = 'open' and v.archived_at is null and p.archived_at is null)),
      '[]'));
end;
$$;
comment on function public.get_stock_count(uuid, uuid) is
  'Caller: everybody but therapists. A count and its sheet: {…, place, lines [{variant_id, name, sku, barcode, lot_id, lot, expires_on, counted, expected, difference}]}. How many there should be is not said before somebody has counted. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 count_not_found.';
revoke execute on function public.get_stock_count(uuid, uuid) from public, anon, authenticated;
grant execute on function public.get_stock_count(uuid, uuid) to authenticated;
