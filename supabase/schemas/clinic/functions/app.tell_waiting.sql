create function app.tell_waiting(p_tenant_id uuid)
returns void
language sql
set search_path = ''
as $$
  select app.broadcast(p_tenant_id, 'waiting_list', '{}');
$$;
comment on function app.tell_waiting(uuid) is 'Tells open screens that something of the waiting list changed.';
revoke execute on function app.tell_waiting(uuid) from public, anon, authenticated;
