create function public.get_invitation(p_token text)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_row public.tenant_invitations := app.invitation_of(p_token);
begin
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'invitation_not_found', hint = 'Ask the clinic for a new link.';
  end if;
  return jsonb_build_object(
    'tenant_name', (select t.name from public.tenants t where t.id = v_row.tenant_id),
    'email', v_row.email, 'role', v_row.role, 'expires_at', v_row.expires_at, 'state', app.invitation_state(v_row)
  );
end;
$$;
comment on function public.get_invitation(text) is 'Caller: anyone who holds the token. Returns {tenant_name, email, role, expires_at, state}. Errors: PT404 invitation_not_found.';
revoke execute on function public.get_invitation(text) from public, anon, authenticated;
grant execute on function public.get_invitation(text) to anon, authenticated, service_role;
