create function app.invitation_state(p_invitation public.tenant_invitations)
returns text
language sql
stable
set search_path = ''
as $$
  select case
    when p_invitation.accepted_at is not null then 'accepted'
    when p_invitation.revoked_at is not null then 'revoked'
    when p_invitation.expires_at <= now() then 'expired'
    else 'pending'
  end;
$$;
revoke execute on function app.invitation_state(public.tenant_invitations) from public, anon, authenticated;
grant execute on function app.invitation_state(public.tenant_invitations) to service_role;
