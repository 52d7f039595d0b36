-- What people type and paste: "Name <address>", "mailto:", spaces inside, capital letters, invisible characters.
create function app.normalize_email(p_typed text)
returns text
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $$
declare
  v_text text := regexp_replace(left(p_typed, 1000), '[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]', '', 'g');
begin
  v_text := coalesce((regexp_match(v_text, '<([^<>]*)>\s*$'))[1], v_text);
  v_text := lower(regexp_replace(v_text, '[\s\u00a0\u202f]+', '', 'g'));
  v_text := regexp_replace(v_text, '^mailto:', '');
  return case when app.is_email(v_text) then v_text end;
end;
$$;
comment on function app.normalize_email(text) is 'The one e-mail address in what was typed, in lower case; NULL when there is none.';
revoke execute on function app.normalize_email(text) from public, anon, authenticated;
grant execute on function app.normalize_email(text) to authenticated, service_role;
