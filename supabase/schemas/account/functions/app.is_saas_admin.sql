create function app.is_saas_admin()
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(app.saas_admin_state() = 'ok', false);
$$;
revoke execute on function app.is_saas_admin() from public, anon, authenticated;
grant execute on function app.is_saas_admin() to authenticated, service_role;
