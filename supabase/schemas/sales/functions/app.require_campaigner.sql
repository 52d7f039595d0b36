create function app.require_campaigner(p_tenant_id uuid)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_role text := app.require_seller(p_tenant_id);
begin
  if v_role not in ('owner', 'admin') and not exists (
    select from public.campaign_settings s where s.tenant_id = p_tenant_id and v_role = any (s.roles)) then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Ask an administrator of the clinic.';
  end if;
  return v_role;
end;
$$;
comment on function app.require_campaigner(uuid) is
  'The caller''s role, for whoever writes and sends campaigns: owner, administrators, and the roles of campaign_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function app.require_campaigner(uuid) from public, anon, authenticated;
