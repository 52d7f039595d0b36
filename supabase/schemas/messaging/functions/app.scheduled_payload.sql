create function app.scheduled_payload(s public.scheduled_messages)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return to_jsonb(s) - array['tenant_id', 'updated_at'] || jsonb_build_object('thread_key', (
    select t.thread_key from public.conversation_threads t where t.tenant_id = s.tenant_id and t.id = s.thread_id));
end;
$$;
comment on function app.scheduled_payload(public.scheduled_messages) is
  'A scheduled message as browsers get it: {id, thread_id, thread_key, body, template, send_at, cancel_on_inbound, status, reason, message_id, created_by, created_at}.';
revoke execute on function app.scheduled_payload(public.scheduled_messages) from public, anon, authenticated;
grant execute on function app.scheduled_payload(public.scheduled_messages) to authenticated;
