-- Whoever may no longer give a role has not given it: their open invitations to it end.
create function app.tg_tenant_members__revoke_invitations()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_role text;
begin
  select m.role into v_role from public.tenant_members m
  where m.tenant_id = old.tenant_id and m.user_id = old.user_id and m.status = 'active';
  update public.tenant_invitations i set revoked_at = now()
  where i.tenant_id = old.tenant_id and i.created_by = old.user_id and i.accepted_at is null and i.revoked_at is null
    and not i.role = any (app.grantable_roles(v_role));
  -- and nobody comes back by an invitation from before they went
  if v_role is null then
    update public.tenant_invitations i set revoked_at = now()
    where i.tenant_id = old.tenant_id and i.accepted_at is null and i.revoked_at is null
      and i.email = (select p.email from public.profiles p where p.id = old.user_id);
  end if;
  return null;
end;
$$;
revoke execute on function app.tg_tenant_members__revoke_invitations() from public, anon, authenticated;
