create function public.get_public_settings()
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select jsonb_build_object('single_tenant', s.single_tenant) from app.settings s;
$$;
comment on function public.get_public_settings() is 'Caller: anyone. What the sign-in screens must know: {single_tenant}.';
revoke execute on function public.get_public_settings() from public, anon, authenticated;
grant execute on function public.get_public_settings() to anon, authenticated, service_role;
