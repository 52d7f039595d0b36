-- What one person may do only so often is counted behind this lock. Whoever holds a team's lock too took that one first.
create function app.lock_person(p_user_id uuid)
returns void
language sql
set search_path = ''
as $$
  select pg_advisory_xact_lock(hashtextextended('person:' || p_user_id, 0));
$$;
revoke execute on function app.lock_person(uuid) from public, anon, authenticated;
grant execute on function app.lock_person(uuid) to service_role;
