-- A question as it is kept: the same words, whoever types them.
create function app.question_key(p_question text)
returns text
language sql
immutable
set search_path = ''
as $$
  select btrim(regexp_replace(app.normalize_text(left(p_question, 500)), '[^a-z0-9]+', ' ', 'g'));
$$;
revoke execute on function app.question_key(text) from public, anon, authenticated;
