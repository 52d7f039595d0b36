-- Search key of a text: lower case, without accents, single spaces.
create function app.normalize_text(p_text text)
returns text
language sql
immutable
strict
parallel safe
set search_path = ''
as $$
  select btrim(regexp_replace(lower(extensions.unaccent('extensions.unaccent'::regdictionary, p_text)), '\s+', ' ', 'g'));
$$;
comment on function app.normalize_text(text) is 'Lower case, accents stripped, white space collapsed. Used for search keys and keyword matching.';
revoke execute on function app.normalize_text(text) from public, anon, authenticated;
grant execute on function app.normalize_text(text) to authenticated, service_role;
