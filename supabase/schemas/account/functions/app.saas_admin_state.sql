create function app.saas_admin_state()
returns text
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  if not exists (select from app.saas_admins a where a.user_id = auth.uid()) then
    return null;
  end if;
  if app.second_factor_passed() then
    return 'ok';
  end if;
  if app.has_second_factor(auth.uid()) then
    return 'verify';
  end if;
  return case when (select s.saas_second_factor from app.settings s) then 'enrol' else 'ok' end;
end;
$$;
comment on function app.saas_admin_state() is
  'Of an administrator of the service: ok, or what their second factor still lacks (verify, enrol). Null for everybody else.';
revoke execute on function app.saas_admin_state() from public, anon, authenticated;
grant execute on function app.saas_admin_state() to authenticated, service_role;
