-- One normaliser of addresses (B13), used by inbound, editors and imports alike.
-- Sources: ITU-T E.164; Anatel resolution 553/2010 (ninth digit of Brazilian mobiles) and the plan of 67 area codes;
-- WhatsApp keeps the eight-digit form for many accounts outside area codes 11–28, and the old 1 of Mexican (521) and 9 of
-- Argentinian (549) mobiles for many of theirs, so both forms are one person.

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

create function app.normalize_phone(p_typed text)
returns text
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $$
declare
  -- direction marks, zero-width characters, BOM
  v_text text := btrim(regexp_replace(regexp_replace(p_typed, '[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]', '', 'g'), '[\s\u00a0\u202f]+', ' ', 'g'));
  v_number text[];
  v_digits text;
  v_national text[];
begin
  if strpos(v_text, '@') > 0 then
    v_text := '+' || (regexp_match(v_text, '^([0-9]+)(?:_[0-9]+)?(?::[0-9]+)?@(?:s\.whatsapp\.net|c\.us|hosted)$'))[1];
  elsif v_text like 'whatsapp:%' then
    v_text := substr(v_text, 10);
  end if;
  -- one number, words and punctuation around it: a letter or ? between its digits or next to them is a digit that was lost
  v_text := regexp_replace(v_text, '(^|[^0-9A-Za-z])0[xX]{2}\s?(?=[(0-9])', '\10');
  v_number := regexp_match(v_text, '^([^0-9]*)([0-9](?:[^[:alpha:]?]*[0-9])?)([^0-9]*)$');
  if v_number is null or v_number[1] ~ '[[:alpha:]?][(+]*$' or v_number[3] ~ '^[[:alpha:]?]' then
    return null;
  end if;
  v_digits := regexp_replace(v_number[2], '[^0-9]', '', 'g');
  if v_number[1] ~ '\+[ (]*$' or v_digits like '00%' then
    v_digits := regexp_replace(v_digits, '^00', '');
    if v_digits not like '55%' then
      return app.canonical_phone(v_digits);
    end if;
    v_digits := substr(v_digits, 3);
  elsif v_digits ~ '^55(0[0-9]+|[0-9]{10,11})$' then
    v_digits := substr(v_digits, 3);
  end if;
  -- an optional trunk zero, with or without a carrier; an area code that exists; a mobile, or a landline of eight digits
  v_national := regexp_match(v_digits,
    '^(?:0(?:[1-9][0-9])?)?(1[1-9]|2[12478]|3[1-578]|4[1-9]|5[1345]|6[1-9]|7[134579]|[89][1-9])(9[0-9]{8}|[2-9][0-9]{7})$');
  return app.canonical_phone('55' || v_national[1] || v_national[2]);
end;
$$;
comment on function app.normalize_phone(text) is
  'A number as a person types or pastes it, or a provider''s address, to E.164. Without + or 00 in front it is Brazilian, with or without 55, trunk zero and carrier. NULL when it is not one phone.';

revoke execute on function app.canonical_phone(text), app.normalize_phone(text) from public, anon, authenticated;
grant execute on function app.canonical_phone(text), app.normalize_phone(text) to authenticated, service_role;
