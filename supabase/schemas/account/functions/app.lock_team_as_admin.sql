-- The caller's role once the team is locked. Asked before as well: strangers must not hold up a clinic's team.
create function app.lock_team_as_admin(p_tenant_id uuid)
returns text
language plpgsql
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  perform app.lock_team(p_tenant_id);
  return app.require_admin(p_tenant_id);
end;
$$;
comment on function app.lock_team_as_admin(uuid) is
  'The caller''s role in the clinic, which nobody changes until the transaction ends. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function app.lock_team_as_admin(uuid) from public, anon, authenticated;
grant execute on function app.lock_team_as_admin(uuid) to service_role;
