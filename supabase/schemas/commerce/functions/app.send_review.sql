create function app.send_review(p_tenant_id uuid, p_order_id uuid, p_product_id uuid, p_stars integer, p_body text)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_open jsonb := app.open_review(p_tenant_id, p_order_id, p_product_id);
  v_body text := nullif(btrim(app.normalize_lines(p_body)), '');
begin
  if v_open ->> 'state' <> 'open' then
    return v_open ->> 'state';
  elsif p_stars is null or p_stars not between 1 and 5 then
    return 'no_stars';
  elsif char_length(v_body) > 1000 then
    return 'too_long';
  -- who advertises something brings an address
  elsif v_body ~* '(https?:|www\.|[a-z0-9-]\.(com|net|org|br|io|info|xyz|ru)\y)' then
    return 'has_link';
  end if;
  insert into public.reviews (tenant_id, order_id, product_id, stars, body, shown_name)
  values (p_tenant_id, p_order_id, p_product_id, p_stars, v_body, v_open ->> 'shown_name')
  on conflict (tenant_id, order_id, product_id) do nothing;
  perform app.broadcast(p_tenant_id, 'reviews', '{}');
  return 'sent';
end;
$$;
comment on function app.send_review(uuid, uuid, uuid, integer, text) is
  'Caller: order-page, for whoever has the link of the order. Keeps a review, which waits for the clinic: sent | no_stars | too_long | has_link | unknown. One of each thing of an order; a second one changes nothing. Errors: none.';
revoke execute on function app.send_review(uuid, uuid, uuid, integer, text) from public, anon, authenticated;
grant execute on function app.send_review(uuid, uuid, uuid, integer, text) to service_role;
