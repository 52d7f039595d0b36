create function public.set_member_role(p_tenant_id uuid, p_user_id uuid, p_role text)
returns public.tenant_members
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_caller_role text := app.lock_team_as_admin(p_tenant_id);
  v_row public.tenant_members;
begin
  if p_role is null or not p_role = any (app.grantable_roles('owner')) then
    raise sqlstate 'PT400' using message = 'invalid_role';
  end if;
  if not p_role = any (app.grantable_roles(v_caller_role)) then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Only an owner can make another owner.';
  end if;
  v_row := app.lock_manageable_member(p_tenant_id, p_user_id, v_caller_role);
  if v_row.role <> p_role then
    update public.tenant_members set role = p_role
    where tenant_id = p_tenant_id and user_id = p_user_id returning * into v_row;
  end if;
  return v_row;
end;
$$;
comment on function public.set_member_role(uuid, uuid, text) is
  'Caller: owner or admin (owners only for and over owners). Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_role, PT404 member_not_found, PT409 last_owner.';
revoke execute on function public.set_member_role(uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.set_member_role(uuid, uuid, text) to authenticated;
