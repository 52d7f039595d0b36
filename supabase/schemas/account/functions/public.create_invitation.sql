create function public.create_invitation(p_tenant_id uuid, p_email text, p_role text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_role text := app.lock_team_as_admin(p_tenant_id);
  v_email text := lower(btrim(p_email));
  v_token text := translate(encode(extensions.gen_random_bytes(32), 'base64'), E'+/=\n', '-_');
  v_hash bytea := sha256(convert_to(v_token, 'UTF8'));
  v_row public.tenant_invitations;
begin
  if not app.is_email(v_email) then
    raise sqlstate 'PT400' using message = 'invalid_email';
  end if;
  if p_role is null or not p_role = any (app.grantable_roles('owner')) then
    raise sqlstate 'PT400' using message = 'invalid_role';
  end if;
  if not p_role = any (app.grantable_roles(v_role)) then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Only an owner can invite another owner.';
  end if;
  if exists (
    select from public.tenant_members m join public.profiles p on p.id = m.user_id
    where m.tenant_id = p_tenant_id and p.email = v_email
  ) then
    raise sqlstate 'PT409' using message = 'already_a_member';
  end if;
  perform app.lock_person(auth.uid());
  -- invitations are mailed: an account that anybody can open must not be a way to mail the world
  if (
    select count(*) from public.tenant_invitations i
    where i.created_by = auth.uid() and i.created_at > now() - interval '1 day'
  ) >= 100 then
    raise sqlstate 'PT429' using message = 'too_many_requests', hint = 'Invite the others tomorrow.';
  end if;
  update public.tenant_invitations set revoked_at = now()
  where tenant_id = p_tenant_id and email = v_email and accepted_at is null and revoked_at is null;
  insert into public.tenant_invitations (tenant_id, email, role, token_hash, created_by)
  values (p_tenant_id, v_email, p_role, v_hash, auth.uid())
  returning * into v_row;
  insert into app.invitation_routes (token_hash, tenant_id) values (v_hash, p_tenant_id);
  return jsonb_build_object('id', v_row.id, 'token', v_token, 'email', v_email, 'role', p_role, 'expires_at', v_row.expires_at);
end;
$$;
comment on function public.create_invitation(uuid, text, text) is
  'Caller: owner or admin (owners only for role owner). Replaces a pending invitation of the same e-mail; ends when its maker may no longer give the role. Returns {id, token, email, role, expires_at}; the token is never shown again. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_email, PT400 invalid_role, PT409 already_a_member, PT429 too_many_requests.';
revoke execute on function public.create_invitation(uuid, text, text) from public, anon, authenticated;
grant execute on function public.create_invitation(uuid, text, text) to authenticated;
