create function app.publish_scheduled(s public.scheduled_messages)
returns void
language sql
set search_path = ''
as $$
  select app.broadcast(s.tenant_id, 'scheduled_message', jsonb_build_object('scheduled', app.scheduled_payload(s)));
$$;
revoke execute on function app.publish_scheduled(public.scheduled_messages) from public, anon, authenticated;
