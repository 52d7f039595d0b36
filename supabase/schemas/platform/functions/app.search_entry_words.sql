create function app.search_entry_words(p_title text, p_mails text[], p_phones text[], p_codes text[])
returns text
language sql
immutable
set search_path = ''
as $$
  select concat_ws(' ', '', nullif(app.search_words(p_title), ''),
    (select string_agg(app.search_words(m), ' ') from unnest(p_mails) m),
    (select string_agg('#' || substr(p, 2), ' ') from unnest(p_phones) p),
    (select string_agg('#' || substr(p, 2, 4) || right(p, 8), ' ') from unnest(p_phones) p where p ~ '^\+55[1-9][1-9]9[0-9]{8}$'),
    (select string_agg('#' || c, ' ') from unnest(p_codes) code, regexp_replace(code, '[^0-9]', '', 'g') c where c <> ''));
$$;
comment on function app.search_entry_words(text, text[], text[], text[]) is
  'search_entries.words of something: its name, addresses and numbers as the search looks for them.';
revoke execute on function app.search_entry_words(text, text[], text[], text[]) from public, anon, authenticated;
