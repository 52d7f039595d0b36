create function app.text_fingerprint(p_title text, p_body text)
returns text
language sql
stable
set search_path = ''
as $$
  select encode(sha256(convert_to(p_title || E'\n' || p_body, 'UTF8')), 'hex');
$$;
comment on function app.text_fingerprint(text, text) is 'SHA-256 of a text that people accept: title, line break, body.';
revoke execute on function app.text_fingerprint(text, text) from public, anon, authenticated;
