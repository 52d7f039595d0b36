create function app.fold_text(p_text text)
returns text
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $$
begin
  -- most texts have no accents: nothing is taken apart then
  return lower(btrim(
    case when octet_length(p_text) = char_length(p_text) then p_text
      else regexp_replace(normalize(p_text, nfd), U&'[\0300-\036F]', '', 'g') end,
    U&' \0009\000A\000B\000C\000D\00A0\1680\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200A\2028\2029\202F\205F\3000\FEFF'));
end;
$$;
comment on function app.fold_text(text) is
  'A text as segments compare it: without case, accents and outer blanks. Unlike app.normalize_text it leaves blanks inside and every sign as they are.';
revoke execute on function app.fold_text(text) from public, anon, authenticated;
