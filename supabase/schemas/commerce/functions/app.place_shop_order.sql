-- A stranger buys. Everything that is wrong is an answer, not an error: what is counted stays counted.
create function app.place_shop_order(p_slug text, p_form_token text, p_cart jsonb, p_buyer jsonb, p_ip_hash text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_shop public.shop_settings := app.shop_of(p_slug);
  v_id uuid;
  v_quote jsonb;
  v_typed jsonb;
  v_order public.orders;
begin
  if not app.take_turn('shop:buy:' || coalesce(p_ip_hash, '-'), 40, interval '1 hour') then
    return '{"state": "limited"}';
  elsif v_shop.tenant_id is null or coalesce(char_length(p_form_token), 0) < 20 then
    return '{"state": "unknown"}';
  end if;
  -- the id says nothing of the form: who knows an order cannot ask for its page
  v_id := left(encode(sha256(convert_to('shop:' || v_shop.tenant_id || ':' || p_form_token, 'UTF8')), 'hex'), 32)::uuid;
  perform pg_advisory_xact_lock(hashtextextended('shop:' || v_id, 0));
  -- sent twice, or sent again after the back button: the same order
  select * into v_order from public.orders o where o.tenant_id = v_shop.tenant_id and o.id = v_id;
  if v_order.id is not null then
    return jsonb_build_object('state', 'placed', 'tenant_id', v_shop.tenant_id, 'page_key', v_order.page_key);
  end if;
  v_quote := app.quote_shop(v_shop, p_cart);
  v_typed := app.checked_buyer(p_buyer, v_quote);
  if v_quote -> 'is_ready' = 'false' then
    return jsonb_build_object('state', 'short', 'shop', app.shop_frame(v_shop), 'quote', v_quote);
  elsif v_typed -> 'problems' <> '{}' then
    return jsonb_build_object('state', 'invalid', 'shop', app.shop_frame(v_shop), 'quote', v_quote, 'problems', v_typed -> 'problems');
  elsif v_quote -> 'total_cents' is distinct from p_cart -> 'expected_cents' then
    return jsonb_build_object('state', 'changed', 'shop', app.shop_frame(v_shop), 'quote', v_quote);
  elsif not app.take_turn('shop:phone:' || v_shop.tenant_id || ':' || encode(sha256(convert_to(v_typed ->> 'phone', 'UTF8')), 'hex'), 12, interval '1 day')
    or not app.take_turn('shop:clinic:' || v_shop.tenant_id, 300, interval '1 hour') then
    return '{"state": "limited"}';
  end if;
  begin
    v_order := app.write_shop_order(v_shop, v_id, p_cart, v_quote, v_typed || jsonb_build_object('accepted_text', left(p_buyer ->> 'accepted_text', 4000)));
  exception when sqlstate 'PT409' or sqlstate 'PT404' then
    -- somebody was quicker, or the coupon is used up: the cart stays, and says what changed
    return jsonb_build_object('state', case when sqlerrm like 'coupon%' then 'coupon' when sqlerrm = 'total_changed' then 'changed' else 'short' end, 'shop', app.shop_frame(v_shop),
      'quote', app.quote_shop(v_shop, p_cart), 'code', sqlerrm);
  end;
  return jsonb_build_object('state', 'placed', 'tenant_id', v_shop.tenant_id, 'page_key', v_order.page_key);
end;
$$;
comment on function app.place_shop_order(text, text, jsonb, jsonb, text) is
  'Caller: shop, for whoever has the address. p_cart {lines, coupon, cep, delivery, expected_cents: the total that the buyer saw}, p_buyer as app.checked_buyer with accepted_text; p_form_token names the form, so that a repetition is one order. Stock, seats and times are held together or not at all. {state: placed (tenant_id, page_key) | short (somebody was quicker) | changed (another total) | coupon | invalid (problems by field) | unknown | limited}, with the cart as it stands now; the same for whom the clinic knows and whom it does not.';
revoke execute on function app.place_shop_order(text, text, jsonb, jsonb, text) from public, anon, authenticated;
grant execute on function app.place_shop_order(text, text, jsonb, jsonb, text) to service_role;
