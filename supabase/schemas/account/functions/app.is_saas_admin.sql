create function app.is_saas_admin()
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select exists (select from app.saas_admins a where a.user_id = auth.uid());
$$;
revoke execute on function app.is_saas_admin() from public, anon, authenticated;
grant execute on function app.is_saas_admin() to authenticated, service_role;
