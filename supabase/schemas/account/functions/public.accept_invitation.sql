create function public.accept_invitation(p_token text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_user uuid := app.require_user();
  v_row public.tenant_invitations := app.invitation_of(p_token);
begin
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'invitation_not_found', hint = 'Ask the clinic for a new link.';
  end if;
  if v_row.email <> (select p.email from public.profiles p where p.id = v_user) then
    raise sqlstate 'PT403' using message = 'invitation_for_another_email', hint = 'Sign in with the invited e-mail.';
  end if;
  -- whoever invites, removes or accepts does so in turn: an invitation is for somebody who is not in the team
  perform app.lock_team(v_row.tenant_id);
  select * into v_row from public.tenant_invitations i where i.tenant_id = v_row.tenant_id and i.id = v_row.id for update;
  if not found then
    raise sqlstate 'PT404' using message = 'invitation_not_found', hint = 'Ask the clinic for a new link.';
  end if;
  if v_row.accepted_at is null then
    if app.invitation_state(v_row) <> 'pending' then
      raise sqlstate 'PT410' using message = 'invitation_expired', hint = 'Ask the clinic for a new link.';
    end if;
    insert into public.tenant_members (tenant_id, user_id, role) values (v_row.tenant_id, v_user, v_row.role)
    on conflict (tenant_id, user_id) do nothing;
    update public.tenant_invitations set accepted_at = now(), accepted_by = v_user
    where tenant_id = v_row.tenant_id and id = v_row.id;
  end if;
  return jsonb_build_object('tenant_id', v_row.tenant_id, 'role', v_row.role);
end;
$$;
comment on function public.accept_invitation(text) is
  'Caller: the invited e-mail. A repeated call answers the same and changes nothing. Returns {tenant_id, role}: the role of the invitation. Errors: PT401 not_signed_in, PT404 invitation_not_found, PT403 invitation_for_another_email, PT410 invitation_expired.';
revoke execute on function public.accept_invitation(text) from public, anon, authenticated;
grant execute on function public.accept_invitation(text) to authenticated;
