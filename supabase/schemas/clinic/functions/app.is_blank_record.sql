create function app.is_blank_record(p_content jsonb)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select not jsonb_path_exists(p_content, '$.**.text ? (@ like_regex "\\S")');
$$;
comment on function app.is_blank_record(jsonb) is 'Whether a document of the editor says nothing.';
revoke execute on function app.is_blank_record(jsonb) from public, anon, authenticated;
