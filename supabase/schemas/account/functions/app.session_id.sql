create function app.session_id()
returns uuid
language sql
stable
set search_path = ''
as $$
  select (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'session_id')::uuid;
$$;
comment on function app.session_id() is 'The sign-in that the caller''s token belongs to; null where it names none.';
revoke execute on function app.session_id() from public, anon, authenticated;
