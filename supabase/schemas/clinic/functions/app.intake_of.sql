-- The invite that a link opens, locked; NULL when there is none. One whose link was made anew while it was waited for is gone.
create function app.intake_of(p_token text)
returns public.intake_invites
language plpgsql
set search_path = ''
as $$
declare
  v_hash bytea := sha256(convert_to(coalesce(p_token, ''), 'UTF8'));
  v_tenant_id uuid;
  v_row public.intake_invites;
begin
  select r.tenant_id into v_tenant_id from app.intake_routes r where r.token_hash = v_hash;
  select * into v_row from public.intake_invites i where i.tenant_id = v_tenant_id and i.token_hash = v_hash for update;
  return v_row;
end;
$$;
revoke execute on function app.intake_of(text) from public, anon, authenticated;
