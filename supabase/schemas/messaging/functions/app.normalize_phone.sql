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
revoke execute on function app.normalize_phone(text) from public, anon, authenticated;
grant execute on function app.normalize_phone(text) to authenticated, service_role;
