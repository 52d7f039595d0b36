-- The invitation that a link opens; NULL when there is none.
create function app.invitation_of(p_token text)
returns public.tenant_invitations
language plpgsql
stable
set search_path = ''
as $$
declare
  v_hash bytea := sha256(convert_to(coalesce(p_token, ''), 'UTF8'));
  v_tenant_id uuid;
  v_row public.tenant_invitations;
begin
  select r.tenant_id into v_tenant_id from app.invitation_routes r where r.token_hash = v_hash;
  select * into v_row from public.tenant_invitations i where i.tenant_id = v_tenant_id and i.token_hash = v_hash;
  return v_row;
end;
$$;
revoke execute on function app.invitation_of(text) from public, anon, authenticated;
