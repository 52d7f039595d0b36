create function public.leave_tenant(p_tenant_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  perform app.lock_team(p_tenant_id);
  perform app.require_member(p_tenant_id);
  delete from public.tenant_members where tenant_id = p_tenant_id and user_id = auth.uid();
end;
$$;
comment on function public.leave_tenant(uuid) is 'Caller: any member, for oneself. Errors: PT401 not_signed_in, PT403 not_a_member, PT409 last_owner.';
revoke execute on function public.leave_tenant(uuid) from public, anon, authenticated;
grant execute on function public.leave_tenant(uuid) to authenticated;
