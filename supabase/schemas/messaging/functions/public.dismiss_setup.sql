create function public.dismiss_setup(p_tenant_id uuid)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  insert into app.dismissed_setups (tenant_id, user_id) values (p_tenant_id, (select auth.uid()))
  on conflict (tenant_id, user_id) do nothing;
end;
$$;
comment on function public.dismiss_setup(uuid) is
  'Caller: owner or admin. Hides the first steps from the caller''s Hoje, for good. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.dismiss_setup(uuid) from public, anon, authenticated;
grant execute on function public.dismiss_setup(uuid) to authenticated;
