-- The messages of a conversation that are still to go and that somebody works on, first the one that goes first.
create function app.line_of(p_tenant_id uuid, p_thread_id uuid)
returns setof app.jobs
language plpgsql
stable
rows 2
set search_path = ''
as $$
begin
  return query
    select j.* from public.conversation_messages m
    join app.jobs j on j.tenant_id = p_tenant_id and j.dedupe_key = 'send:' || m.id and j.finished_at is null and j.dead_at is null
    where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.status in ('queued', 'sending')
    order by j.line_no;
end;
$$;
revoke execute on function app.line_of(uuid, uuid) from public, anon, authenticated;
