create function app.require_saas_admin()
returns uuid
language plpgsql
stable
set search_path = ''
as $$
declare
  v_state text;
begin
  perform app.require_user();
  v_state := app.saas_admin_state();
  if v_state is null then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Only administrators of the service may do this.';
  end if;
  if v_state <> 'ok' then
    raise sqlstate 'PT403' using message = 'second_factor_required', detail = v_state, hint = 'Pass your second factor.';
  end if;
  return auth.uid();
end;
$$;
revoke execute on function app.require_saas_admin() from public, anon, authenticated;
grant execute on function app.require_saas_admin() to authenticated, service_role;
