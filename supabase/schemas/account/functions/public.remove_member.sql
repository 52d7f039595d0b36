create function public.remove_member(p_tenant_id uuid, p_user_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_caller_role text := app.lock_team_as_admin(p_tenant_id);
begin
  perform app.lock_manageable_member(p_tenant_id, p_user_id, v_caller_role);
  delete from public.tenant_members where tenant_id = p_tenant_id and user_id = p_user_id;
end;
$$;
comment on function public.remove_member(uuid, uuid) is
  'Caller: owner or admin (owners only over owners). Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 member_not_found, PT409 last_owner.';
revoke execute on function public.remove_member(uuid, uuid) from public, anon, authenticated;
grant execute on function public.remove_member(uuid, uuid) to authenticated;
