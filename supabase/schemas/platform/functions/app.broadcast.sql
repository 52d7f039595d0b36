create function app.broadcast(p_tenant_id uuid, p_event text, p_payload jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into realtime.messages (topic, extension, event, payload, private)
  values ('tenant:' || p_tenant_id, 'broadcast', p_event, p_payload, true);
end;
$$;
revoke execute on function app.broadcast(uuid, text, jsonb) from public, anon, authenticated;
grant execute on function app.broadcast(uuid, text, jsonb) to service_role;
