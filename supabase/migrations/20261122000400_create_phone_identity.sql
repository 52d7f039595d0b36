-- One normaliser of addresses (B13), used by inbound, editors and imports alike.
-- Sources: ITU-T E.164; Anatel resolution 553/2010 (ninth digit of Brazilian mobiles); WhatsApp keeps the
-- eight-digit form for many accounts outside area codes 11–28, so both forms are one person.

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
  if char_length(v_digits) not between 8 and 15 then
    return null;
  end if;
  -- 55 + area code + eight digits that start with 6–9 is a mobile written without its ninth digit
  if v_digits ~ '^55[1-9][1-9][6-9][0-9]{7}$' then
    v_digits := left(v_digits, 4) || '9' || right(v_digits, 8);
  end if;
  return '+' || v_digits;
end;
$$;
comment on function app.canonical_phone(text) is
  'A number that carries its country code (as providers send it) to E.164 with the Brazilian ninth digit. NULL when it cannot be a phone.';

create function app.normalize_phone(p_typed text)
returns text
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $$
declare
  v_digits text := regexp_replace(p_typed, '[^0-9]', '', 'g');
begin
  if btrim(p_typed) like '+%' then
    return app.canonical_phone(v_digits);
  end if;
  v_digits := regexp_replace(v_digits, '^0+', '');
  if char_length(v_digits) in (10, 11) then
    v_digits := '55' || v_digits;
  end if;
  if v_digits !~ '^55[1-9][1-9]([2-9][0-9]{7}|9[0-9]{8})$' then
    return null;
  end if;
  return app.canonical_phone(v_digits);
end;
$$;
comment on function app.normalize_phone(text) is
  'A number as a person types it to E.164. Without a leading + it is Brazilian, with or without 55 and a trunk zero. NULL when it is not a phone.';

revoke execute on function app.canonical_phone(text), app.normalize_phone(text) from public, anon, authenticated;
grant execute on function app.canonical_phone(text), app.normalize_phone(text) to authenticated, service_role;
