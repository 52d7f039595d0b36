create function app.require_saas_admin()
returns uuid
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_user();
  if not app.is_saas_admin() then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Only administrators of the service may do this.';
  end if;
  return auth.uid();
end;
$$;
revoke execute on function app.require_saas_admin() from public, anon, authenticated;
grant execute on function app.require_saas_admin() to authenticated, service_role;
