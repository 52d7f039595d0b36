create function app.require_color(p_color text, p_default text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  if coalesce(p_color, p_default) not in ('gray', 'red', 'orange', 'amber', 'green', 'teal', 'blue', 'violet', 'pink') then
    raise sqlstate 'PT400' using message = 'invalid_color', detail = left(p_color, 40);
  end if;
  return coalesce(p_color, p_default);
end;
$$;
comment on function app.require_color(text, text) is
  'A colour that screens know. Errors: PT400 invalid_color.';
revoke execute on function app.require_color(text, text) from public, anon, authenticated;
