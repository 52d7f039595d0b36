-- A cart as it stands. Everything that is wrong is an answer, not an error: what is counted stays counted.
create function app.quote_shop_cart(p_slug text, p_cart jsonb, p_ip_hash text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_shop public.shop_settings;
begin
  if not app.take_turn('shop:cart:' || coalesce(p_ip_hash, '-'), 300, interval '10 minutes') then
    return '{"state": "limited"}';
  end if;
  v_shop := app.shop_of(p_slug);
  if v_shop.tenant_id is null then
    return '{"state": "unknown"}';
  end if;
  return jsonb_build_object('state', 'open', 'shop', app.shop_frame(v_shop), 'quote', app.quote_shop(v_shop, p_cart));
end;
$$;
comment on function app.quote_shop_cart(text, jsonb, text) is
  'Caller: shop, for whoever has the address. {state: open | unknown | limited}, shop, quote: app.quote_shop.';
revoke execute on function app.quote_shop_cart(text, jsonb, text) from public, anon, authenticated;
grant execute on function app.quote_shop_cart(text, jsonb, text) to service_role;
