create function app.booking_key(p_kind text, p_secret text)
returns bytea
language sql
immutable
set search_path = ''
as $$
  select sha256(convert_to(p_kind || ':' || coalesce(p_secret, ''), 'UTF8'));
$$;
comment on function app.booking_key(text, text) is 'The key of app.booking_routes: of a clinic (slug), of a booking''s link (link), of the form that it was sent with (form).';
revoke execute on function app.booking_key(text, text) from public, anon, authenticated;
