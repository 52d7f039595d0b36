-- Plurals in "ões" and "ães" with the ending of their singular, also where the accent was left out.
create function app.singular_text(p_text text)
returns text
language sql
immutable
set search_path = ''
as $$
  select regexp_replace(regexp_replace(lower(p_text), '(õe|ãe)s\M', 'ão', 'g'), '(oe|ae)s\M', 'ao', 'g');
$$;
revoke execute on function app.singular_text(text) from public, anon, authenticated;
