-- Guards of the RPCs: they raise instead of answering.
create function app.require_user()
returns uuid
language plpgsql
stable
set search_path = ''
as $$
declare
  v_user uuid := auth.uid();
begin
  if v_user is null then
    raise sqlstate 'PT401' using message = 'not_signed_in', hint = 'Sign in and try again.';
  end if;
  return v_user;
end;
$$;
comment on function app.require_user() is 'The id of the signed-in caller. Errors: PT401 not_signed_in.';
revoke execute on function app.require_user() from public, anon, authenticated;
grant execute on function app.require_user() to authenticated, service_role;
