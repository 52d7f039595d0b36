-- The same for words of several lines: each line by itself, without empty ones around them.
create function app.normalize_lines(p_words text)
returns text
language sql
immutable
strict
parallel safe
set search_path = ''
as $$
  select btrim(string_agg(app.normalize_name(l.line), E'\n' order by l.n), E'\n')
  from regexp_split_to_table(p_words, '\r\n|[\n\r\u0085\u2028\u2029]') with ordinality l (line, n);
$$;
comment on function app.normalize_lines(text) is 'Words of several lines, each as app.normalize_name leaves it.';
revoke execute on function app.normalize_lines(text) from public, anon, authenticated;
grant execute on function app.normalize_lines(text) to authenticated, service_role;
