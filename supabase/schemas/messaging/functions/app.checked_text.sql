-- What a person typed, where it is kept before, or without, being sent.
create function app.checked_text(p_body text, p_is_template boolean default false)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_body text := app.checked_body(p_body, p_is_template);
begin
  if char_length(v_body) > 4096 then
    raise sqlstate 'PT400' using message = 'body_too_long', detail = 'Up to 4096 characters.';
  end if;
  return v_body;
end;
$$;
comment on function app.checked_text(text, boolean) is 'Errors: PT400 empty_body, PT400 body_with_template, PT400 body_too_long.';
revoke execute on function app.checked_text(text, boolean) from public, anon, authenticated;
