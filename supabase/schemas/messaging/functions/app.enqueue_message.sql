-- Queues a message with its send job already leased to the caller. Callers have checked who may do this.
create function app.enqueue_message(
  p_thread public.conversation_threads, p_client_id uuid, p_body text, p_reply_to uuid, p_origin text, p_sent_by uuid,
  p_template jsonb default null, p_content jsonb default null
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_body text;
  v_is_template boolean;
  v_prepared jsonb;
  v_extra jsonb;
  v_channel public.notification_channels;
  v_limit integer;
  v_quoted public.conversation_messages;
  v_message public.conversation_messages;
  v_thread public.conversation_threads;
  v_uncertain boolean := false;
  v_waits boolean := app.line_is_busy(p_thread.tenant_id, p_thread.id);
  v_lease jsonb;
begin
  select * into v_message from public.conversation_messages m
  where m.tenant_id = p_thread.tenant_id and m.client_id = p_client_id for update;
  perform app.require_same_conversation(v_message, p_thread);
  if v_message.status <> 'failed' then
    return jsonb_build_object('message', to_jsonb(v_message), 'duplicate', true, 'lease', null);
  end if;
  -- a failed message is sent again as it is, whatever came with the repetition
  v_is_template := case when v_message.id is null then p_template is not null else v_message.content ? 'template' end;
  v_body := case when v_message.id is null then app.checked_body(p_body, v_is_template, p_content is not null) else v_message.body end;
  v_channel := app.require_sendable_channel(p_thread, v_is_template, p_origin = 'automation');
  select k.max_text_length into v_limit from public.channel_kinds k where k.kind = v_channel.provider;
  if p_content is not null and v_message.id is null then
    v_extra := app.checked_content(p_thread.tenant_id, v_channel.provider, p_content, v_body, p_sent_by, p_client_id);
    v_body := nullif(coalesce(v_extra ->> 'body', v_body), '');
  end if;
  if v_is_template then
    v_prepared := app.prepare_template(v_channel, coalesce(v_message.content -> 'template', p_template));
    v_body := v_prepared ->> 'body';
  elsif char_length(v_body) > v_limit then
    raise sqlstate 'PT400' using message = 'body_too_long', detail = v_limit::text, hint = format('Up to %s characters.', v_limit);
  end if;
  if p_reply_to is not null and v_message.id is null then
    select * into v_quoted from public.conversation_messages q
    where q.tenant_id = p_thread.tenant_id and q.id = p_reply_to and q.thread_id = p_thread.id;
    if not found then
      raise sqlstate 'PT404' using message = 'quoted_message_not_found';
    end if;
  end if;
  if v_message.id is not null then
    -- the person pressed "try again" on a failed message; one that may have arrived is looked for first, where it was
    -- sent, whatever channel the clinic has now
    v_uncertain := v_message.error_code is not distinct from 'delivery_unknown';
    update public.conversation_messages m set
      status = case when v_waits and not v_uncertain then 'queued' else 'sending' end, next_attempt_at = null,
      error_code = null, error_detail = null, provider_message_id = null,
      channel_id = case when v_uncertain then m.channel_id else v_channel.id end,
      provider = case when v_uncertain then m.provider else v_channel.provider end
    where m.tenant_id = v_message.tenant_id and m.id = v_message.id returning * into v_message;
  else
    insert into public.conversation_messages (tenant_id, thread_id, channel_id, provider, client_id, direction, origin, kind, body,
      content, media, media_file_id, reply_to_id, reply_to_provider_id, sent_by, status, occurred_at)
    values (p_thread.tenant_id, p_thread.id, v_channel.id, v_channel.provider, p_client_id, 'outbound', p_origin,
      coalesce(v_extra ->> 'kind', 'text'), v_body, coalesce(v_prepared -> 'content', v_extra -> 'content', '{}'),
      v_extra -> 'media', (v_extra ->> 'media_file_id')::uuid, p_reply_to, v_quoted.provider_message_id, p_sent_by,
      case when v_waits then 'queued' else 'sending' end, clock_timestamp())
    on conflict (tenant_id, client_id) where client_id is not null do nothing
    returning * into v_message;
    if v_message.id is null then
      select * into v_message from public.conversation_messages m
      where m.tenant_id = p_thread.tenant_id and m.client_id = p_client_id;
      perform app.require_same_conversation(v_message, p_thread);
      return jsonb_build_object('message', to_jsonb(v_message), 'duplicate', true, 'lease', null);
    end if;
  end if;
  -- an answer opens what was finished, wakes what sleeps and hands the card to the person; what goes out by itself does not
  if p_origin = 'app' and (p_thread.status = 'finished' or p_thread.board_column <> 'waiting_contact' or p_thread.snoozed_until is not null) then
    update public.conversation_threads t set
      status = 'open', status_reason = null, board_column = app.column_after(t.board_column, t.status, 'clinic_wrote'),
      snoozed_until = null, snoozed_at = null
    where t.tenant_id = p_thread.tenant_id and t.id = p_thread.id;
  end if;
  v_thread := app.refresh_thread_summary(p_thread.tenant_id, p_thread.id);
  perform app.broadcast_message(v_message, v_thread);
  v_lease := app.lease_new_send(v_message, v_uncertain, v_waits);
  -- last, as the balance is the last to be locked
  perform app.charge_message(v_message);
  return jsonb_build_object('message', to_jsonb(v_message), 'duplicate', false, 'lease', v_lease);
end;
$$;
revoke execute on function app.enqueue_message(public.conversation_threads, uuid, text, uuid, text, uuid, jsonb, jsonb) from public, anon, authenticated;
