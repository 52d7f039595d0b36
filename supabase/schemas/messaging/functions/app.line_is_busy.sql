-- Asked by every new message, so it looks at messages before it looks at jobs.
create function app.line_is_busy(p_tenant_id uuid, p_thread_id uuid)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return exists (
    select from public.conversation_messages m
    join app.jobs j on j.tenant_id = p_tenant_id and j.dedupe_key = 'send:' || m.id and j.finished_at is null and j.dead_at is null
    where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.status in ('queued', 'sending'));
end;
$$;
revoke execute on function app.line_is_busy(uuid, uuid) from public, anon, authenticated;
