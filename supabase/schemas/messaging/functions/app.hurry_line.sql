-- Somebody waits for the first of the line now: its next attempt is no later than the moment it would give way.
create function app.hurry_line(p_tenant_id uuid, p_thread_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- jobs are locked before conversations: one that is taken already is being worked on
  update app.jobs j set run_at = least(j.run_at, greatest(now(), j.tried_since + app.line_patience()))
  where j.tenant_id = p_tenant_id and j.id = (
    select h.id from app.jobs h
    where h.tenant_id = p_tenant_id and h.id = (select l.id from app.line_of(p_tenant_id, p_thread_id) l limit 1)
      and h.leased_until is null and h.tried_since is not null
      and h.run_at > greatest(now(), h.tried_since + app.line_patience())
    for update skip locked);
end;
$$;
revoke execute on function app.hurry_line(uuid, uuid) from public, anon, authenticated;
