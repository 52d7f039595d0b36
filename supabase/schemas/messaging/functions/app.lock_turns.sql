-- The last lock of whoever takes it: held until the end, it is followed by no other.
create function app.lock_turns(p_tenant_id uuid)
returns void
language sql
set search_path = ''
as $$
  select pg_advisory_xact_lock(hashtextextended('assignment_turns:' || p_tenant_id, 0));
$$;
revoke execute on function app.lock_turns(uuid) from public, anon, authenticated;
