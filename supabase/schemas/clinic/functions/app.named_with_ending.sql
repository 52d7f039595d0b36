-- A file's name as it is typed, with the ending of what it is: never a path, never another type's name.
create function app.named_with_ending(p_name text, p_path text)
returns text
language sql
immutable
set search_path = ''
as $$
  select case when lower(n.name) like '%' || lower(e.ending) then n.name else left(n.name, 150 - char_length(e.ending)) || e.ending end
  from (select btrim(left(app.normalize_name(translate(left(p_name, 1000), '/\', '__')), 150)) as name) n,
    (select coalesce(substring(p_path from '\.[a-z0-9]+$'), '') as ending) e;
$$;
revoke execute on function app.named_with_ending(text, text) from public, anon, authenticated;
