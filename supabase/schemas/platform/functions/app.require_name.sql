create function app.require_name(p_name text, p_longest integer default 120)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_name text := app.normalize_name(left(p_name, 1000));
begin
  if v_name is null or char_length(v_name) not between 2 and p_longest then
    raise sqlstate 'PT400' using message = 'invalid_name', detail = format('A name has 2 to %s characters.', p_longest);
  end if;
  return v_name;
end;
$$;
comment on function app.require_name(text, integer) is 'The name as app.normalize_name leaves it. Errors: PT400 invalid_name.';
revoke execute on function app.require_name(text, integer) from public, anon, authenticated;
grant execute on function app.require_name(text, integer) to authenticated, service_role;
