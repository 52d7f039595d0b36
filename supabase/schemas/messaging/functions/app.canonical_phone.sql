create function app.canonical_phone(p_international text)
returns text
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $$
declare
  v_digits text := regexp_replace(p_international, '[^0-9]', '', 'g');
begin
  if v_digits !~ '^[1-9][0-9]{7,14}$' then
    return null;
  end if;
  if left(v_digits, 2) in ('55', '52', '54') then
    -- a trunk zero has no place after the country code
    v_digits := regexp_replace(v_digits, '^550+([1-9][0-9]{9,10})$', '55\1');
    -- 55 + area code + eight digits that start with 6–9 is a mobile written without its ninth digit
    v_digits := regexp_replace(v_digits, '^(55[1-9][1-9])([6-9][0-9]{7})$', '\19\2');
    v_digits := regexp_replace(v_digits, '^(52)1([0-9]{10})$|^(54)9([0-9]{10})$', '\1\3\2\4');
  end if;
  return '+' || v_digits;
end;
$$;
comment on function app.canonical_phone(text) is
  'A number that carries its country code (as providers send it) to E.164: with the Brazilian ninth digit, without the 1 of Mexican and the 9 of Argentinian mobiles. NULL when it cannot be a phone.';
revoke execute on function app.canonical_phone(text) from public, anon, authenticated;
grant execute on function app.canonical_phone(text) to authenticated, service_role;
