-- Who is to be asked what a cart costs to send. Everything that is wrong is an empty answer: the cart says what.
create function app.carriers_to_ask(p_slug text, p_cart jsonb, p_ip_hash text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_shop public.shop_settings := app.shop_of(p_slug);
  v_quote jsonb;
  v_grams integer;
  v_cents integer;
  v_asks jsonb;
begin
  if not exists (select from app.shipping_accounts a where a.tenant_id = v_shop.tenant_id and a.key_refused_at is null) then
    return '[]';
  end if;
  v_quote := app.quote_shop(v_shop, p_cart);
  if v_quote -> 'ships' = 'false' or v_quote ->> 'cep' is null then
    return '[]';
  end if;
  v_grams := app.parcel_grams((v_quote ->> 'grams')::integer);
  v_cents := app.parcel_cents((v_quote ->> 'goods_cents')::integer);
  select coalesce(jsonb_agg(jsonb_build_object('tenant_id', a.tenant_id, 'id', a.id, 'provider', a.provider, 'credentials', c.credentials,
    'from', a.origin_cep, 'to', v_quote ->> 'cep', 'grams', v_grams, 'cents', v_cents)), '[]')
  into v_asks from app.shipping_accounts a
  join app_private.shipping_credentials c on c.tenant_id = a.tenant_id and c.account_id = a.id
  where a.tenant_id = v_shop.tenant_id and a.key_refused_at is null and not exists (
    select from app.shipping_quotes q
    where q.tenant_id = a.tenant_id and q.account_id = a.id and q.cep = v_quote ->> 'cep' and q.grams = v_grams and q.cents = v_cents
      and q.quoted_at > now() - interval '1 hour');
  -- a stranger makes us ask somebody else: now and then only
  if v_asks <> '[]' and not app.take_turn('shop:carrier:' || coalesce(p_ip_hash, '-'), 30, interval '10 minutes') then
    return '[]';
  end if;
  return v_asks;
end;
$$;

comment on function app.carriers_to_ask(text, jsonb, text) is
  'Caller: shop, before it prices a cart. The accounts of the shop that have said nothing of this parcel for an hour: [{tenant_id, id, provider, credentials, from, to, grams, cents}]. Errors: none.';
revoke execute on function app.carriers_to_ask(text, jsonb, text) from public, anon, authenticated;
grant execute on function app.carriers_to_ask(text, jsonb, text) to service_role;
