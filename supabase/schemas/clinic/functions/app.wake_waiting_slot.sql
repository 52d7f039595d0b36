create function app.wake_waiting_slot(p_tenant_id uuid, p_id uuid)
returns void
language sql
set search_path = ''
as $$
  select app.enqueue_at(p_tenant_id, 'waiting_slot', jsonb_build_object('id', p_id), clock_timestamp());
$$;
comment on function app.wake_waiting_slot(uuid, uuid) is 'The next step of a time on offer, at once.';
revoke execute on function app.wake_waiting_slot(uuid, uuid) from public, anon, authenticated;
