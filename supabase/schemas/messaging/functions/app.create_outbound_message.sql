create function app.create_outbound_message(
  p_tenant_id uuid, p_thread_key text, p_client_id uuid, p_body text, p_reply_to uuid default null, p_template jsonb default null,
  p_content jsonb default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_thread public.conversation_threads;
begin
  perform app.require_member(p_tenant_id);
  if p_client_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  perform app.lock_send(p_tenant_id, p_client_id);
  -- one writer a conversation: its messages get their times in the order they were asked for
  v_thread := app.lock_thread_of_key(p_tenant_id, p_thread_key);
  if v_thread.id is null then
    raise sqlstate 'PT404' using message = 'conversation_not_found';
  end if;
  perform app.require_open_to_us(v_thread);
  return app.enqueue_message(v_thread, p_client_id, p_body, p_reply_to, 'app', auth.uid(), p_template, p_content);
end;
$$;
comment on function app.create_outbound_message(uuid, text, uuid, text, uuid, jsonb, jsonb) is
  'Caller: any member, through send-whatsapp-message, also to somebody who opted out of what is sent by itself. A text, or p_template {id, variables} in its place, or p_content: {upload_id, waveform?} or {quick_reply_file_id} with the text as its caption, {location: {latitude, longitude, name?, address?}}, {contacts: [{name, phones}]}, {forward_of: message id}, {choices: {options: [{title, description?}], button?}} with the text as its question. Idempotent by client_id; a failed message is sent again. Returns {message, duplicate, lease}; no lease for one that waits for an earlier one of its conversation. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 missing_client_id, PT404 conversation_not_found, PT409 conversation_blocked, PT409 client_id_in_use, PT400 empty_body, PT400 body_too_long, PT409 no_active_channel, PT409 channel_disconnected, PT409 outside_24h_window, PT402 insufficient_credits, PT404 quoted_message_not_found; with a template PT400 body_with_template, PT409 template_not_supported, PT404 template_not_found, PT409 template_not_approved, PT400 template_variables_invalid, PT400 template_too_long; with content PT400 content_invalid, PT409 content_not_supported, PT404 upload_not_found, PT409 upload_incomplete, PT409 media_not_supported, PT400 media_too_large, PT400 caption_not_supported, PT404 message_not_found.';
revoke execute on function app.create_outbound_message(uuid, text, uuid, text, uuid, jsonb, jsonb) from public, anon, authenticated;
grant execute on function app.create_outbound_message(uuid, text, uuid, text, uuid, jsonb, jsonb) to authenticated;
