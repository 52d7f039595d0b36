-- Stems of a text as it stands, and of the same text without accents: the Portuguese stemmer knows its endings by their
-- accents, and people leave them out. "ões" becomes "ão" first, which the stemmer leaves apart.
create function app.words_of_text(p_text text)
returns tsvector
language sql
immutable
set search_path = ''
as $$
  select to_tsvector('pg_catalog.portuguese', app.singular_text(left(p_text, 20000)))
    || to_tsvector('pg_catalog.portuguese', app.singular_text(app.normalize_text(left(p_text, 20000))));
$$;
revoke execute on function app.words_of_text(text) from public, anon, authenticated;
