create function app.scheduled_payload(s public.scheduled_messages)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return to_jsonb(s) - array['tenant_id', 'updated_at'] || jsonb_build_object('thread_key', (
    select t.thread_key from public.conversation_threads t where t.tenant_id = s.tenant_id and t.id = s.thread_id),
    'preview', (
    select app.render_template(m.body, s.template -> 'variables') from public.message_templates m
    where m.tenant_id = s.tenant_id and m.id::text = s.template ->> 'id'));
end;
$$;
comment on function app.scheduled_payload(public.scheduled_messages) is
  'A scheduled message as browsers get it: {id, thread_id, thread_key, body, template, send_at, cancel_on_inbound, status, reason, message_id, created_by, created_at, preview}; preview is the text of a template as it stands today, NULL for a text.';
revoke execute on function app.scheduled_payload(public.scheduled_messages) from public, anon, authenticated;
grant execute on function app.scheduled_payload(public.scheduled_messages) to authenticated;
