create function app.review_name(p_name text)
returns text
language sql
immutable
set search_path = ''
as $$
  select coalesce(nullif(left(w.words[1], 40) || case when cardinality(w.words) > 1
    then ' ' || upper(left(w.words[cardinality(w.words)], 1)) || '.' else '' end, ''), 'Cliente')
  from (select string_to_array(nullif(app.normalize_name(p_name), ''), ' ') as words) w;
$$;
comment on function app.review_name(text) is 'What strangers see of a buyer: "Ana Prado Lima" is "Ana L."; whoever has no name is "Cliente".';
revoke execute on function app.review_name(text) from public, anon, authenticated;
