-- Letters and digits of a text, without case and accents, one space between words; an apostrophe is left out (d'Ângelo).
create function app.search_words(p_text text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return btrim(regexp_replace(app.normalize_text(translate(p_text, '''`´‘’ʼ', '')), '[\s!-/:-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\u3000-\u303f\ufeff]+', ' ', 'g'));
end;
$$;
revoke execute on function app.search_words(text) from public, anon, authenticated;
grant execute on function app.search_words(text) to authenticated;
