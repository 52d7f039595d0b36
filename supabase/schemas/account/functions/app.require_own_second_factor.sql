create function app.require_own_second_factor()
returns uuid
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_user();
  if not app.second_factor_passed() and app.has_second_factor(auth.uid()) then
    raise sqlstate 'PT403' using message = 'second_factor_required', detail = 'verify', hint = 'Pass your second factor.';
  end if;
  return auth.uid();
end;
$$;
comment on function app.require_own_second_factor() is
  'The id of the signed-in caller, who has passed their second factor where they have one. Errors: PT401 not_signed_in, PT403 second_factor_required.';
revoke execute on function app.require_own_second_factor() from public, anon, authenticated;
