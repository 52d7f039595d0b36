-- A name as a person typed it; NULL when nothing is left.
create function app.typed_name(p_name text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return nullif(app.normalize_name(left(app.normalize_name(left(p_name, 1000)), 120)), '');
end;
$$;
revoke execute on function app.typed_name(text) from public, anon, authenticated;
