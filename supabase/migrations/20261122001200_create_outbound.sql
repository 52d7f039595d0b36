-- Sending (B7): the message and its job are written together; an attempt whose outcome is unknown is reconciled with
-- the provider before it is repeated, so that a patient never gets a message twice.

create function app.job_lease()
returns interval
language sql
immutable
set search_path = ''
as $$
  select interval '60 seconds';
$$;

-- Everything a sender needs for one attempt. p_uncertain: an earlier attempt may have reached the provider.
create function app.send_lease(p_job app.jobs, p_message public.conversation_messages, p_uncertain boolean)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'job_id', p_job.id, 'lease_token', p_job.lease_token, 'attempt', p_job.attempts, 'message_id', p_message.id,
    'tenant_id', p_message.tenant_id, 'channel_id', p_message.channel_id, 'provider', p_message.provider,
    'to', jsonb_build_object('raw', t.reply_address, 'phone', t.phone), 'kind', p_message.kind, 'body', p_message.body,
    'reply_to_provider_id', q.provider_message_id,
    'reply_to', case when q.id is not null then jsonb_build_object('body', q.body, 'from_me', q.direction = 'outbound') end,
    'template', case when p_message.content ? 'template' then jsonb_build_object(
      'external_id', p_message.content #> '{template,external_id}', 'variables', p_message.content #> '{template,variables}') end,
    'uncertain', p_uncertain, 'first_attempt_at', p_message.occurred_at, 'automation', p_message.origin = 'automation',
    'channel', app.channel_credentials(p_message.tenant_id, p_message.channel_id))
  from public.conversation_threads t
  left join public.conversation_messages q on q.tenant_id = p_message.tenant_id and q.id = p_message.reply_to_id
  where t.tenant_id = p_message.tenant_id and t.id = p_message.thread_id;
$$;

-- When the person last wrote to this number within the 24 hours that WhatsApp Business allows for an answer in free text;
-- NULL when it is longer ago. What came to another number of the clinic opens no window here.
create function app.window_opened_at(p_tenant_id uuid, p_thread_id uuid, p_channel_id uuid)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select m.occurred_at from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.occurred_at >= now() - interval '24 hours'
      and m.channel_id = p_channel_id and m.direction = 'inbound'
    order by m.occurred_at desc, m.id desc limit 1);
end;
$$;

-- The clinic's channel, ready to send to this conversation. Errors: PT409 no_active_channel, channel_disconnected, outside_24h_window.
create function app.require_sendable_channel(p_thread public.conversation_threads, p_is_template boolean)
returns public.notification_channels
language plpgsql
stable
set search_path = ''
as $$
declare
  v_channel public.notification_channels;
begin
  select * into v_channel from public.notification_channels c where c.tenant_id = p_thread.tenant_id and c.is_active;
  if not found then
    raise sqlstate 'PT409' using message = 'no_active_channel', hint = 'Connect WhatsApp in the settings.';
  end if;
  if v_channel.connection_state = 'close' then
    raise sqlstate 'PT409' using message = 'channel_disconnected', hint = 'Reconnect WhatsApp in the settings.';
  end if;
  -- WhatsApp Business accepts free text only within 24 h of the person's last message to the number (Twilio error 63016)
  if v_channel.provider = 'twilio' and not p_is_template
    and app.window_opened_at(p_thread.tenant_id, p_thread.id, v_channel.id) is null then
    raise sqlstate 'PT409' using message = 'outside_24h_window',
      detail = coalesce((least(p_thread.last_inbound_at + interval '24 hours', now()))::text, ''), hint = 'Send an approved template.';
  end if;
  return v_channel;
end;
$$;

-- A client_id belongs to one conversation: what was checked for another one says nothing about this message.
create function app.require_same_conversation(p_message public.conversation_messages, p_thread public.conversation_threads)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_message.thread_id <> p_thread.id then
    raise sqlstate 'PT409' using message = 'client_id_in_use', hint = 'Send the message with an id of its own.';
  end if;
end;
$$;

-- Why a message that has waited must not be sent any more: the person opted out, or the clinic has another channel now,
-- or none.
-- What the clinic answers by itself to an opt-out was written after it, and may go.
create function app.late_refusal(p_message public.conversation_messages)
returns text
language sql
stable
set search_path = ''
as $$
  select case
    when exists (
      select from public.conversation_optouts o
      where o.tenant_id = p_message.tenant_id and o.thread_id = p_message.thread_id
        and (p_message.origin = 'app' or o.created_at > p_message.created_at)
    ) then 'opted_out'
    else (
      select case when c.id is null then 'no_active_channel' when c.id <> p_message.channel_id then 'channel_changed' end
      from (values (p_message.tenant_id)) m (tenant_id)
      left join public.notification_channels c on c.tenant_id = m.tenant_id and c.is_active)
  end;
$$;

-- What a person typed, as it is sent. A template brings its own text.
create function app.checked_body(p_body text, p_is_template boolean)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_body text := coalesce(btrim(p_body, E' \n\t\r'), '');
begin
  if p_is_template and v_body <> '' then
    raise sqlstate 'PT400' using message = 'body_with_template', hint = 'Send a text or a template.';
  end if;
  if not p_is_template and v_body = '' then
    raise sqlstate 'PT400' using message = 'empty_body', hint = 'Write something first.';
  end if;
  if char_length(v_body) > 4096 then
    raise sqlstate 'PT400' using message = 'body_too_long', detail = 'WhatsApp accepts up to 4096 characters.';
  end if;
  return v_body;
end;
$$;

-- Queues a message with its send job already leased to the caller. Callers have checked who may do this.
create function app.enqueue_message(
  p_thread public.conversation_threads, p_client_id uuid, p_body text, p_reply_to uuid, p_origin text, p_sent_by uuid,
  p_template jsonb default null
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_body text;
  v_is_template boolean;
  v_prepared jsonb;
  v_channel public.notification_channels;
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
  v_body := case when v_message.id is null then app.checked_body(p_body, v_is_template) else v_message.body end;
  v_channel := app.require_sendable_channel(p_thread, v_is_template);
  if v_is_template then
    v_prepared := app.prepare_template(v_channel, coalesce(v_message.content -> 'template', p_template));
    v_body := v_prepared ->> 'body';
  elsif v_channel.provider = 'twilio' and char_length(v_body) > 1600 then
    raise sqlstate 'PT400' using message = 'body_too_long', detail = 'The official number accepts up to 1600 characters.';
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
      content, reply_to_id, reply_to_provider_id, sent_by, status, occurred_at)
    values (p_thread.tenant_id, p_thread.id, v_channel.id, v_channel.provider, p_client_id, 'outbound', p_origin, 'text', v_body,
      coalesce(v_prepared -> 'content', '{}'), p_reply_to, v_quoted.provider_message_id, p_sent_by,
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
  -- an answer opens what was finished; what goes out by itself does not
  if p_thread.status = 'finished' and p_origin = 'app' then
    update public.conversation_threads set status = 'open' where tenant_id = p_thread.tenant_id and id = p_thread.id;
  end if;
  v_thread := app.refresh_thread_summary(p_thread.tenant_id, p_thread.id);
  perform app.broadcast_message(v_message, v_thread);
  v_lease := app.lease_new_send(v_message, v_uncertain, v_waits);
  -- last, as the balance is the last to be locked
  perform app.charge_message(v_message);
  return jsonb_build_object('message', to_jsonb(v_message), 'duplicate', false, 'lease', v_lease);
end;
$$;

-- The job of a message that was just asked for: leased to the caller, unless an earlier one of the conversation is still
-- to go. The caller holds the conversation, so that places in the line are given one after the other.
create function app.lease_new_send(p_message public.conversation_messages, p_uncertain boolean, p_waits boolean)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_job app.jobs;
  v_token uuid := case when not p_waits then gen_random_uuid() end;
  v_leased_until timestamptz := case when not p_waits then clock_timestamp() + app.job_lease() end;
  v_run_at timestamptz := case when p_waits then now() + app.line_look() else now() end;
begin
  insert into app.jobs (tenant_id, kind, payload, dedupe_key, attempts, lease_token, leased_until, run_at, tried_since)
  values (p_message.tenant_id, 'send_message', jsonb_build_object('message_id', p_message.id), 'send:' || p_message.id,
    case when p_waits then 0 else 1 end, v_token, v_leased_until, v_run_at, case when not p_waits then clock_timestamp() end)
  on conflict (dedupe_key) where dedupe_key is not null and finished_at is null do update set
    attempts = excluded.attempts, lease_token = v_token, leased_until = v_leased_until, dead_at = null,
    run_at = v_run_at, last_error = null, line_no = excluded.line_no, tried_since = excluded.tried_since
  returning * into v_job;
  if p_waits then
    perform app.hurry_line(p_message.tenant_id, p_message.thread_id);
    return null;
  end if;
  return app.send_lease(v_job, p_message, p_uncertain);
end;
$$;

-- A message that is asked for again while its attempt runs: job and message are locked before the conversation, as
-- everywhere. Calls with one client_id go one after the other, whichever conversations they name: the message may be
-- there after one of them has its conversation.
create function app.lock_send(p_tenant_id uuid, p_client_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(p_tenant_id::text || p_client_id, 3));
  perform from app.jobs j
  where j.finished_at is null and j.dedupe_key = 'send:' || (
    select m.id from public.conversation_messages m where m.tenant_id = p_tenant_id and m.client_id = p_client_id)
  for update;
  perform from public.conversation_messages m where m.tenant_id = p_tenant_id and m.client_id = p_client_id for update;
end;
$$;

create function app.create_outbound_message(
  p_tenant_id uuid, p_thread_key text, p_client_id uuid, p_body text, p_reply_to uuid default null, p_template jsonb default null
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
  if v_thread.opted_out then
    raise sqlstate 'PT409' using message = 'opted_out', hint = 'The person asked not to be written to.';
  end if;
  return app.enqueue_message(v_thread, p_client_id, p_body, p_reply_to, 'app', auth.uid(), p_template);
end;
$$;
comment on function app.create_outbound_message(uuid, text, uuid, text, uuid, jsonb) is
  'Caller: any member, through send-whatsapp-message. A text, or p_template {id, variables} in its place. Idempotent by client_id; a failed message is sent again. Returns {message, duplicate, lease}; no lease for one that waits for an earlier one of its conversation. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 missing_client_id, PT404 conversation_not_found, PT409 opted_out, PT409 client_id_in_use, PT400 empty_body, PT400 body_too_long, PT409 no_active_channel, PT409 channel_disconnected, PT409 outside_24h_window, PT402 insufficient_credits, PT404 quoted_message_not_found; with a template PT400 body_with_template, PT409 template_not_supported, PT404 template_not_found, PT409 template_not_approved, PT400 template_variables_invalid, PT400 template_too_long.';

create function app.create_automation_message(p_tenant_id uuid, p_thread_key text, p_client_id uuid, p_body text, p_reason text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_thread public.conversation_threads;
begin
  perform app.lock_send(p_tenant_id, p_client_id);
  v_thread := app.lock_thread_of_key(p_tenant_id, p_thread_key);
  if v_thread.id is null then
    return jsonb_build_object('skipped', 'conversation_not_found');
  end if;
  if v_thread.opted_out and p_reason <> 'opt_out_ack' then
    return jsonb_build_object('skipped', 'opted_out');
  end if;
  return app.enqueue_message(v_thread, p_client_id, p_body, null, 'automation', null);
exception when sqlstate 'PT409' or sqlstate 'PT402' then
  return jsonb_build_object('skipped', sqlerrm);
end;
$$;
comment on function app.create_automation_message(uuid, text, uuid, text, text) is
  'Caller: workers. Like create_outbound_message; answers {skipped: code} where a person would get a refusal.';

create function app.fail_message(p_tenant_id uuid, p_message_id uuid, p_code text, p_detail text)
returns public.conversation_messages
language plpgsql
set search_path = ''
as $$
declare
  v_message public.conversation_messages;
begin
  update public.conversation_messages m set status = 'failed', error_code = p_code, error_detail = left(p_detail, 1000)
  where m.tenant_id = p_tenant_id and m.id = p_message_id and m.status in ('queued', 'sending')
  returning * into v_message;
  if found then
    perform app.publish_message(v_message);
  else
    select * into v_message from public.conversation_messages m where m.tenant_id = p_tenant_id and m.id = p_message_id;
  end if;
  return v_message;
end;
$$;

-- What the provider reported about an id belongs to the message that has the id.
create function app.take_progress(p_message public.conversation_messages, p_from public.conversation_messages)
returns public.conversation_messages
language plpgsql
set search_path = ''
as $$
declare
  v_message public.conversation_messages;
begin
  update public.conversation_messages m set
    status = case when app.status_advances(m.status, p_from.status) then p_from.status else m.status end,
    delivered_at = coalesce(m.delivered_at, p_from.delivered_at), read_at = coalesce(m.read_at, p_from.read_at),
    error_code = coalesce(m.error_code, p_from.error_code), error_detail = coalesce(m.error_detail, p_from.error_detail),
    reactions = case p_from.reacted_at when '{}' then m.reactions else p_from.reactions end,
    reacted_at = case p_from.reacted_at when '{}' then m.reacted_at else p_from.reacted_at end,
    body = case when p_from.edited_at is null then m.body else p_from.body end,
    edited_at = coalesce(m.edited_at, p_from.edited_at), deleted_at = coalesce(m.deleted_at, p_from.deleted_at)
  where m.tenant_id = p_message.tenant_id and m.id = p_message.id returning * into v_message;
  perform app.publish_message(v_message);
  return v_message;
end;
$$;

-- The provider's own answer is the truth: an id that an echo had given to a twin message goes back to its owner.
create function app.settle_sent(p_message public.conversation_messages, p_provider_message_id text)
returns public.conversation_messages
language plpgsql
set search_path = ''
as $$
declare
  v_twin public.conversation_messages;
  v_reset public.conversation_messages;
  v_displaced text := nullif(p_message.provider_message_id, p_provider_message_id);
  v_claimant uuid;
  v_message public.conversation_messages;
begin
  -- an echo that is just being stored is waited for, and found
  perform pg_advisory_xact_lock(hashtextextended(p_provider_message_id, 2));
  select * into v_twin from public.conversation_messages m
  where m.tenant_id = p_message.tenant_id and m.channel_id = p_message.channel_id
    and m.provider_message_id = p_provider_message_id and m.id <> p_message.id
  for update;
  if v_twin.origin = 'phone' then
    -- the echo came first and looked like a message from elsewhere: it is this one
    delete from public.conversation_messages where tenant_id = v_twin.tenant_id and id = v_twin.id;
    perform app.publish_thread(app.refresh_thread_summary(v_twin.tenant_id, v_twin.thread_id));
    perform app.broadcast(v_twin.tenant_id, 'message_removed', jsonb_build_object('id', v_twin.id, 'thread_id', v_twin.thread_id));
    if v_twin.thread_id <> p_message.thread_id then
      perform app.learn_lid(a.tenant_id, p_message.thread_id, substr(a.address, 5)) from public.conversation_addresses a
      where a.tenant_id = v_twin.tenant_id and a.thread_id = v_twin.thread_id and a.address like 'lid:%';
    end if;
  elsif v_twin.id is not null then
    update public.conversation_messages set
      provider_message_id = null, status = 'sending', delivered_at = null, read_at = null, error_code = null, error_detail = null,
      reactions = '[]', reacted_at = '{}', edited_at = null, deleted_at = null
    where tenant_id = v_twin.tenant_id and id = v_twin.id returning * into v_reset;
  end if;
  v_message := app.record_sent(p_message.tenant_id, p_message.id, p_provider_message_id, now());
  if v_twin.id is not null then
    v_message := app.take_progress(v_message, v_twin);
  end if;
  if v_reset.id is not null and v_displaced is not null then
    perform app.take_progress(app.record_sent(v_twin.tenant_id, v_twin.id, v_displaced, now()), p_message);
  elsif v_reset.id is not null then
    -- its own outcome is open again: somebody must find out
    perform app.publish_message(v_reset);
    insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
    values (v_twin.tenant_id, 'send_message', jsonb_build_object('message_id', v_twin.id), 'send:' || v_twin.id, now() + app.job_lease())
    on conflict (dedupe_key) where dedupe_key is not null and finished_at is null do nothing;
  elsif v_displaced is not null and v_message.provider = 'evolution' then
    -- an echo was another send's, and what was told of its id as well; what Twilio reports names its message, so there the
    -- id was that of an earlier attempt
    v_claimant := app.claim_echo(p_message.tenant_id, p_message.channel_id, p_message.thread_id, v_displaced, p_message.kind,
      p_message.body, now());
    perform app.take_progress(m, p_message) from public.conversation_messages m
    where m.tenant_id = p_message.tenant_id and m.id = v_claimant;
  end if;
  return v_message;
end;
$$;

-- Closes a send that must not happen any more.
create function app.refuse_send(p_job app.jobs, p_message public.conversation_messages, p_code text)
returns public.conversation_messages
language plpgsql
set search_path = ''
as $$
begin
  update app.jobs set finished_at = now(), last_error = p_code, lease_token = null, leased_until = null where id = p_job.id;
  return app.fail_message(p_message.tenant_id, p_message.id, p_code, null);
end;
$$;

create function app.record_outcome(
  p_job_id bigint, p_lease_token uuid, p_outcome text, p_provider_message_id text, p_error_code text, p_error_detail text,
  p_retry_after_seconds integer
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_job app.jobs;
  v_message public.conversation_messages;
  v_outcome text := p_outcome;
  v_held boolean;
  v_refusal text;
  v_followed boolean;
  v_last_chance timestamptz;
  v_gives_way boolean;
begin
  select * into v_job from app.jobs j where j.id = p_job_id for update;
  if p_provider_message_id is not null then
    perform pg_advisory_xact_lock(hashtextextended(p_provider_message_id, 2));
  end if;
  select * into v_message from public.conversation_messages m
  where m.tenant_id = v_job.tenant_id and m.id = (v_job.payload ->> 'message_id')::uuid for update;
  if v_message.id is null then
    return jsonb_build_object('state', 'lost', 'message', null);
  end if;
  v_held := v_job.finished_at is null and v_job.dead_at is null and v_job.lease_token = p_lease_token;
  if p_outcome = 'sent' then
    v_message := app.settle_sent(v_message, p_provider_message_id);
    update app.jobs set finished_at = now(), dead_at = null, lease_token = null, leased_until = null
    where id = p_job_id and finished_at is null;
    return jsonb_build_object('state', 'sent', 'message', to_jsonb(v_message));
  elsif not coalesce(v_held, false) then
    return jsonb_build_object('state', 'lost', 'message', to_jsonb(v_message));
  elsif v_message.status not in ('queued', 'sending') then
    -- the provider's callback or echo was faster than this report, and knows better
    update app.jobs set finished_at = now(), lease_token = null, leased_until = null where id = p_job_id;
    return jsonb_build_object('state', case v_message.status when 'failed' then 'failed' else 'sent' end, 'message', to_jsonb(v_message));
  elsif p_outcome = 'found' then
    -- by its words only: an id that another message got meanwhile stays there, and this one is looked for again
    if not exists (
      select from public.conversation_messages m
      where m.tenant_id = v_message.tenant_id and m.channel_id = v_message.channel_id
        and m.provider_message_id = p_provider_message_id and m.id <> v_message.id and m.origin <> 'phone'
    ) then
      v_message := app.settle_sent(v_message, p_provider_message_id);
      update app.jobs set finished_at = now(), lease_token = null, leased_until = null where id = p_job_id;
      return jsonb_build_object('state', 'sent', 'message', to_jsonb(v_message));
    end if;
    v_outcome := 'unknown';
  elsif p_outcome = 'not_found' then
    v_refusal := app.late_refusal(v_message);
    if v_refusal is not null then
      return jsonb_build_object('state', 'failed', 'message', to_jsonb(app.refuse_send(v_job, v_message, v_refusal)));
    end if;
    if app.stands_behind(v_message, v_job.line_no) then
      -- two conversations became one meanwhile
      update public.conversation_messages m set status = 'queued', next_attempt_at = null
      where m.tenant_id = v_message.tenant_id and m.id = v_message.id returning * into v_message;
      perform app.publish_message(v_message);
      perform app.wait_in_line(v_job, v_message);
      return jsonb_build_object('state', 'retry', 'message', to_jsonb(v_message));
    end if;
    update app.jobs set leased_until = clock_timestamp() + app.job_lease(), lease_token = gen_random_uuid()
    where id = p_job_id returning * into v_job;
    return jsonb_build_object('state', 'again', 'message', to_jsonb(v_message), 'lease', app.send_lease(v_job, v_message, false));
  end if;
  v_followed := app.is_followed(v_message, v_job.line_no);
  v_last_chance := v_job.tried_since + app.line_patience();
  v_gives_way := v_followed and clock_timestamp() >= v_last_chance;
  if v_outcome = 'permanent' or v_job.attempts >= v_job.max_attempts or v_gives_way then
    v_message := app.fail_message(v_message.tenant_id, v_message.id,
      case when v_outcome = 'permanent' then p_error_code
        when v_outcome = 'unknown' then 'delivery_unknown'
        when v_gives_way then 'gave_way' else 'temporary_failure_exhausted' end, p_error_detail);
    if v_message.error_code = 'opted_out_at_provider' then
      perform app.note_refused_person(v_message);
    end if;
    update app.jobs set
      finished_at = case when v_outcome = 'permanent' then now() end, dead_at = case when v_outcome <> 'permanent' then now() end,
      last_error = left(concat_ws(': ', p_error_code, p_error_detail), 2000), lease_token = null, leased_until = null
    where id = p_job_id;
    return jsonb_build_object('state', 'failed', 'message', to_jsonb(v_message));
  end if;
  -- temporary: nothing reached the provider, wait and send again; unknown: wait for its echo, then ask before sending
  update app.jobs j set
    run_at = least(
      now() + greatest(app.backoff(j.attempts), make_interval(secs => coalesce(p_retry_after_seconds, 0)),
        case when v_outcome = 'unknown' then interval '20 seconds' else interval '0' end),
      -- others wait for it: it is tried once more before it gives way
      case when v_followed then greatest(now() + app.line_look(), v_last_chance) end),
    last_error = left(concat_ws(': ', p_error_code, p_error_detail), 2000), lease_token = null, leased_until = null
  where j.id = p_job_id returning * into v_job;
  update public.conversation_messages m set
    status = case v_outcome when 'temporary' then 'queued' else 'sending' end, next_attempt_at = v_job.run_at
  where m.tenant_id = v_message.tenant_id and m.id = v_message.id returning * into v_message;
  perform app.publish_message(v_message);
  return jsonb_build_object('state', 'retry', 'message', to_jsonb(v_message));
end;
$$;

create function app.complete_send(
  p_job_id bigint, p_lease_token uuid, p_outcome text, p_provider_message_id text default null,
  p_error_code text default null, p_error_detail text default null, p_retry_after_seconds integer default null
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_done jsonb := app.record_outcome(p_job_id, p_lease_token, p_outcome, p_provider_message_id, p_error_code, p_error_detail,
    p_retry_after_seconds);
  v_next jsonb;
begin
  if v_done ->> 'state' in ('sent', 'failed') then
    v_next := app.lease_next((v_done #>> '{message,tenant_id}')::uuid, (v_done #>> '{message,thread_id}')::uuid);
  end if;
  return case when v_next is null then v_done else v_done || jsonb_build_object('next', v_next) end;
end;
$$;
comment on function app.complete_send(bigint, uuid, text, text, text, text, integer) is
  'Caller: the sender of a leased attempt. Outcomes sent (the provider answered it), found and not_found (an earlier attempt, looked for by its words), temporary, unknown, permanent. Returns {state: sent|retry|again|failed|lost, message, lease?, next?}: next is the lease of the message that waited for this one, for the caller to send. Without the lease only sent is recorded.';

-- The lease of a send whose job was just claimed; NULL when nothing is to be sent any more, and then the job is closed.
create function app.open_send(p_job app.jobs)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_message public.conversation_messages;
  v_uncertain boolean;
  v_refusal text;
begin
  -- looked at before it is locked: of a line that is claimed at once only the first message is touched
  select * into v_message from public.conversation_messages m
  where m.tenant_id = p_job.tenant_id and m.id = (p_job.payload ->> 'message_id')::uuid;
  if app.stands_behind(v_message, p_job.line_no) then
    perform app.wait_in_line(p_job, v_message);
    return null;
  end if;
  select * into v_message from public.conversation_messages m
  where m.tenant_id = p_job.tenant_id and m.id = (p_job.payload ->> 'message_id')::uuid for update;
  if v_message.id is null or v_message.status not in ('queued', 'sending') then
    update app.jobs set finished_at = now(), lease_token = null, leased_until = null where id = p_job.id;
    return null;
  end if;
  if p_job.attempts > p_job.max_attempts then
    perform app.fail_message(v_message.tenant_id, v_message.id, 'delivery_unknown', null);
    update app.jobs set dead_at = now(), last_error = 'delivery_unknown', lease_token = null, leased_until = null
    where id = p_job.id;
    return null;
  end if;
  -- whoever gets a place in the line holds the conversation
  perform from public.conversation_threads t where t.tenant_id = v_message.tenant_id and t.id = v_message.thread_id for update;
  if app.stands_behind(v_message, p_job.line_no) then
    perform app.wait_in_line(p_job, v_message);
    return null;
  end if;
  update app.jobs set tried_since = coalesce(tried_since, clock_timestamp()) where id = p_job.id and tried_since is null;
  v_uncertain := v_message.status = 'sending';
  if not v_uncertain then
    v_refusal := app.late_refusal(v_message);
    if v_refusal is not null then
      perform app.refuse_send(p_job, v_message, v_refusal);
      return null;
    end if;
    update public.conversation_messages m set status = 'sending', next_attempt_at = null
    where m.tenant_id = v_message.tenant_id and m.id = v_message.id returning * into v_message;
    perform app.publish_message(v_message);
  end if;
  return app.send_lease(p_job, v_message, v_uncertain);
end;
$$;

-- Leases up to p_limit due jobs. A send that is settled already is closed on the way; one whose lease ran out in
-- mid-attempt comes with uncertain = true.
create function app.claim_jobs(p_limit integer, p_lease_seconds integer default extract(epoch from app.job_lease()))
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_job app.jobs;
  v_send jsonb;
  v_claimed jsonb := '[]';
  v_due boolean;
begin
  loop
    v_due := false;
    for v_job in
      -- materialized: a plan that ran the sub-query again for each row would lock more than the limit
      with due as materialized (
        select c.id from app.jobs c
        where c.finished_at is null and c.dead_at is null and c.run_at <= now()
          and (c.leased_until is null or c.leased_until < clock_timestamp())
        order by c.run_at, c.line_no limit p_limit
        for update skip locked),
      leased as (
        update app.jobs j set
          attempts = j.attempts + 1, lease_token = gen_random_uuid(),
          leased_until = clock_timestamp() + make_interval(secs => p_lease_seconds)
        from due where j.id = due.id
        returning j.*)
      -- by conversation, as every worker: each send that is opened locks one
      select l.* from leased l
      left join public.conversation_messages m on m.tenant_id = l.tenant_id and m.id = (l.payload ->> 'message_id')::uuid
      order by m.thread_id, l.line_no
    loop
      v_due := true;
      v_send := null;
      if v_job.kind = 'send_message' then
        v_send := app.open_send(v_job);
        continue when v_send is null;
      end if;
      v_claimed := v_claimed || jsonb_build_object('job_id', v_job.id, 'kind', v_job.kind, 'tenant_id', v_job.tenant_id,
        'lease_token', v_job.lease_token, 'attempts', v_job.attempts, 'payload', v_job.payload, 'send', v_send);
    end loop;
    -- an empty answer means that nothing is due, not that all that was due was settled already
    exit when not v_due or v_claimed <> '[]';
  end loop;
  return v_claimed;
end;
$$;
comment on function app.claim_jobs(integer, integer) is
  'Caller: process-jobs. Empty when nothing is due. Array of {job_id, kind, tenant_id, lease_token, attempts, payload, send: SendLease|null}.';

-- Keeps the internal tables small, once an hour. Finished jobs stay a day (the queue page shows them), early actions a
-- week. Raw events stay: they are the audit of what providers said.
create function app.prune_expired()
returns void
language plpgsql
set search_path = ''
as $$
begin
  delete from app.jobs where finished_at < now() - interval '1 day';
  delete from app.early_actions where created_at < now() - interval '7 days';
end;
$$;

create function app.queue_health()
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'waiting', count(*) filter (where dead_at is null and (leased_until is null or leased_until < now())),
    'running', count(*) filter (where dead_at is null and leased_until >= now()),
    'dead', count(*) filter (where dead_at is not null),
    'oldest_waiting_seconds', coalesce(floor(extract(epoch from now() - min(run_at) filter (where dead_at is null and run_at <= now()))), 0))
  from app.jobs where finished_at is null;
$$;
comment on function app.queue_health() is 'Caller: health and monitoring. {waiting, running, dead, oldest_waiting_seconds} of all clinics.';

revoke execute on function app.job_lease(), app.send_lease(app.jobs, public.conversation_messages, boolean),
  app.window_opened_at(uuid, uuid, uuid), app.require_sendable_channel(public.conversation_threads, boolean),
  app.checked_body(text, boolean),
  app.require_same_conversation(public.conversation_messages, public.conversation_threads),
  app.late_refusal(public.conversation_messages),
  app.refuse_send(app.jobs, public.conversation_messages, text),
  app.enqueue_message(public.conversation_threads, uuid, text, uuid, text, uuid, jsonb), app.lease_new_send(public.conversation_messages, boolean, boolean),
  app.lock_send(uuid, uuid),
  app.create_outbound_message(uuid, text, uuid, text, uuid, jsonb), app.create_automation_message(uuid, text, uuid, text, text),
  app.fail_message(uuid, uuid, text, text), app.take_progress(public.conversation_messages, public.conversation_messages),
  app.settle_sent(public.conversation_messages, text),
  app.record_outcome(bigint, uuid, text, text, text, text, integer),
  app.complete_send(bigint, uuid, text, text, text, text, integer), app.open_send(app.jobs), app.claim_jobs(integer, integer),
  app.prune_expired(), app.queue_health() from public, anon, authenticated;
grant execute on function app.create_outbound_message(uuid, text, uuid, text, uuid, jsonb) to authenticated;
grant execute on function app.create_automation_message(uuid, text, uuid, text, text),
  app.complete_send(bigint, uuid, text, text, text, text, integer), app.claim_jobs(integer, integer),
  app.prune_expired(), app.queue_health() to service_role;
