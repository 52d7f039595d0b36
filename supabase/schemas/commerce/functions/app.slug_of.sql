create function app.slug_of(p_text text, p_longest integer)
returns text
language sql
immutable
set search_path = ''
as $$
  select nullif(btrim(left(regexp_replace(app.normalize_text(p_text), '[^a-z0-9]+', '-', 'g'), p_longest), '-'), '');
$$;
comment on function app.slug_of(text, integer) is 'A text as the part of an address: lower case, without accents, words joined by hyphens; NULL where nothing is left.';
revoke execute on function app.slug_of(text, integer) from public, anon, authenticated;
