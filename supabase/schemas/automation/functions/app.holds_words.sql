create function app.holds_words(p_text text, p_words text)
returns boolean
language sql
stable
set search_path = ''
as $$
  select position(' ' || app.normalize_text(p_words) || ' ' in ' ' || regexp_replace(app.normalize_text(coalesce(p_text, '')), '[^a-z0-9]+', ' ', 'g') || ' ') > 0;
$$;
comment on function app.holds_words(text, text) is
  'Whether a text has these words, whole and in this order; case and accents do not count.';
revoke execute on function app.holds_words(text, text) from public, anon, authenticated;
