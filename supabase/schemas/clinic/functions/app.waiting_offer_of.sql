-- The offer that a link opens; NULL when there is none.
create function app.waiting_offer_of(p_token text)
returns public.waiting_list_offers
language plpgsql
stable
set search_path = ''
as $$
declare
  v_row public.waiting_list_offers;
begin
  if p_token ~ '^[0-9a-f]{32}\.[A-Za-z0-9_-]{32}$' then
    select * into v_row from public.waiting_list_offers o
    where o.tenant_id = left(p_token, 32)::uuid and o.token_hash = sha256(convert_to(substr(p_token, 34), 'UTF8'));
  end if;
  return v_row;
end;
$$;
comment on function app.waiting_offer_of(text) is 'The offer behind the token of a link: the clinic and a secret.';
revoke execute on function app.waiting_offer_of(text) from public, anon, authenticated;
