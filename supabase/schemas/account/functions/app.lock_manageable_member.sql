-- The member row of somebody the caller may manage, locked; the team is locked already. Errors: PT404 member_not_found, PT403 forbidden.
create function app.lock_manageable_member(p_tenant_id uuid, p_user_id uuid, p_caller_role text)
returns public.tenant_members
language plpgsql
set search_path = ''
as $$
declare
  v_row public.tenant_members;
begin
  select * into v_row from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = p_user_id for update;
  if not found then
    raise sqlstate 'PT404' using message = 'member_not_found';
  end if;
  if not v_row.role = any (app.grantable_roles(p_caller_role)) then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Only an owner can change another owner.';
  end if;
  return v_row;
end;
$$;
revoke execute on function app.lock_manageable_member(uuid, uuid, text) from public, anon, authenticated;
grant execute on function app.lock_manageable_member(uuid, uuid, text) to service_role;
