create function app.quote_shop(p_shop public.shop_settings, p_cart jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_lines jsonb;
  v_subtotal integer;
  v_goods integer;
  v_grams integer;
  v_ships boolean;
  v_patient boolean;
  v_off integer;
  v_cep text := substring(regexp_replace(left(p_cart ->> 'cep', 20), '[^0-9]', '', 'g') from '^[0-9]{8}$');
  v_ways jsonb := '[]';
  v_way jsonb;
  v_code text := app.trimmed(p_cart ->> 'coupon', 30);
begin
  select coalesce(jsonb_agg(to_jsonb(l) - 'therapist_id' || jsonb_build_object('has_time', l.therapist_id is not null, 'at', p_cart -> 'lines' -> (l.n - 1) ->> 'at')
      order by l.n), '[]'),
    coalesce(sum(l.quantity * l.price_cents), 0), coalesce(sum(l.quantity * l.price_cents) filter (where l.is_shipped), 0),
    least(coalesce(sum(l.quantity * l.grams) filter (where l.is_shipped), 0), 2000000000), coalesce(bool_or(l.is_shipped), false),
    coalesce(bool_or(l.needs_patient), false)
  into v_lines, v_subtotal, v_goods, v_grams, v_ships, v_patient
  from app.shop_lines(p_shop.tenant_id, p_cart -> 'lines') l;
  if v_code is not null then
    v_off := app.quote_coupon(p_shop.tenant_id, v_code, (
      select jsonb_agg(jsonb_build_object('variant_id', l ->> 'variant_id', 'cents', (l ->> 'quantity')::bigint * (l ->> 'price_cents')::bigint))
      from jsonb_array_elements(v_lines) l where l ->> 'price_cents' is not null));
  end if;
  if v_ships then
    v_ways := app.shipping_options(p_shop, v_cep, v_grams, v_goods);
    select w into v_way from jsonb_array_elements(v_ways) w where w ->> 'id' = p_cart ->> 'delivery';
  end if;
  return jsonb_build_object('lines', v_lines, 'subtotal_cents', v_subtotal, 'coupon', upper(v_code), 'coupon_fits', v_off is not null,
    'discount_cents', coalesce(v_off, 0), 'ships', v_ships, 'needs_patient', v_patient, 'grams', v_grams, 'goods_cents', v_goods, 'cep', v_cep, 'ways', v_ways, 'way', v_way,
    'shipping_cents', coalesce((v_way ->> 'price_cents')::integer, 0),
    'total_cents', v_subtotal - coalesce(v_off, 0) + coalesce((v_way ->> 'price_cents')::integer, 0),
    'is_ready', v_lines <> '[]' and not exists (select from jsonb_array_elements(v_lines) l where l ->> 'problem' is not null),
    'pays_online', exists (select from app.stripe_accounts a where a.tenant_id = p_shop.tenant_id and a.disconnected_at is null)
      or exists (select from app.pix_accounts a where a.tenant_id = p_shop.tenant_id and a.disconnected_at is null));
end;
$$;
comment on function app.quote_shop(public.shop_settings, jsonb) is
  'What a cart {lines, coupon, cep, delivery (the id of a way)} costs now: {lines as app.shop_lines, subtotal_cents, coupon, coupon_fits, discount_cents, ships, needs_patient, cep, ways, way, shipping_cents, total_cents, is_ready, pays_online}. Nothing is held.';
revoke execute on function app.quote_shop(public.shop_settings, jsonb) from public, anon, authenticated;
