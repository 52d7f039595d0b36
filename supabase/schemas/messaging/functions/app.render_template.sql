-- The text as the provider will make it. In one pass: a value that looks like a placeholder stays what it is.
create function app.render_template(p_body text, p_variables jsonb)
returns text
language sql
immutable
set search_path = ''
as $$
  select string_agg(piece.text || coalesce(p_variables ->> placeholder.found[2], placeholder.found[1], ''), '' order by piece.n)
  from regexp_split_to_table(p_body, '\{\{\s*\w+\s*\}\}') with ordinality as piece (text, n)
  left join regexp_matches(p_body, '(\{\{\s*(\w+)\s*\}\})', 'g') with ordinality as placeholder (found, n) using (n);
$$;
revoke execute on function app.render_template(text, jsonb) from public, anon, authenticated;
grant execute on function app.render_template(text, jsonb) to authenticated;
