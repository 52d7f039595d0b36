create function app.workflows_want(p_tenant_id uuid, p_event text, p_payload jsonb)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return exists (
      select from public.workflows w
      where w.tenant_id = p_tenant_id and w.status = 'published'
        and w.trigger_kind = any (array(select t.kind from app.workflow_triggers t where t.event = p_event)))
    or p_event = 'message.received' and exists (
      select from public.workflow_runs r
      join public.workflow_steps s on s.tenant_id = p_tenant_id and s.run_id = r.id and s.state = 'waiting' and s.kind in ('wait_for_answer', 'ask')
      where r.tenant_id = p_tenant_id and r.thread_id = (p_payload ->> 'thread_id')::uuid and r.ended_at is null);
end;
$$;
comment on function app.workflows_want(uuid, text, jsonb) is
  'Whether a workflow of the clinic listens to an event, or a run waits for a message.';
revoke execute on function app.workflows_want(uuid, text, jsonb) from public, anon, authenticated;
