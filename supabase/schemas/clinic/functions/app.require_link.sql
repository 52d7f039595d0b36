create function app.require_link(p_link text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_link text := nullif(btrim(p_link), '');
begin
  if v_link !~ '^https?://[^\s]{3,}$' or char_length(v_link) > 500 then
    raise sqlstate 'PT400' using message = 'invalid_link', detail = left(v_link, 80);
  end if;
  return v_link;
end;
$$;
comment on function app.require_link(text) is
  'A link that somebody typed, or NULL. Errors: PT400 invalid_link.';
revoke execute on function app.require_link(text) from public, anon, authenticated;
grant execute on function app.require_link(text) to authenticated;
