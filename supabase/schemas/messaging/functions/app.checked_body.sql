-- What a person typed, as it is sent. A template brings its own text; beside a file there need be none. How much of it a channel takes is asked later.
create function app.checked_body(p_body text, p_is_template boolean, p_is_optional boolean default false)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_body text := coalesce(btrim(p_body, E' \n\t\r'), '');
begin
  if p_is_template and v_body <> '' then
    raise sqlstate 'PT400' using message = 'body_with_template', hint = 'Send a text or a template.';
  end if;
  if not p_is_template and not p_is_optional and v_body = '' then
    raise sqlstate 'PT400' using message = 'empty_body', hint = 'Write something first.';
  end if;
  return v_body;
end;
$$;
revoke execute on function app.checked_body(text, boolean, boolean) from public, anon, authenticated;
