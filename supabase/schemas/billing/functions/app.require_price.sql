create function app.require_price(p_price numeric)
returns numeric
language plpgsql
immutable
set search_path = ''
as $$
begin
  -- a third decimal would be rounded away unseen
  if p_price is null or p_price <= 0 or p_price > 99999999.99 or p_price <> round(p_price, 2) then
    raise sqlstate 'PT400' using message = 'invalid_price', detail = 'More than zero, in reais and whole cents.';
  end if;
  return p_price;
end;
$$;
revoke execute on function app.require_price(numeric) from public, anon, authenticated;
