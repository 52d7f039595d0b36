create function public.revoke_invitation(p_tenant_id uuid, p_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_admin(p_tenant_id);
begin
  update public.tenant_invitations set revoked_at = coalesce(revoked_at, now())
  where tenant_id = p_tenant_id and id = p_id and accepted_at is null and role = any (app.grantable_roles(v_role));
  if not found then
    raise sqlstate 'PT404' using message = 'invitation_not_found';
  end if;
end;
$$;
comment on function public.revoke_invitation(uuid, uuid) is 'Caller: owner or admin. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 invitation_not_found.';
revoke execute on function public.revoke_invitation(uuid, uuid) from public, anon, authenticated;
grant execute on function public.revoke_invitation(uuid, uuid) to authenticated;
