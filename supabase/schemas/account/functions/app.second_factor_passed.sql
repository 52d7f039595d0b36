create function app.second_factor_passed()
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return coalesce(nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'aal' = 'aal2', false);
end;
$$;
comment on function app.second_factor_passed() is
  'Whether the caller''s token says that the second factor was passed. The claims of an API key say so: a key is no password.';
revoke execute on function app.second_factor_passed() from public, anon, authenticated;
