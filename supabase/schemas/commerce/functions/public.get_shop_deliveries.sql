create function public.get_shop_deliveries(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_shop public.shop_settings;
begin
  perform app.require_stock_reader(p_tenant_id);
  select * into v_shop from public.shop_settings s where s.tenant_id = p_tenant_id;
  return jsonb_build_object('is_ready', v_shop.tenant_id is not null, 'offers_pickup', coalesce(v_shop.offers_pickup, true),
    'pickup_note', v_shop.pickup_note, 'hold_minutes', coalesce(v_shop.hold_minutes, 120), 'rates', coalesce((
      select jsonb_agg(to_jsonb(r) - 'tenant_id' - 'position' order by r.position, r.id) from public.shipping_rates r where r.tenant_id = p_tenant_id), '[]'),
    'carriers', (
      select jsonb_agg(jsonb_build_object('provider', v.key, 'name', v.name, 'is_connected', a.id is not null, 'origin_cep', a.origin_cep,
        'extra_cents', a.extra_cents, 'extra_days', a.extra_days, 'key_hint', a.key_hint, 'is_key_refused', a.key_refused_at is not null) order by v.position)
      from app.shipping_providers v
      left join app.shipping_accounts a on a.tenant_id = p_tenant_id and a.provider = v.key));
end;
$$;
comment on function public.get_shop_deliveries(uuid) is
  'Caller: owner, admin, supervisor and operator. How things of the shop get to whoever bought them: {is_ready (the shop has its settings), offers_pickup, pickup_note, hold_minutes, rates: [{id, name, cep_from, cep_to, max_grams, price_cents, free_from_cents, days_min, days_max}], carriers: [{provider, name, is_connected, origin_cep, extra_cents, extra_days, key_hint, is_key_refused}]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function public.get_shop_deliveries(uuid) from public, anon, authenticated;
grant execute on function public.get_shop_deliveries(uuid) to authenticated;
