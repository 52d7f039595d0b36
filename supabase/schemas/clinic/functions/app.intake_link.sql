-- A new secret of an invite: the old link opens nothing any more. Answers the token, which is stored nowhere.
create function app.intake_link(p_tenant_id uuid, p_id uuid)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_token text := translate(encode(extensions.gen_random_bytes(32), 'base64'), E'+/=\n', '-_');
  v_hash bytea := sha256(convert_to(v_token, 'UTF8'));
begin
  delete from app.intake_routes r using public.intake_invites i
  where i.tenant_id = p_tenant_id and i.id = p_id and r.tenant_id = p_tenant_id and r.token_hash = i.token_hash;
  update public.intake_invites set token_hash = v_hash where tenant_id = p_tenant_id and id = p_id;
  insert into app.intake_routes (token_hash, tenant_id) values (v_hash, p_tenant_id);
  return v_token;
end;
$$;
revoke execute on function app.intake_link(uuid, uuid) from public, anon, authenticated;
