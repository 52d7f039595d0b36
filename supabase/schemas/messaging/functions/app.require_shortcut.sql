-- The word after "/" as it is stored: "/Bom-Dia" and "bom-día" are one.
create function app.require_shortcut(p_shortcut text)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_shortcut text := app.normalize_text(ltrim(left(p_shortcut, 200), ' /'));
begin
  if v_shortcut is null or v_shortcut !~ '^[a-z0-9][a-z0-9_-]{0,31}$' then
    raise sqlstate 'PT400' using message = 'invalid_shortcut', hint = 'One word of up to 32 letters, digits, - and _.';
  end if;
  return v_shortcut;
end;
$$;
comment on function app.require_shortcut(text) is 'Errors: PT400 invalid_shortcut.';
revoke execute on function app.require_shortcut(text) from public, anon, authenticated;
