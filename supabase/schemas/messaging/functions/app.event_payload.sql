create function app.event_payload(e app.conversation_events)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return to_jsonb(e) - array['tenant_id', 'created_at'];
end;
$$;
revoke execute on function app.event_payload(app.conversation_events) from public, anon, authenticated;
grant execute on function app.event_payload(app.conversation_events) to service_role;
