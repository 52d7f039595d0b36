create function app.api_key_payload(p_key public.api_keys)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return to_jsonb(p_key) - array['tenant_id', 'revoked_by'] || jsonb_build_object(
    'maker', app.name_of_member(p_key.created_by),
    'state', case
      when p_key.revoked_at is not null then 'revoked'
      when p_key.expires_at <= now() then 'expired'
      when not exists (
        select from public.tenant_members m
        where m.tenant_id = p_key.tenant_id and m.user_id = p_key.created_by and m.status = 'active' and m.role in ('owner', 'admin')) then 'maker_left'
      else 'active' end);
end;
$$;
comment on function app.api_key_payload(public.api_keys) is
  'A key as screens show it: active, revoked, expired, or maker_left.';
revoke execute on function app.api_key_payload(public.api_keys) from public, anon, authenticated;
