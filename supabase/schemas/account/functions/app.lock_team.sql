-- Locks the clinic's team: roles are read after it, so that two people who change each other at once do so in turn.
create function app.lock_team(p_tenant_id uuid)
returns void
language sql
set search_path = ''
as $$
  select pg_advisory_xact_lock(hashtextextended('team:' || p_tenant_id, 0));
$$;
revoke execute on function app.lock_team(uuid) from public, anon, authenticated;
grant execute on function app.lock_team(uuid) to service_role;
