-- In one pass: a name that looks like a variable stays what it is.
create function app.fill_reminder(p_text text, p_words jsonb)
returns text
language sql
immutable
set search_path = ''
as $$
  select string_agg(piece.text || coalesce(p_words ->> placeholder.found[2], placeholder.found[1], ''), '' order by piece.n)
  from regexp_split_to_table(p_text, '\{\s*\w+\s*\}') with ordinality as piece (text, n)
  left join regexp_matches(p_text, '(\{\s*(\w+)\s*\})', 'g') with ordinality as placeholder (found, n) using (n);
$$;
comment on function app.fill_reminder(text, jsonb) is 'A text with its {variables} filled in; unknown ones stay.';
revoke execute on function app.fill_reminder(text, jsonb) from public, anon, authenticated;
