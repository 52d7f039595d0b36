create function app.name_source(p_action jsonb)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return coalesce(p_action ->> 'name_source', 'profile');
end;
$$;
revoke execute on function app.name_source(jsonb) from public, anon, authenticated;
