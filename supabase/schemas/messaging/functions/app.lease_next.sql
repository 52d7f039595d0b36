-- Leases the message whose turn it is to the caller, who has just settled the one before it. NULL when there is none, or
-- somebody else has it, or it was tried already and has a time of its own.
create function app.lease_next(p_tenant_id uuid, p_thread_id uuid)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_job app.jobs;
  v_lease jsonb;
begin
  -- one that must not be sent any more is closed on the way
  for v_try in 1 .. 20 loop
    select l.* into v_job from app.line_of(p_tenant_id, p_thread_id) l limit 1;
    exit when not found;
    -- the caller holds the conversation, so nothing that comes before it in the order of locks may be waited for
    select j.* into v_job from app.jobs j
    where j.tenant_id = p_tenant_id and j.id = v_job.id and j.finished_at is null and j.dead_at is null
      and (j.leased_until is null or j.leased_until < clock_timestamp())
    for update skip locked;
    exit when not found;
    perform from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.id = (v_job.payload ->> 'message_id')::uuid and m.next_attempt_at is null
    for update skip locked;
    exit when not found;
    update app.jobs j set
      attempts = j.attempts + 1, lease_token = gen_random_uuid(), leased_until = clock_timestamp() + app.job_lease(j.kind)
    where j.tenant_id = p_tenant_id and j.id = v_job.id returning * into v_job;
    v_lease := app.open_send(v_job);
    exit when v_lease is not null;
  end loop;
  return v_lease;
end;
$$;
revoke execute on function app.lease_next(uuid, uuid) from public, anon, authenticated;
