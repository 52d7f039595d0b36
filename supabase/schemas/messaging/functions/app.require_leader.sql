create function app.require_leader(p_tenant_id uuid)
returns text
language sql
stable
set search_path = ''
as $$
  select app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor']);
$$;
comment on function app.require_leader(uuid) is
  'The caller''s role, for what owner, admin and supervisor arrange for the team. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function app.require_leader(uuid) from public, anon, authenticated;
