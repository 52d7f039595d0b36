-- Baseline of the domain messaging: everything that supabase/schemas/messaging held when the history began.
set check_function_bodies = off;

-- Makes one channel of the clinic the active one and the others inactive.
create function app.activate_channel(p_tenant_id uuid, p_channel_id uuid, p_display_name text, p_phone text, p_state text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_channel public.notification_channels;
begin
  perform pg_advisory_xact_lock(hashtextextended('channel:' || p_tenant_id, 0));
  update public.notification_channels set is_active = false
  where tenant_id = p_tenant_id and id <> p_channel_id and is_active;
  update public.notification_channels c set
    is_active = true, display_name = coalesce(app.normalize_name(left(p_display_name, 120)), c.display_name), phone = coalesce(p_phone, c.phone),
    connection_state = p_state, connected_at = case when p_state = 'open' then now() else c.connected_at end, last_error = null
  where c.tenant_id = p_tenant_id and c.id = p_channel_id
  returning * into v_channel;
  perform app.broadcast(p_tenant_id, 'channel', app.channel_payload(v_channel));
end;
$$;
revoke execute on function app.activate_channel(uuid, uuid, text, text, text) from public, anon, authenticated;

-- What an address is stored as: the canonical phone and the other id of a person (WhatsApp's LID, or the one that business
-- accounts see), or the group. Empty when it names nobody.
create function app.address_keys(p_address jsonb)
returns text[]
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_group text := 'group:' || nullif(p_address ->> 'group', '');
begin
  return array_remove(case when v_group is null
    then array[app.canonical_phone(p_address ->> 'phone'),
      coalesce('lid:' || nullif(p_address ->> 'lid', ''), 'user:' || nullif(p_address ->> 'user', ''))] else array[v_group] end, null);
end;
$$;
revoke execute on function app.address_keys(jsonb) from public, anon, authenticated;

-- A status, edit, deletion, reaction or vote of a message we have; kept for later when the message is not there yet.
create function app.apply_change(p_tenant_id uuid, p_channel_id uuid, p_action jsonb)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_type text := p_action ->> 'type';
  v_target text := coalesce(p_action ->> 'target_provider_id', p_action ->> 'provider_message_id');
  v_at timestamptz := coalesce((p_action ->> 'at')::timestamptz, now());
  v_by text := p_action ->> 'by';
  v_who text := case when v_type = 'vote' then 'vote:' else '' end || coalesce(p_action ->> 'author', v_by, '');
  v_message public.conversation_messages;
  v_id uuid;
begin
  -- such a report may give the message its id: the lock of an id comes before that of its message, as in complete_send
  if p_action ->> 'message_id' is not null and v_target is not null then
    perform pg_advisory_xact_lock(hashtextextended(v_target, 2));
  end if;
  for v_try in 1 .. 2 loop
    select * into v_message from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.channel_id = p_channel_id
      and (m.provider_message_id = v_target or (v_target is null and m.id = (p_action ->> 'message_id')::uuid))
    for update;
    exit when found;
    -- the callback of our own send names our id: it also tells the outcome of an attempt that got no answer
    if p_action ->> 'message_id' is not null then
      select * into v_message from public.conversation_messages m
      where m.tenant_id = p_tenant_id and m.channel_id = p_channel_id and m.id = (p_action ->> 'message_id')::uuid
        and m.provider_message_id is null
      for update;
      if found then
        if v_target is not null then
          v_message := app.record_sent(p_tenant_id, v_message.id, v_target, v_at);
        end if;
        exit;
      end if;
    end if;
    if v_target is null then
      return null;
    end if;
    -- nobody may add the message between this look and the note
    perform pg_advisory_xact_lock(hashtextextended(v_target, 2));
    if v_try = 2 then
      insert into app.early_actions (tenant_id, channel_id, provider_message_id, action)
      values (p_tenant_id, p_channel_id, v_target, p_action);
      return null;
    end if;
  end loop;

  -- whoever did not write a message may neither edit nor delete it: a changed WhatsApp could ask for that
  if v_type in ('edit', 'delete') and (v_by = 'us') <> (v_message.direction = 'outbound') then
    return v_message.id;
  end if;
  v_id := v_message.id;
  if v_type = 'status' then
    v_message := app.apply_status(v_message, p_action, v_at);
  elsif v_type = 'edit' then
    -- without new words: encrypted for the phones, which show them; what was read here stands, and is marked
    update public.conversation_messages m set
      body = coalesce(p_action ->> 'body', m.body), edited_at = v_at,
      content = case when p_action ->> 'body' is null then m.content || '{"edit_unknown": true}' else m.content - 'edit_unknown' end
    where m.tenant_id = p_tenant_id and m.id = v_message.id and coalesce(m.edited_at, '-infinity') <= v_at
      and (m.edited_at, m.body) is distinct from (v_at, p_action ->> 'body')
      -- words of the same moment are better than none
      and (p_action ->> 'body' is not null or m.edited_at is distinct from v_at)
    returning * into v_message;
  elsif v_type = 'delete' then
    update public.conversation_messages m set deleted_at = v_at
    where m.tenant_id = p_tenant_id and m.id = v_message.id and coalesce(m.deleted_at, 'infinity') > v_at
    returning * into v_message;
  elsif v_type = 'reaction' then
    update public.conversation_messages m set reacted_at = m.reacted_at || jsonb_build_object(v_who, v_at),
      reactions = app.said_by_each(m.reactions, p_action, coalesce(p_action ->> 'emoji', '') <> '')
    where m.tenant_id = p_tenant_id and m.id = v_message.id
      and coalesce((m.reacted_at ->> v_who)::timestamptz, '-infinity') <= v_at
    returning * into v_message;
    if found then
      perform app.note_reaction(v_message, p_action, v_at);
    end if;
  elsif v_type = 'vote' then
    update public.conversation_messages m set reacted_at = m.reacted_at || jsonb_build_object(v_who, v_at),
      content = m.content || jsonb_build_object('votes', case when p_action ? 'votes' then p_action -> 'votes'
        else app.said_by_each(coalesce(m.content -> 'votes', '[]'), p_action, jsonb_array_length(p_action -> 'options') > 0) end)
    where m.tenant_id = p_tenant_id and m.id = v_message.id and m.kind = 'poll'
      and coalesce((m.reacted_at ->> v_who)::timestamptz, '-infinity') <= v_at
    returning * into v_message;
  end if;
  if v_message.id is not null then
    perform app.publish_message(v_message);
  end if;
  return v_id;
end;
$$;
revoke execute on function app.apply_change(uuid, uuid, jsonb) from public, anon, authenticated;

-- Applies what came before its message, now that the message is there.
create function app.apply_early_actions(p_tenant_id uuid, p_channel_id uuid, p_provider_message_id text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_early record;
begin
  for v_early in
    delete from app.early_actions e
    where e.tenant_id = p_tenant_id and e.channel_id = p_channel_id and e.provider_message_id = p_provider_message_id
    returning e.action, e.id
  loop
    perform app.apply_change(p_tenant_id, p_channel_id, v_early.action);
  end loop;
end;
$$;
revoke execute on function app.apply_early_actions(uuid, uuid, text) from public, anon, authenticated;

-- Whether a message of the person asks for an answer: a notice of WhatsApp does not.
create function app.asks_for_answer(p_kind text)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  return p_kind <> 'system';
end;
$$;
revoke execute on function app.asks_for_answer(text) from public, anon, authenticated;

create function app.canonical_phone(p_international text)
returns text
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $$
declare
  v_digits text := regexp_replace(p_international, '[^0-9]', '', 'g');
begin
  if v_digits !~ '^[1-9][0-9]{7,14}$' then
    return null;
  end if;
  if left(v_digits, 2) in ('55', '52', '54') then
    -- a trunk zero has no place after the country code
    v_digits := regexp_replace(v_digits, '^550+([1-9][0-9]{9,10})$', '55\1');
    -- 55 + area code + eight digits that start with 6–9 is a mobile written without its ninth digit
    v_digits := regexp_replace(v_digits, '^(55[1-9][1-9])([6-9][0-9]{7})$', '\19\2');
    v_digits := regexp_replace(v_digits, '^(52)1([0-9]{10})$|^(54)9([0-9]{10})$', '\1\3\2\4');
  end if;
  return '+' || v_digits;
end;
$$;
comment on function app.canonical_phone(text) is
  'A number that carries its country code (as providers send it) to E.164: with the Brazilian ninth digit, without the 1 of Mexican and the 9 of Argentinian mobiles. NULL when it cannot be a phone.';
revoke execute on function app.canonical_phone(text) from public, anon, authenticated;
grant execute on function app.canonical_phone(text) to authenticated, service_role;

create function app.channel_credentials(p_tenant_id uuid, p_channel_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'id', c.id, 'provider', c.provider, 'is_active', c.is_active, 'connection_state', c.connection_state,
    'credentials', k.credentials, 'external_id', i.external_id, 'server_url', i.server_url, 'webhook_url', i.webhook_url,
    'account_sid', a.account_sid, 'sender_phone', a.sender_phone, 'messaging_service_sid', a.messaging_service_sid)
  from public.notification_channels c
  left join app_private.channel_credentials k on k.tenant_id = c.tenant_id and k.channel_id = c.id
  left join public.evolution_instances i on i.tenant_id = c.tenant_id and i.channel_id = c.id
  left join public.twilio_accounts a on a.tenant_id = c.tenant_id and a.channel_id = c.id
  where c.tenant_id = p_tenant_id and c.id = p_channel_id;
$$;
comment on function app.channel_credentials(uuid, uuid) is 'Caller: edge functions. The channel with its ciphertext; NULL when there is none.';
revoke execute on function app.channel_credentials(uuid, uuid) from public, anon, authenticated;
grant execute on function app.channel_credentials(uuid, uuid) to service_role;

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
revoke execute on function app.checked_body(text, boolean) from public, anon, authenticated;

-- Our own send comes back as an echo: gives the oldest send without an id and with the same content its id.
-- NULL when the id is known already or no send is waiting (then somebody wrote on the phone, or through another system).
create function app.claim_echo(
  p_tenant_id uuid, p_channel_id uuid, p_thread_id uuid, p_provider_message_id text, p_kind text, p_body text, p_at timestamptz
)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid;
begin
  if exists (
    select from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.channel_id = p_channel_id and m.provider_message_id = p_provider_message_id
  ) then
    return null;
  end if;
  select m.id into v_id from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.status = 'sending' and m.provider_message_id is null
    and m.channel_id = p_channel_id and m.kind = p_kind and coalesce(m.body, '') = coalesce(p_body, '')
  order by m.occurred_at, m.id limit 1
  for update;
  if v_id is not null then
    perform app.record_sent(p_tenant_id, v_id, p_provider_message_id, p_at);
  end if;
  return v_id;
end;
$$;
revoke execute on function app.claim_echo(uuid, uuid, uuid, text, text, text, timestamptz) from public, anon, authenticated;

-- True when the channel has the identity from now on: nobody had it, or a channel that is switched off. What the channel
-- had of the same kind before is free again.
create function app.claim_route(p_tenant_id uuid, p_channel_id uuid, p_kind text, p_identity text)
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  -- the statement after the lock sees what whoever held it has committed
  perform pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'route', p_kind, p_identity), 0));
  insert into app.channel_routes as r (kind, identity, tenant_id, channel_id)
  values (p_kind, p_identity, p_tenant_id, p_channel_id)
  on conflict (kind, identity) do update set
    tenant_id = excluded.tenant_id, channel_id = excluded.channel_id, claimed_at = now()
  where r.tenant_id = p_tenant_id
    or not exists (select from public.notification_channels c where c.id = r.channel_id and c.is_active);
  if not found then
    return false;
  end if;
  delete from app.channel_routes r
  where r.tenant_id = p_tenant_id and r.channel_id = p_channel_id and r.kind = p_kind and r.identity <> p_identity;
  return true;
end;
$$;
revoke execute on function app.claim_route(uuid, uuid, text, text) from public, anon, authenticated;
grant execute on function app.claim_route(uuid, uuid, text, text) to service_role;

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
revoke execute on function app.complete_send(bigint, uuid, text, text, text, text, integer) from public, anon, authenticated;
grant execute on function app.complete_send(bigint, uuid, text, text, text, text, integer) to service_role;

create function app.configure_evolution_channel(
  p_tenant_id uuid, p_external_id text, p_server_url text, p_webhook_url text, p_api_key_sha256 text, p_secret_sha256 text,
  p_credentials jsonb, p_display_name text default null, p_instance_id text default null, p_owner_phone text default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_channel_id uuid := app.reserve_channel_id(p_tenant_id, 'evolution');
  v_phone text := app.canonical_phone(p_owner_phone);
  v_instance text := coalesce(p_instance_id, concat_ws(' ', rtrim(lower(p_server_url), '/'), p_external_id));
begin
  if app.unofficial_whatsapp_acceptance(p_tenant_id) is null then
    raise sqlstate 'PT409' using message = 'risk_not_accepted', hint = 'Accept that WhatsApp may block the number first.';
  end if;
  -- channel before route and instance, as when the instance tells its state
  perform from public.notification_channels c where c.tenant_id = p_tenant_id order by c.id for no key update;
  -- one clinic at a time speaks through an instance: its messages would otherwise reach either of two by chance
  if not app.claim_route(p_tenant_id, v_channel_id, 'instance', v_instance)
    or (v_phone is not null and not app.claim_route(p_tenant_id, v_channel_id, 'number', v_phone))
  then
    raise sqlstate 'PT409' using message = 'instance_in_use', hint = 'Disconnect it from the other clinic first.';
  end if;
  perform app.store_credentials(p_tenant_id, v_channel_id, p_credentials);
  insert into public.evolution_instances as i
    (tenant_id, channel_id, external_id, server_url, webhook_url, api_key_hash, secret_hash)
  values (p_tenant_id, v_channel_id, p_external_id, p_server_url, p_webhook_url, p_api_key_sha256, p_secret_sha256)
  on conflict on constraint one_instance_per_channel do update set
    external_id = excluded.external_id, server_url = excluded.server_url, webhook_url = excluded.webhook_url,
    secret_hash = excluded.secret_hash,
    -- events already on their way carry the old key: it stays valid for a day
    previous_api_key_hash = case when i.api_key_hash is distinct from excluded.api_key_hash then i.api_key_hash else i.previous_api_key_hash end,
    previous_key_valid_until = case when i.api_key_hash is distinct from excluded.api_key_hash then now() + interval '24 hours' else i.previous_key_valid_until end,
    api_key_hash = excluded.api_key_hash, qr_code = null, pairing_code = null;
  perform app.activate_channel(p_tenant_id, v_channel_id, coalesce(p_display_name, p_external_id), null, 'connecting');
  return jsonb_build_object('channel_id', v_channel_id);
end;
$$;
comment on function app.configure_evolution_channel(uuid, text, text, text, text, text, jsonb, text, text, text) is
  'Caller: owner or admin, through evolution-webhook-provision. p_instance_id and p_owner_phone are what the server answers about the instance; address and name stand in for an id that it does not tell. Rotates key hashes, activates the channel. Returns {channel_id}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT409 risk_not_accepted, PT409 instance_in_use, PT400 credentials_not_encrypted.';
revoke execute on function app.configure_evolution_channel(uuid, text, text, text, text, text, jsonb, text, text, text) from public, anon, authenticated;
grant execute on function app.configure_evolution_channel(uuid, text, text, text, text, text, jsonb, text, text, text) to authenticated;

create function app.configure_twilio_channel(
  p_tenant_id uuid, p_account_sid text, p_sender_phone text, p_messaging_service_sid text, p_credentials jsonb
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_channel_id uuid := app.reserve_channel_id(p_tenant_id, 'twilio');
  v_phone text := app.canonical_phone(p_sender_phone);
  v_verified timestamptz;
begin
  if v_phone is null then
    raise sqlstate 'PT400' using message = 'invalid_phone';
  end if;
  -- as with instances; only the number that Twilio lends for trials is a sender of several accounts
  perform pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'sender', p_account_sid, v_phone), 0));
  if exists (
    select from public.twilio_accounts a
    join public.notification_channels c on c.tenant_id = a.tenant_id and c.id = a.channel_id
    where a.account_sid = p_account_sid and a.sender_phone = v_phone and a.tenant_id <> p_tenant_id and c.is_active
  ) then
    raise sqlstate 'PT409' using message = 'sender_in_use', hint = 'Disconnect it from the other clinic first.';
  end if;
  perform app.store_credentials(p_tenant_id, v_channel_id, p_credentials);
  insert into public.twilio_accounts as a (tenant_id, channel_id, account_sid, messaging_service_sid, sender_phone)
  values (p_tenant_id, v_channel_id, p_account_sid, nullif(p_messaging_service_sid, ''), v_phone)
  on conflict on constraint one_account_per_channel do update set
    account_sid = excluded.account_sid, messaging_service_sid = excluded.messaging_service_sid, sender_phone = excluded.sender_phone,
    -- another number has still to show that its webhooks come here
    verified_at = case when (a.account_sid, a.sender_phone) = (excluded.account_sid, excluded.sender_phone) then a.verified_at end
  returning a.verified_at into v_verified;
  perform app.activate_channel(p_tenant_id, v_channel_id, v_phone, v_phone, case when v_verified is null then 'connecting' else 'open' end);
  return jsonb_build_object('channel_id', v_channel_id, 'state', case when v_verified is null then 'connecting' else 'open' end);
end;
$$;
comment on function app.configure_twilio_channel(uuid, text, text, text, jsonb) is
  'Caller: owner or admin, through twilio-channel-provision. Returns {channel_id, state}: connecting until the account signs its first webhook. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_phone, PT409 sender_in_use, PT400 credentials_not_encrypted.';
revoke execute on function app.configure_twilio_channel(uuid, text, text, text, jsonb) from public, anon, authenticated;
grant execute on function app.configure_twilio_channel(uuid, text, text, text, jsonb) to authenticated;

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
revoke execute on function app.create_automation_message(uuid, text, uuid, text, text) from public, anon, authenticated;
grant execute on function app.create_automation_message(uuid, text, uuid, text, text) to service_role;

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
revoke execute on function app.create_outbound_message(uuid, text, uuid, text, uuid, jsonb) from public, anon, authenticated;
grant execute on function app.create_outbound_message(uuid, text, uuid, text, uuid, jsonb) to authenticated;

create function app.deactivate_channel(p_tenant_id uuid, p_channel_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_channel public.notification_channels;
begin
  perform app.require_admin(p_tenant_id);
  perform pg_advisory_xact_lock(hashtextextended('channel:' || p_tenant_id, 0));
  update public.notification_channels set is_active = false
  where tenant_id = p_tenant_id and id = p_channel_id returning * into v_channel;
  if not found then
    raise sqlstate 'PT404' using message = 'channel_not_found';
  end if;
  perform app.broadcast(p_tenant_id, 'channel', app.channel_payload(v_channel));
  return jsonb_build_object('channel_id', v_channel.id, 'provider', v_channel.provider, 'is_active', v_channel.is_active);
end;
$$;
comment on function app.deactivate_channel(uuid, uuid) is
  'Caller: owner or admin. A repeated call changes nothing. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 channel_not_found.';
revoke execute on function app.deactivate_channel(uuid, uuid) from public, anon, authenticated;
grant execute on function app.deactivate_channel(uuid, uuid) to authenticated;

create function app.find_conversations(p_tenant_id uuid, p_search text)
returns setof uuid
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  -- the patterns are part of the statement, so that its plan can use the index
  return query execute 'select s.thread_id from app.conversation_search s where s.tenant_id = $1 and '
    || coalesce(app.search_condition(p_search), 'true') using p_tenant_id;
end;
$$;
comment on function app.find_conversations(uuid, text) is
  'Caller: members, through list_conversations. Ids of the clinic''s conversations that a search finds by name or phone. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function app.find_conversations(uuid, text) from public, anon, authenticated;
grant execute on function app.find_conversations(uuid, text) to authenticated;

-- The name of a conversation that begins: the one that comes with it, or a better one that was known before.
create function app.first_name(
  p_tenant_id uuid, p_keys text[], p_name text, p_source text, out name text, out name_source text
)
language plpgsql
stable
set search_path = ''
as $$
begin
  select s.name, s.name_source into name, name_source from (
    select nullif(app.normalize_name(left(p_name, 200)), '') as name, p_source as name_source
    union all
    select n.name, n.name_source from app.known_names n where n.tenant_id = p_tenant_id and n.address = any (p_keys)
  ) s
  where app.name_rank(s.name, s.name_source) > 0
  order by app.name_rank(s.name, s.name_source) desc limit 1;
end;
$$;
revoke execute on function app.first_name(uuid, text[], text, text) from public, anon, authenticated;

-- Somebody waits for the first of the line now: its next attempt is no later than the moment it would give way.
create function app.hurry_line(p_tenant_id uuid, p_thread_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- jobs are locked before conversations: one that is taken already is being worked on
  update app.jobs j set run_at = least(j.run_at, greatest(now(), j.tried_since + app.line_patience()))
  where j.id = (
    select h.id from app.jobs h
    where h.id = (select l.id from app.line_of(p_tenant_id, p_thread_id) l limit 1)
      and h.leased_until is null and h.tried_since is not null
      and h.run_at > greatest(now(), h.tried_since + app.line_patience())
    for update skip locked);
end;
$$;
revoke execute on function app.hurry_line(uuid, uuid) from public, anon, authenticated;

-- Stores the events and applies the new ones: messages first, then what is said about messages (the order in which two
-- webhooks arrive means nothing). A batch is written by one statement a table; when one of its events or messages is here
-- already, it fails and its events are taken one by one, and each message of such an event by itself.
create function app.ingest_events(p_events jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_order int[] := '{0}';
  v_place int;
  v_event jsonb;
  v_auth jsonb;
  v_channel public.notification_channels;
  v_actions jsonb;
  v_outcome text;
  v_stored app.webhook_events[] := '{}';
  v_new int;
  v_incoming app.incoming_action;
  v_messages app.incoming_action[] := '{}';
  v_changes app.incoming_action[] := '{}';
  v_results jsonb[];
begin
  if jsonb_array_length(p_events) > 1 then
    v_order := app.ingest_order(p_events);
  end if;
  foreach v_place in array v_order loop
    v_event := p_events -> v_place;
    if v_auth is distinct from v_event -> 'auth' then
      v_auth := v_event -> 'auth';
      v_channel := app.authorize_event(v_event ->> 'provider', v_auth);
      -- a sign of life once a minute: a row that every webhook writes would queue them all
      if v_channel.id is not null and coalesce(v_channel.last_event_at < now() - interval '1 minute', true) then
        update public.notification_channels c set last_event_at = now()
        where c.ctid = (
          select k.ctid from public.notification_channels k where k.tenant_id = v_channel.tenant_id and k.id = v_channel.id
          for no key update skip locked);
      end if;
      if v_channel.connection_state <> 'open' and v_channel.provider = 'twilio' then
        v_channel := app.verify_twilio_channel(v_channel.tenant_id, v_channel.id);
      end if;
    end if;
    if v_channel.id is null then
      v_results[v_place + 1] := jsonb_build_object('outcome', 'unauthorized');
      continue;
    end if;
    v_actions := app.wanted_actions(v_channel.tenant_id, v_event);
    -- of several items some may be understood and others not: what was understood is applied all the same
    v_outcome := case when v_event ->> 'unparsed' is not null then 'unparsed' when v_actions = '[]' then 'ignored' else 'applied' end;
    v_results[v_place + 1] := jsonb_build_object('outcome', v_outcome, 'tenant_id', v_channel.tenant_id, 'channel_id', v_channel.id);
    v_stored := v_stored || row(v_channel.tenant_id, v_channel.id, v_event ->> 'event_key', v_event ->> 'provider',
      v_event ->> 'event_type', v_outcome, v_event ->> 'unparsed', v_event -> 'raw', now(), null)::app.webhook_events;
    for v_action_place in 0 .. jsonb_array_length(v_actions) - 1 loop
      v_incoming := row(v_channel.tenant_id, v_channel.id, v_channel.provider, v_actions -> v_action_place);
      if v_incoming.action #>> '{address,lid}' is not null
        and app.canonical_phone(v_incoming.action #>> '{address,phone}') = v_channel.phone then
        -- some gateways name the clinic's own phone beside a LID; it is not that person's
        v_incoming.action := v_incoming.action || jsonb_build_object('address', v_incoming.action -> 'address'
          || jsonb_build_object('phone', null, 'raw', (v_incoming.action #>> '{address,lid}') || '@lid'));
      end if;
      if v_incoming.action ->> 'type' = 'message' then
        v_messages := v_messages || v_incoming;
      else
        v_changes := v_changes || v_incoming;
      end if;
    end loop;
  end loop;

  insert into app.webhook_events select e.* from unnest(v_stored) e on conflict (tenant_id, channel_id, event_key) do nothing;
  get diagnostics v_new = row_count;
  if v_new < cardinality(v_stored) then
    if cardinality(v_order) > 1 then
      raise unique_violation using message = 'repeated_event_in_batch';
    end if;
    return jsonb_build_array(to_jsonb(v_results[1]) || jsonb_build_object('outcome', 'duplicate'));
  end if;
  if cardinality(v_order) = 1 then
    -- one of them may be here already, or make two conversations one
    foreach v_incoming in array v_messages loop
      perform app.apply_messages(array[v_incoming]);
    end loop;
  elsif v_messages <> '{}' then
    perform app.apply_messages(v_messages);
  end if;
  foreach v_incoming in array v_changes loop
    perform app.apply_action(v_incoming);
  end loop;
  return to_jsonb(v_results);
end;
$$;
revoke execute on function app.ingest_events(jsonb) from public, anon, authenticated;

-- The places of a batch's events, those of one person in their order. Clinics and people are taken in one order by every
-- batch, so that two batches do not wait for each other's conversations.
create function app.ingest_order(p_events jsonb)
returns int[]
language plpgsql
immutable
set search_path = ''
as $$
begin
  return (
    select array_agg(e.place - 1
      order by e.event -> 'auth', coalesce(e.event #>> '{actions,0,address,phone}', e.event #>> '{actions,0,address,lid}'), e.place)
    from jsonb_array_elements(p_events) with ordinality e (event, place));
end;
$$;
revoke execute on function app.ingest_order(jsonb) from public, anon, authenticated;

-- An event of which the rules refuse something (a bad date, an impossible value): stored so that an administrator sees it,
-- and whatever else it says is applied.
create function app.ingest_refused_event(p_event jsonb, p_reason text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_stored jsonb := app.ingest_events(jsonb_build_array(p_event || jsonb_build_object(
    'actions', '[]'::jsonb, 'unparsed', concat_ws('; ', p_event ->> 'unparsed', p_reason)))) -> 0;
  v_tenant_id uuid := v_stored ->> 'tenant_id';
  v_action jsonb;
begin
  if jsonb_array_length(p_event -> 'actions') > 1 and v_stored ->> 'outcome' = 'unparsed' then
    for v_action in
      select a.action from jsonb_array_elements(app.wanted_actions(v_tenant_id, p_event)) with ordinality a (action, place)
      order by a.action ->> 'type' <> 'message', a.place
    loop
      begin
        perform app.apply_action(row(v_tenant_id, (v_stored ->> 'channel_id')::uuid, p_event ->> 'provider', v_action));
      exception when others then
        if not app.is_about_content(sqlstate) then
          raise;
        end if;
        -- the first one is the reason already
        update app.webhook_events e set reason = concat_ws('; ', e.reason, sqlerrm)
        where e.tenant_id = v_tenant_id and e.channel_id = (v_stored ->> 'channel_id')::uuid
          and e.event_key = p_event ->> 'event_key' and strpos(e.reason, sqlerrm) = 0;
      end;
    end loop;
  end if;
  return v_stored || jsonb_build_object('outcome', 'error', 'error', p_reason);
end;
$$;
revoke execute on function app.ingest_refused_event(jsonb, text) from public, anon, authenticated;

create function app.ingest_whatsapp_events(p_events jsonb)
returns jsonb
language plpgsql
set search_path = ''
-- the statements below never profit from the values at hand, and planning them anew costs a fifth of the time
set plan_cache_mode = force_generic_plan
as $$
declare
  v_is_batch boolean := jsonb_array_length(p_events) > 1 or jsonb_array_length(p_events #> '{0,actions}') > 1;
  v_place int;
  v_results jsonb[];
begin
  if p_events @? '$[*] ? (@.provider == "twilio" || @.actions[*].type == "connection" || @.actions[*].type == "qr")' then
    perform app.lock_channels(p_events);
  end if;
  if v_is_batch then
    perform app.lock_messages(p_events);
    -- events with one new message each need no more: what they write to is locked in one order when it is known
    if jsonb_array_length(p_events) = 1
      or p_events @? '$[*].actions[*] ? (@.type != "message" || @.sent_via_api == true)' or p_events @? '$[*].actions[1]' then
      perform app.lock_conversations(app.incoming_actions(p_events));
    end if;
  else
    perform pg_advisory_xact_lock(hashtextextended(
      coalesce(p_events #>> '{0,actions,0,target_provider_id}', p_events #>> '{0,actions,0,provider_message_id}'), 2));
  end if;
  begin
    return app.ingest_events(p_events);
  exception when others then
    if not app.is_about_content(sqlstate) then
      raise;
    end if;
  end;
  if v_is_batch then
    perform app.lock_conversations(app.incoming_actions(p_events));
  end if;
  foreach v_place in array app.ingest_order(p_events) loop
    begin
      v_results[v_place + 1] := app.ingest_events(jsonb_build_array(p_events -> v_place)) -> 0;
    exception when others then
      if not app.is_about_content(sqlstate) then
        raise;
      end if;
      v_results[v_place + 1] := app.ingest_refused_event(p_events -> v_place, sqlerrm);
    end;
  end loop;
  return to_jsonb(v_results);
end;
$$;
comment on function app.ingest_whatsapp_events(jsonb) is
  'Caller: the inbound edge functions. Array of normalised events in, array of {outcome, tenant_id, channel_id, error?} out, same order, one transaction. Outcomes: applied, duplicate, ignored, unparsed, unauthorized (nothing stored), error (stored as unparsed; what else the event says is applied).';
revoke execute on function app.ingest_whatsapp_events(jsonb) from public, anon, authenticated;
grant execute on function app.ingest_whatsapp_events(jsonb) to service_role;

-- Whether an error speaks of what was written, so that another content would pass: 22 data, 23 constraints, 54 limits, PT
-- our own refusals. Others (a lock, a full disk) are not the event's fault, and the whole call is to be repeated.
create function app.is_about_content(p_sqlstate text)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  return left(p_sqlstate, 2) in ('22', '23', '54', 'PT');
end;
$$;
revoke execute on function app.is_about_content(text) from public, anon, authenticated;

-- Errors that say something about one person or one text, and nothing about the channel.
create function app.is_about_one_message(p_error_code text)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select p_error_code in ('cancelled', 'opted_out', 'opted_out_at_provider', 'number_not_on_whatsapp', 'invalid_number',
    'outside_24h_window', 'template_required', 'template_not_found', 'template_rejected', 'template_variables_invalid',
    'channel_changed', 'no_active_channel', 'body_too_long');
$$;
revoke execute on function app.is_about_one_message(text) from public, anon, authenticated;

create function app.is_authentic_event(p_provider text, p_auth jsonb)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
declare
  v_channel public.notification_channels := app.authorize_event(p_provider, p_auth);
begin
  return v_channel.id is not null;
end;
$$;
comment on function app.is_authentic_event(text, jsonb) is
  'Caller: the inbound edge functions, before they translate a large event. Errors: none.';
revoke execute on function app.is_authentic_event(text, jsonb) from public, anon, authenticated;
grant execute on function app.is_authentic_event(text, jsonb) to service_role;

create function app.job_lease()
returns interval
language sql
immutable
set search_path = ''
as $$
  select interval '60 seconds';
$$;
revoke execute on function app.job_lease() from public, anon, authenticated;

create function app.known_provider_ids(p_tenant_id uuid, p_channel_id uuid, p_ids jsonb)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(m.provider_message_id), '[]')
  from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.channel_id = p_channel_id
    -- one that seems to be written on the phone may be the lost one: better taken for it than sent twice
    and m.origin <> 'phone'
    and m.provider_message_id in (select i from jsonb_array_elements_text(p_ids) i);
$$;
comment on function app.known_provider_ids(uuid, uuid, jsonb) is
  'Caller: the sender of a leased attempt. Those of the provider''s ids that belong to stored messages other than those from the phone.';
revoke execute on function app.known_provider_ids(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function app.known_provider_ids(uuid, uuid, jsonb) to service_role;

-- The last of those words that the person wrote in a conversation; NULLs when there is none.
create function app.latest_opt_word(p_tenant_id uuid, p_thread_id uuid, out effect text, out said_at timestamptz)
language plpgsql
stable
set search_path = ''
as $$
begin
  select m.opt_effect, m.occurred_at into effect, said_at
  from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.opt_effect is not null
  order by m.occurred_at desc, m.id desc limit 1;
end;
$$;
revoke execute on function app.latest_opt_word(uuid, uuid) from public, anon, authenticated;

-- What the clinic's phone, the person or the group calls a conversation, which may begin later.
create function app.learn_contact_name(p_tenant_id uuid, p_address jsonb, p_name text, p_name_source text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_keys text[] := app.address_keys(p_address);
  v_thread public.conversation_threads;
begin
  -- what people call themselves comes with every message of theirs
  if p_name_source <> 'profile' and p_name is not null then
    insert into app.known_names as n (tenant_id, address, name, name_source)
    select p_tenant_id, k, p_name, p_name_source from unnest(v_keys) k order by k
    on conflict (tenant_id, address) do update set name = excluded.name, name_source = excluded.name_source
    where app.takes_name(n.name, n.name_source, excluded.name, excluded.name_source);
  end if;
  for v_thread in
    update public.conversation_threads t set contact_name = p_name, name_source = p_name_source, updated_at = clock_timestamp()
    where t.tenant_id = p_tenant_id and t.id in (
        select a.thread_id from public.conversation_addresses a
        where a.tenant_id = p_tenant_id and a.channel = 'whatsapp' and a.address = any (v_keys))
      and app.takes_name(t.contact_name, t.name_source, p_name, p_name_source)
    returning t.*
  loop
    perform app.publish_thread(v_thread);
  end loop;
end;
$$;
revoke execute on function app.learn_contact_name(uuid, jsonb, text, text) from public, anon, authenticated;

-- The provider names a message of the conversation by this LID: the person of the phone and the person of the LID are one.
-- A conversation that is known by the LID alone becomes part of that of the phone. True when that was news.
create function app.learn_lid(p_tenant_id uuid, p_thread_id uuid, p_lid text)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_known uuid;
begin
  if not exists (
    select from public.conversation_threads t
    where t.tenant_id = p_tenant_id and t.id = p_thread_id and t.phone is not null and not t.is_group
  ) then
    return false;
  end if;
  perform app.lock_addresses(p_tenant_id, array['lid:' || p_lid]);
  select a.thread_id into v_known from public.conversation_addresses a
  where a.tenant_id = p_tenant_id and a.channel = 'whatsapp' and a.address = 'lid:' || p_lid;
  if v_known is null then
    insert into public.conversation_addresses (tenant_id, channel, address, thread_id)
    values (p_tenant_id, 'whatsapp', 'lid:' || p_lid, p_thread_id);
    return true;
  elsif v_known <> p_thread_id
    and (select t.phone is null from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_known) then
    perform app.merge_threads(p_tenant_id, v_known, p_thread_id);
    return true;
  end if;
  return false;
end;
$$;
revoke execute on function app.learn_lid(uuid, uuid, text) from public, anon, authenticated;

-- Leases the message whose turn it is to the caller, who has just settled the one before it. NULL when there is none, or
-- somebody else has it, or it was tried already and has a time of its own.
create function app.lease_next(p_tenant_id uuid, p_thread_id uuid)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_job app.jobs;
  v_lease jsonb;
begin
  -- one that must not be sent any more is closed on the way
  for v_try in 1 .. 20 loop
    select l.* into v_job from app.line_of(p_tenant_id, p_thread_id) l limit 1;
    exit when not found;
    -- the caller holds the conversation, so nothing that comes before it in the order of locks may be waited for
    select j.* into v_job from app.jobs j
    where j.id = v_job.id and j.finished_at is null and j.dead_at is null
      and (j.leased_until is null or j.leased_until < clock_timestamp())
    for update skip locked;
    exit when not found;
    perform from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.id = (v_job.payload ->> 'message_id')::uuid and m.next_attempt_at is null
    for update skip locked;
    exit when not found;
    update app.jobs j set
      attempts = j.attempts + 1, lease_token = gen_random_uuid(), leased_until = clock_timestamp() + app.job_lease()
    where j.id = v_job.id returning * into v_job;
    v_lease := app.open_send(v_job);
    exit when v_lease is not null;
  end loop;
  return v_lease;
end;
$$;
revoke execute on function app.lease_next(uuid, uuid) from public, anon, authenticated;

-- The person opted in again at p_said_at. What a colleague noted later stands. True when an opt-out was lifted.
create function app.lift_opt_out(p_tenant_id uuid, p_thread_ids uuid[], p_said_at timestamptz)
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  delete from public.conversation_optouts o
  where o.tenant_id = p_tenant_id and o.thread_id = any (p_thread_ids) and (o.keyword is not null or o.created_at < p_said_at);
  return found;
end;
$$;
revoke execute on function app.lift_opt_out(uuid, uuid[], timestamptz) from public, anon, authenticated;

-- Asked by every new message, so it looks at messages before it looks at jobs.
create function app.line_is_busy(p_tenant_id uuid, p_thread_id uuid)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return exists (
    select from public.conversation_messages m
    join app.jobs j on j.dedupe_key = 'send:' || m.id and j.finished_at is null and j.dead_at is null
    where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.status in ('queued', 'sending'));
end;
$$;
revoke execute on function app.line_is_busy(uuid, uuid) from public, anon, authenticated;

-- How often a message that waits looks whether it is its turn. It is told as well; this is for when nobody could tell it.
create function app.line_look()
returns interval
language sql
immutable
set search_path = ''
as $$
  select interval '10 seconds';
$$;
revoke execute on function app.line_look() from public, anon, authenticated;

-- The messages of a conversation that are still to go and that somebody works on, first the one that goes first.
create function app.line_of(p_tenant_id uuid, p_thread_id uuid)
returns setof app.jobs
language plpgsql
stable
rows 2
set search_path = ''
as $$
begin
  return query
    select j.* from public.conversation_messages m
    join app.jobs j on j.dedupe_key = 'send:' || m.id and j.finished_at is null and j.dead_at is null
    where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.status in ('queued', 'sending')
    order by j.line_no;
end;
$$;
revoke execute on function app.line_of(uuid, uuid) from public, anon, authenticated;

-- How long others wait for a message that is tried again and again.
create function app.line_patience()
returns interval
language sql
immutable
set search_path = ''
as $$
  select interval '10 minutes';
$$;
revoke execute on function app.line_patience() from public, anon, authenticated;

-- One creator at a time for any of these addresses, always in the same order.
create function app.lock_addresses(p_tenant_id uuid, p_keys text[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(p_tenant_id || k, 1)) from (select k from unnest(p_keys) k order by k) s;
end;
$$;
revoke execute on function app.lock_addresses(uuid, text[]) from public, anon, authenticated;

-- The channels whose state a call changes, before anything else and in one order: a call that holds one (the sign of life)
-- never waits for another.
create function app.lock_channels(p_events jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform from public.notification_channels c
  where c.id in (
    select a.id from (
      select e ->> 'provider' as provider, e -> 'auth' as auth,
        bool_or(e @? '$.actions[*] ? (@.type == "connection" || @.type == "qr")') as tells_state
      from jsonb_array_elements(p_events) e group by 1, 2) s
    cross join app.authorize_event(s.provider, s.auth) a
    where s.tells_state or (a.provider = 'twilio' and a.connection_state <> 'open'))
  order by c.id for no key update;
end;
$$;
revoke execute on function app.lock_channels(jsonb) from public, anon, authenticated;

-- The locks of all messages that a batch is about, in one order: taken one by one on the way, two batches that carry the
-- same messages would wait for each other.
create function app.lock_messages(p_events jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(l.key) from (
    select distinct hashtextextended(coalesce(a ->> 'target_provider_id', a ->> 'provider_message_id'), 2) as key
    from jsonb_array_elements(p_events) e, jsonb_array_elements(e -> 'actions') a
    where coalesce(a ->> 'target_provider_id', a ->> 'provider_message_id') is not null
    order by 1
  ) l;
end;
$$;
revoke execute on function app.lock_messages(jsonb) from public, anon, authenticated;

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
revoke execute on function app.lock_send(uuid, uuid) from public, anon, authenticated;

-- Moves everything of one conversation into another: a LID turned out to be a phone that already had one.
create function app.merge_threads(p_tenant_id uuid, p_from uuid, p_into uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_from public.conversation_threads;
  v_into public.conversation_threads;
  v_from_is_named boolean;
  v_word record;
begin
  -- messages before conversations, as everywhere; what is written between the two locks is moved as well
  perform from public.conversation_messages m where m.tenant_id = p_tenant_id and m.thread_id = p_from order by m.id for update;
  perform from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id in (p_from, p_into) order by t.id for update;
  select * into v_from from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = p_from;
  select app.name_rank(v_from.contact_name, v_from.name_source) > app.name_rank(t.contact_name, t.name_source) into v_from_is_named
  from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = p_into;
  update public.conversation_messages set thread_id = p_into where tenant_id = p_tenant_id and thread_id = p_from;
  update public.conversation_addresses set thread_id = p_into where tenant_id = p_tenant_id and thread_id = p_from;
  update app.conversation_events set thread_id = p_into where tenant_id = p_tenant_id and thread_id = p_from;
  -- whoever opted out in one of them may have opted in again in the other
  v_word := app.latest_opt_word(p_tenant_id, p_into);
  if v_word.effect = 'opt_in' then
    perform app.lift_opt_out(p_tenant_id, array[p_from, p_into], v_word.said_at);
  end if;
  insert into public.conversation_optouts (tenant_id, thread_id, keyword, created_by, created_at)
  select o.tenant_id, p_into, o.keyword, o.created_by, o.created_at
  from public.conversation_optouts o where o.tenant_id = p_tenant_id and o.thread_id = p_from
  on conflict do nothing;
  update public.conversation_threads t set
    unread_count = t.unread_count + v_from.unread_count,
    contact_name = case when v_from_is_named then v_from.contact_name else t.contact_name end,
    name_source = case when v_from_is_named then v_from.name_source else t.name_source end,
    opted_out = exists (
      select from public.conversation_optouts o where o.tenant_id = p_tenant_id and o.thread_id = p_into),
    assigned_to = coalesce(t.assigned_to, v_from.assigned_to),
    assigned_at = coalesce(t.assigned_at, v_from.assigned_at),
    last_inbound_at = greatest(t.last_inbound_at, v_from.last_inbound_at),
    last_reaction = case when (v_from.last_reaction ->> 'at')::timestamptz > coalesce((t.last_reaction ->> 'at')::timestamptz, '-infinity')
      then v_from.last_reaction else t.last_reaction end,
    status = case when 'open' in (t.status, v_from.status) then 'open' else 'finished' end,
    created_at = least(t.created_at, v_from.created_at)
  where t.tenant_id = p_tenant_id and t.id = p_into;
  delete from public.conversation_threads where tenant_id = p_tenant_id and id = p_from;
  update public.conversation_threads t set unread_count = app.unread_after_answer(t)
  where t.tenant_id = p_tenant_id and t.id = p_into and t.unread_count > 0;
  v_into := app.refresh_thread_summary(p_tenant_id, p_into);
  perform app.broadcast(p_tenant_id, 'thread_merged',
    jsonb_build_object('from_id', p_from, 'into_id', p_into, 'into_key', v_into.thread_key));
  perform app.broadcast(p_tenant_id, 'thread', jsonb_build_object('thread', app.thread_payload(v_into)));
end;
$$;
revoke execute on function app.merge_threads(uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function app.merge_threads(uuid, uuid, uuid) to service_role;

create function app.message_preview(p_kind text, p_body text, p_content jsonb)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return left(regexp_replace(coalesce(nullif(p_body, ''), p_content ->> 'title', p_content ->> 'name', ''), '\s+', ' ', 'g'), 120);
end;
$$;
comment on function app.message_preview(text, text, jsonb) is 'First 120 characters for lists; empty for media without caption (the list shows the kind).';
revoke execute on function app.message_preview(text, text, jsonb) from public, anon, authenticated;
grant execute on function app.message_preview(text, text, jsonb) to service_role;

-- Which of two names is shown. A typed one stands for ever; then what the clinic saved on its phone, what WhatsApp verified,
-- what people call themselves. One without a letter ("." or a flower) is no name, unless somebody typed it or it is a group's.
create function app.name_rank(p_name text, p_source text)
returns integer
language plpgsql
immutable
set search_path = ''
as $$
begin
  return case
    when p_name is null then 0
    when p_source = 'person' then 5
    when p_source = 'group' then 4
    when p_name !~ '[A-Za-z\u00aa\u00ba\u00c0-\u1fff\u2c00-\ud7ff\uf900-\ufdff\ufe70-\ufefc\U0001d400-\U0001d7ff]' then 0
    when p_source = 'address_book' then 3
    when p_source = 'business' then 2
    else 1
  end;
end;
$$;
comment on function app.name_rank(text, text) is 'The rule of names: the higher rank is shown; 0 is no name.';
revoke execute on function app.name_rank(text, text) from public, anon, authenticated;

create function app.name_source(p_action jsonb)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return coalesce(p_action ->> 'name_source', 'profile');
end;
$$;
revoke execute on function app.name_source(jsonb) from public, anon, authenticated;

create function app.normalize_phone(p_typed text)
returns text
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $$
declare
  -- direction marks, zero-width characters, BOM
  v_text text := btrim(regexp_replace(regexp_replace(p_typed, '[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]', '', 'g'), '[\s\u00a0\u202f]+', ' ', 'g'));
  v_number text[];
  v_digits text;
  v_national text[];
begin
  if strpos(v_text, '@') > 0 then
    v_text := '+' || (regexp_match(v_text, '^([0-9]+)(?:_[0-9]+)?(?::[0-9]+)?@(?:s\.whatsapp\.net|c\.us|hosted)$'))[1];
  elsif v_text like 'whatsapp:%' then
    v_text := substr(v_text, 10);
  end if;
  -- one number, words and punctuation around it: a letter or ? between its digits or next to them is a digit that was lost
  v_text := regexp_replace(v_text, '(^|[^0-9A-Za-z])0[xX]{2}\s?(?=[(0-9])', '\10');
  v_number := regexp_match(v_text, '^([^0-9]*)([0-9](?:[^[:alpha:]?]*[0-9])?)([^0-9]*)$');
  if v_number is null or v_number[1] ~ '[[:alpha:]?][(+]*$' or v_number[3] ~ '^[[:alpha:]?]' then
    return null;
  end if;
  v_digits := regexp_replace(v_number[2], '[^0-9]', '', 'g');
  if v_number[1] ~ '\+[ (]*$' or v_digits like '00%' then
    v_digits := regexp_replace(v_digits, '^00', '');
    if v_digits not like '55%' then
      return app.canonical_phone(v_digits);
    end if;
    v_digits := substr(v_digits, 3);
  elsif v_digits ~ '^55(0[0-9]+|[0-9]{10,11})$' then
    v_digits := substr(v_digits, 3);
  end if;
  -- an optional trunk zero, with or without a carrier; an area code that exists; a mobile, or a landline of eight digits
  v_national := regexp_match(v_digits,
    '^(?:0(?:[1-9][0-9])?)?(1[1-9]|2[12478]|3[1-578]|4[1-9]|5[1345]|6[1-9]|7[134579]|[89][1-9])(9[0-9]{8}|[2-9][0-9]{7})$');
  return app.canonical_phone('55' || v_national[1] || v_national[2]);
end;
$$;
comment on function app.normalize_phone(text) is
  'A number as a person types or pastes it, or a provider''s address, to E.164. Without + or 00 in front it is Brazilian, with or without 55, trunk zero and carrier. NULL when it is not one phone.';
revoke execute on function app.normalize_phone(text) from public, anon, authenticated;
grant execute on function app.normalize_phone(text) to authenticated, service_role;

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
revoke execute on function app.open_send(app.jobs) from public, anon, authenticated;

create function app.opt_wish(p_body text, out effect text, out keyword text)
language plpgsql
stable
set search_path = ''
as $$
declare
  -- what we send, and where we have the person
  v_ours constant text := '(msgs?|mensage(m|ns|n)|lembretes?|avisos?|propagandas?|promoc(ao|oes)|ofertas?|novidades|notificac(ao|oes)|whats\w*|zaps?|sms|messages|mensajes)';
  v_many constant text := '(msgs|mensagens|lembretes|avisos|propagandas|promocoes|ofertas|novidades|notificacoes)';
  v_list constant text := 'lista\M(?! de (espera|presenca|exames?|documentos|materiais))';
  v_may_ask constant boolean := p_body ~*
    'msg|mensa|lembrete|aviso|propagand|promo|ofert|novidade|zap|what|list|contato|cadast|n[uú]mero|receb|recib|mand|envi|perturb|incomod|inscr|descad|unsub|remove|stop|text|escrib|consent|pare|tir[ae]|paz';
  v_marked text;
  v_text text;
  v_bare text;
begin
  -- most messages say nothing of the kind, and this is asked about every one of them
  if char_length(p_body) > 60 and not v_may_ask then
    return;
  end if;
  -- words, with a mark where a sentence or a part of it ends; links are no words
  v_marked := regexp_replace(app.normalize_text(p_body), '\S+(://|\.\w{2,}/)\S*', ' ', 'g');
  v_marked := ' ' || btrim(regexp_replace(regexp_replace(v_marked, '\s*[,.;:!?\n]+\s*', ' , ', 'g'), '[^a-z0-9,]+', ' ', 'g'), ' ,') || ' ';
  v_text := regexp_replace(v_marked, '[ ,]+', ' ', 'g');

  -- nothing but the word: greetings, please and thanks aside, said once or more
  v_bare := btrim(regexp_replace(replace(v_text, ' ', '  '),
    ' (oi+e?|ola|opa|bom  dia|boa  (tarde|noite)|por  (favor|gentileza)|favor|pf|pfv|pfvr|pls|plz|please|(muito  )?(obg|obrigad[ao]|brigad[ao])|grat[ao]|agradeco|valeu|vlw|thanks|thank  you|ok|tchau|ja) ', ' ', 'g'));
  v_bare := regexp_replace(regexp_replace(v_bare, '\s+', ' ', 'g'), '^(.+?)( \1)+$', '\1');
  select w.effect, w.word into effect, keyword from app.opt_words w where w.word = v_bare;
  if found then
    return;
  end if;

  -- asked not to
  if not v_may_ask or v_marked ~ ' nao( \w+)? (par(ar?|em?)|sair|(re)?tir(em?|ar)|remov(am?|er)|exclu(am?|ir)|cancel(em?|ar)|descadastr(em?|ar)) ' then
    return;
  end if;
  keyword := btrim(left(substring(v_text from
    ' ((par(ar(em)?|em?|a)|chega|deixem?( de)?) (de|d) (me |nos |te )?(mandar|enviar|encher|perturbar|escrever)'
    || '|(par(ar(em)?|em?)|chega) (de |com )?(receber |o envio de |tant[ao]s? |as |os |ess[ae]s? |est[ae]s? |suas? )*' || v_ours
    || '|(nao|n) (quero|queria|queremos|desejo|gostaria de|pretendo|aceito|autorizo|tenho( mais)? interesse em)( mais)?( receber( mais)?)?( o envio de| nenhum\w*| as| os| a| o| ess[ae]s?| est[ae]s?| suas?| de| mais)* ' || v_ours
    || '|(nao|n) quero( mais)? receber( mais)?( nada| isso)?(?=( obrigad[ao]| por favor| de voces| de vcs)* $)'
    || '|(para|pra|de) nao receber( mais)?( as| os| ess[ae]s?| est[ae]s?)* ' || v_ours
    || '|(nao|n) (me |nos )?(mandem?|enviem?|perturbem?|incomodem?) mais(?= (nada|por aqui|aqui|' || v_ours || '| *$))'
    || '|(nao|n) (me |nos )(mandem?|enviem?) (nada|nenhuma)'
    || '|((re)?tir(a|em?|ar|arem)|remov(e|am?|er)|exclu(i|am?|ir)|exclusao|delet(a|em?|ar)|apag(a|uem?|ar))( (de|d[ao]s?|me|o|meu|minha|esse|este|numero|telefone|celular|contato|nome|ai|dai|daqui|desta?|dessa|sua|seus|favor|por))* (' || v_list || '|dai(?= *$)|contatos|cadastro de ' || v_ours || ')'
    || '|((quero|queria|gostaria de|desejo|preciso|pra|para) sair d(a|e|essa|esta) (sua )?|sair d(a|essa|esta) (?=lista $))' || v_list
    || '|me descadastr\w+|descadastr(a|em?|ar) (o )?meu (numero|telefone|contato|celular|whats\w*)|gostaria de (me )?descadastrar'
    || '|cancel(a|em?|ar) (o (recebimento|envio) de ' || v_ours || '|(a |minha |a minha )?inscricao (na ' || v_list || '|nas ' || v_many || ')|(as |os |ess[ae]s |est[ae]s )?' || v_many || ')'
    || '|(bloquei(a|em?)|esquec(e|am?)|esqueca) (o )?meu numero|me deix(a|em?) em paz|dispenso (as |os )?' || v_many
    || '|revogo (o |meu )?consentimento( para| de)* ' || v_ours
    || '|stop (texting|sending|messaging)|(remove|take) me (from|off)|unsubscribe me|no quiero recibir|dej(a|en?) de (escribir|enviar|mandar)\w*)'
  ), 60));
  if keyword <> '' then
    effect := 'opt_out';
    return;
  end if;
  if v_text ~ ' (nao|n) (quero|queria|desejo|gostaria) ' then
    keyword := null;
    return;
  end if;
  keyword := btrim(left(substring(v_text from
    ' ((quero|queria|gostaria de|podem?|posso) voltar a (receber|mandar|enviar|me mandar|me enviar)'
    || '|reativ(a|em?|ar)( (o|a|os|as|meu|minha|cadastro|numero|na|lista|de))* ' || v_many
    || '|quero receber( as| os| suas| ess[ae]s)? ' || v_many || ' (de novo|novamente|outra vez)'
    || '|(coloc|bot|adicion|inclu)\w*( me| meu numero)? ((de volta|de novo|novamente) na ' || v_list || '|na lista (de volta|de novo|novamente))'
    || '|me inscrev\w+ (de novo|novamente)'
    || '|(mandem?|mandar|manda|liga|ligar|liguem) (as|os|meus|minhas) ' || v_many || ' (de novo|novamente)'
    || '|(sair|parar) sem querer(?= .*receb)|retornar (as )?mensagens(?= $))'
  ), 60));
  effect := case when keyword <> '' then 'opt_in' end;
  keyword := nullif(keyword, '');
end;
$$;
comment on function app.opt_wish(text) is
  'opt_out or opt_in and the words that say so, when a message asks us to stop or to start writing; NULLs when it merely mentions them. A word of app.opt_words alone always counts; in a sentence what is to stop must be our writing.';
revoke execute on function app.opt_wish(text) from public, anon, authenticated;

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
revoke execute on function app.prune_expired() from public, anon, authenticated;
grant execute on function app.prune_expired() to service_role;

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
revoke execute on function app.queue_health() from public, anon, authenticated;
grant execute on function app.queue_health() to service_role;

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
revoke execute on function app.record_outcome(bigint, uuid, text, text, text, text, integer) from public, anon, authenticated;

-- The text as the provider will make it. In one pass: a value that looks like a placeholder stays what it is.
create function app.render_template(p_body text, p_variables jsonb)
returns text
language sql
immutable
set search_path = ''
as $$
  select string_agg(piece.text || coalesce(p_variables ->> placeholder.found[2], placeholder.found[1], ''), '' order by piece.n)
  from regexp_split_to_table(p_body, '\{\{\s*\w+\s*\}\}') with ordinality as piece (text, n)
  left join regexp_matches(p_body, '(\{\{\s*(\w+)\s*\}\})', 'g') with ordinality as placeholder (found, n) using (n);
$$;
revoke execute on function app.render_template(text, jsonb) from public, anon, authenticated;

create function app.replace_message_templates(p_tenant_id uuid, p_channel_id uuid, p_account_sid text, p_templates jsonb)
returns timestamptz
language plpgsql
set search_path = ''
as $$
begin
  -- two lists at once take turns here, so that they do not meet in the middle of the rows
  update public.twilio_accounts a set templates_synced_at = now()
  where a.tenant_id = p_tenant_id and a.channel_id = p_channel_id and a.account_sid = p_account_sid;
  if not found then
    return null;
  end if;
  delete from public.message_templates t
  where t.tenant_id = p_tenant_id and t.channel_id = p_channel_id
    and t.external_id not in (select x ->> 'external_id' from jsonb_array_elements(p_templates) x);
  insert into public.message_templates as t
    (tenant_id, channel_id, external_id, name, language, category, body, variables, extras, status, rejection_reason)
  -- a list that changes while it is paged through may name a template twice
  select distinct on (x.external_id) p_tenant_id, p_channel_id, x.external_id, coalesce(nullif(app.normalize_name(x.name), ''), x.external_id), x.language, x.category, x.body,
    x.variables, coalesce(x.extras, '[]'), x.status, x.rejection_reason
  from jsonb_to_recordset(p_templates) as x (external_id text, name text, language text, category text, body text,
    variables jsonb, extras jsonb, status text, rejection_reason text)
  on conflict on constraint template_is_stored_once do update set
    name = excluded.name, language = excluded.language, category = excluded.category, body = excluded.body,
    variables = excluded.variables, extras = excluded.extras, status = excluded.status,
    rejection_reason = excluded.rejection_reason, synced_at = excluded.synced_at,
    updated_at = case
      when (t.name, t.language, t.category, t.body, t.variables, t.extras, t.status, t.rejection_reason)
        is distinct from (excluded.name, excluded.language, excluded.category, excluded.body, excluded.variables,
          excluded.extras, excluded.status, excluded.rejection_reason) then now()
      else t.updated_at end;
  return now();
end;
$$;
comment on function app.replace_message_templates(uuid, uuid, text, jsonb) is
  'Caller: sync-whatsapp-templates. Makes the stored templates of an official number those of the list; kept ones keep their id. Returns when; NULL when the number is gone or now belongs to another account than the one that was listed.';
revoke execute on function app.replace_message_templates(uuid, uuid, text, jsonb) from public, anon, authenticated;
grant execute on function app.replace_message_templates(uuid, uuid, text, jsonb) to service_role;

create function app.reserve_channel_id(p_tenant_id uuid, p_provider text)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_id uuid;
begin
  perform app.require_admin(p_tenant_id);
  if p_provider is null or p_provider not in ('evolution', 'twilio') then
    raise sqlstate 'PT400' using message = 'unknown_provider';
  end if;
  -- whoever sets up a channel of the clinic takes this lock before any row
  perform pg_advisory_xact_lock(hashtextextended('channel:' || p_tenant_id, 0));
  insert into public.notification_channels (tenant_id, provider) values (p_tenant_id, p_provider)
  on conflict on constraint one_channel_per_provider do nothing;
  select c.id into v_id from public.notification_channels c where c.tenant_id = p_tenant_id and c.provider = p_provider;
  return v_id;
end;
$$;
comment on function app.reserve_channel_id(uuid, text) is
  'Caller: owner or admin. The id of the clinic''s channel of that provider; ciphertext is bound to it. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 unknown_provider.';
revoke execute on function app.reserve_channel_id(uuid, text) from public, anon, authenticated;
grant execute on function app.reserve_channel_id(uuid, text) to authenticated;

-- The conversation of an address, created or joined when needed. p_address is {phone, lid, user, group, raw} as functions
-- send it; the phone is normalised here. The name is for a new conversation. NULL when the address names nobody.
create function app.resolve_thread(p_tenant_id uuid, p_address jsonb, p_contact_name text, p_name_source text default 'profile')
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_phone text := app.canonical_phone(p_address ->> 'phone');
  v_is_group boolean := coalesce(p_address ->> 'group', '') <> '';
  v_keys text[] := app.address_keys(p_address);
  v_threads uuid[];
  v_thread uuid;
  v_moved public.conversation_threads;
  v_name record;
begin
  if cardinality(v_keys) = 0 then
    return null;
  end if;
  perform app.lock_addresses(p_tenant_id, v_keys);
  -- the phone's conversation comes first: it survives a merge
  select array_agg(s.thread_id order by s.position) into v_threads from (
    select a.thread_id, min(array_position(v_keys, a.address)) as position from public.conversation_addresses a
    where a.tenant_id = p_tenant_id and a.channel = 'whatsapp' and a.address = any (v_keys)
    group by a.thread_id
  ) s;
  v_thread := v_threads[1];
  if v_thread is null then
    v_name := app.first_name(p_tenant_id, v_keys, p_contact_name, p_name_source);
    insert into public.conversation_threads (tenant_id, thread_key, contact_name, name_source, phone, reply_address, is_group)
    values (p_tenant_id, 'whatsapp:' || v_keys[1], v_name.name, v_name.name_source, v_phone, p_address ->> 'raw', v_is_group)
    returning id into v_thread;
  elsif cardinality(v_threads) > 1 then
    if (select t.phone is null from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_threads[2]) then
      perform app.merge_threads(p_tenant_id, v_threads[2], v_thread);
    else
      -- the LID moved to another number: two people's histories stay apart, the alias follows the new number, and a
      -- conversation that began under the LID has the key of its phone now
      update public.conversation_addresses set thread_id = v_thread
      where tenant_id = p_tenant_id and channel = 'whatsapp' and address = v_keys[2];
      update public.conversation_threads t set thread_key = 'whatsapp:' || t.phone, updated_at = clock_timestamp()
      where t.tenant_id = p_tenant_id and t.id = v_threads[2] and t.thread_key = 'whatsapp:' || v_keys[2]
      returning * into v_moved;
      if found then
        perform app.publish_thread(v_moved);
      end if;
    end if;
  end if;
  insert into public.conversation_addresses (tenant_id, channel, address, thread_id)
  select p_tenant_id, 'whatsapp', k, v_thread from unnest(v_keys) k
  on conflict (tenant_id, channel, address) do nothing;
  -- a conversation that was known by its LID only learns its phone
  update public.conversation_threads t set phone = v_phone
  where t.tenant_id = p_tenant_id and t.id = v_thread and t.phone is null and v_phone is not null and not v_is_group;
  return v_thread;
end;
$$;
comment on function app.resolve_thread(uuid, jsonb, text, text) is
  'Finds, creates or merges the conversation of {phone, lid, user, group, raw}. Ninth-digit variants and LIDs of one person give one conversation.';
revoke execute on function app.resolve_thread(uuid, jsonb, text, text) from public, anon, authenticated;
grant execute on function app.resolve_thread(uuid, jsonb, text, text) to service_role;

-- Reactions or votes of which each person has one, after this person's new one; the old one goes also when nothing follows.
create function app.said_by_each(p_list jsonb, p_action jsonb, p_is_something boolean)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(s.said order by s.said ->> 'by', s.said ->> 'author' nulls first), '[]') from (
      select e as said from jsonb_array_elements(p_list) e
      where coalesce(e ->> 'author', e ->> 'by') <> coalesce(p_action ->> 'author', p_action ->> 'by')
      union all
      select p_action - array['type', 'target_provider_id', 'at'] where p_is_something
    ) s);
end;
$$;
revoke execute on function app.said_by_each(jsonb, jsonb, boolean) from public, anon, authenticated;

-- What somebody typed into the search, as a condition on conversation_search.words: every word in any order, a beginning is
-- enough, "de" and "da" aside; digits from anywhere in the phone. NULL when there is nothing to look for.
create function app.search_condition(p_search text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_text text := left(p_search, 200);
  v_digits text;
  v_words text[];
begin
  if v_text ~ '^[\s0-9()+./\u00a0\u2010-\u2015-]*[0-9][\s0-9()+./\u00a0\u2010-\u2015-]*$' then
    -- one number, in any form; a part of it may begin with a trunk zero, or with a zero of its own
    v_digits := regexp_replace(v_text, '[^0-9]', '', 'g');
    return (
      select '(' || string_agg(distinct format('s.words like %L', '%' || d || '%'), ' or ') || ')'
      from unnest(array[v_digits, substr(app.normalize_phone(v_text), 2), regexp_replace(v_digits, '^0+(?=[1-9])', ''),
        regexp_replace(v_digits, '^(00)?550+(?=[1-9])', '55')]) d where d is not null);
  end if;
  v_words := string_to_array(nullif(app.search_words(v_text), ''), ' ');
  if not v_words <@ array['de', 'da', 'do', 'dos', 'das', 'e'] then
    v_words := array(select w from unnest(v_words) w where w <> all (array['de', 'da', 'do', 'dos', 'das', 'e']));
  end if;
  return (
    select string_agg(format('s.words like %L', case when w ~ '^[0-9]+$' then '%' else '% ' end || w || '%'), ' and ')
    from unnest(v_words[1:10]) w);
end;
$$;
revoke execute on function app.search_condition(text) from public, anon, authenticated;
grant execute on function app.search_condition(text) to authenticated;

-- Letters and digits of a text, without case and accents, one space between words.
create function app.search_words(p_text text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return btrim(regexp_replace(app.normalize_text(p_text), '[\s!-/:-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\u3000-\u303f\ufeff]+', ' ', 'g'));
end;
$$;
revoke execute on function app.search_words(text) from public, anon, authenticated;
grant execute on function app.search_words(text) to authenticated;

-- The person does not wait: the message is tried now and, when earlier ones are still to go, before them.
create function app.send_message_now(p_tenant_id uuid, p_message_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_message public.conversation_messages;
  v_job app.jobs;
  v_thread_id uuid;
  v_lease jsonb;
begin
  perform app.require_member(p_tenant_id);
  select m.thread_id into v_thread_id from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.id = p_message_id and m.direction = 'outbound';
  if not found then
    raise sqlstate 'PT404' using message = 'message_not_found';
  end if;
  perform from app.jobs j where j.id in (select l.id from app.line_of(p_tenant_id, v_thread_id) l) order by j.id for update;
  select * into v_message from public.conversation_messages m where m.tenant_id = p_tenant_id and m.id = p_message_id for update;
  perform from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_message.thread_id for update;
  select l.* into v_job from app.line_of(p_tenant_id, v_message.thread_id) l where l.payload ->> 'message_id' = p_message_id::text;
  -- settled, or under way already
  if not found or v_job.leased_until >= clock_timestamp() then
    return jsonb_build_object('message', to_jsonb(v_message), 'lease', null);
  end if;
  if exists (
    select from app.line_of(p_tenant_id, v_message.thread_id) l
    where l.line_no < v_job.line_no and l.leased_until >= clock_timestamp()
  ) then
    raise sqlstate 'PT409' using message = 'earlier_in_progress', hint = 'The message before it is being sent at this moment.';
  end if;
  -- the first place of the line for this one; those before it move back by one
  update app.jobs j set line_no = s.line_no
  from (
    select o.id, p.line_no from (
      select l.id, row_number() over (order by l.id <> v_job.id, l.line_no) as place
      from app.line_of(p_tenant_id, v_message.thread_id) l where l.line_no <= v_job.line_no) o
    join (
      select l.line_no, row_number() over (order by l.line_no) as place
      from app.line_of(p_tenant_id, v_message.thread_id) l where l.line_no <= v_job.line_no) p using (place)
  ) s
  where j.id = s.id and j.line_no <> s.line_no;
  update app.jobs j set
    attempts = j.attempts + 1, lease_token = gen_random_uuid(), leased_until = clock_timestamp() + app.job_lease()
  where j.id = v_job.id returning * into v_job;
  v_lease := app.open_send(v_job);
  select * into v_message from public.conversation_messages m where m.tenant_id = p_tenant_id and m.id = p_message_id;
  return jsonb_build_object('message', to_jsonb(v_message), 'lease', v_lease);
end;
$$;
comment on function app.send_message_now(uuid, uuid) is
  'Caller: any member, through send-whatsapp-message. {message, lease}; no lease for one that is settled or under way. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 message_not_found, PT409 earlier_in_progress.';
revoke execute on function app.send_message_now(uuid, uuid) from public, anon, authenticated;
grant execute on function app.send_message_now(uuid, uuid) to authenticated;

-- What the sender of a message is called; NULL for our own, whose name says nothing about the conversation.
create function app.sender_name(p_action jsonb)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return case when not (p_action ->> 'from_me')::boolean then nullif(app.normalize_name(left(p_action ->> 'contact_name', 200)), '') end;
end;
$$;
revoke execute on function app.sender_name(jsonb) from public, anon, authenticated;

-- Connection state and QR code of an Evolution instance, phone of the connected account.
create function app.set_channel_state(
  p_channel_id uuid, p_state text, p_phone text default null, p_reason text default null,
  p_qr_code text default null, p_pairing_code text default null
)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_channel public.notification_channels;
  v_phone text := app.canonical_phone(p_phone);
begin
  if p_state = 'open' and v_phone is not null then
    select c.* into v_channel from public.notification_channels c where c.id = p_channel_id and c.is_active for no key update;
    -- the phone that was paired speaks for another clinic: it is neither connected nor heard here
    if found and not app.claim_route(v_channel.tenant_id, p_channel_id, 'number', v_phone) then
      p_state := 'close';
      p_reason := 'number_in_use';
      v_phone := null;
    end if;
  end if;
  update public.notification_channels c set
    connection_state = coalesce(p_state, c.connection_state),
    phone = coalesce(v_phone, c.phone),
    connected_at = case when p_state = 'open' and c.connection_state <> 'open' then now() else c.connected_at end,
    last_error = case when p_state = 'open' then null else coalesce(p_reason, c.last_error) end
  where c.id = p_channel_id returning * into v_channel;
  if not found then
    return;
  end if;
  -- a code of a connection that ended opens nothing
  if p_state in ('open', 'close') or p_qr_code is not null or p_pairing_code is not null then
    update public.evolution_instances i set
      qr_code = p_qr_code, pairing_code = p_pairing_code, qr_updated_at = now()
    where i.tenant_id = v_channel.tenant_id and i.channel_id = p_channel_id;
  end if;
  perform app.broadcast(v_channel.tenant_id, 'channel', app.channel_payload(v_channel, p_qr_code is not null));
end;
$$;
revoke execute on function app.set_channel_state(uuid, text, text, text, text, text) from public, anon, authenticated;
grant execute on function app.set_channel_state(uuid, text, text, text, text, text) to service_role;

-- Status ladder: queued < sending < sent < delivered < read. A failure stands beside sent: it can replace what came
-- before delivery, and only a proof of delivery replaces it.
create function app.status_advances(p_from text, p_to text)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_to = 'failed' then
    return p_from in ('queued', 'sending', 'sent');
  end if;
  return array_position(array['queued', 'sending', 'sent', 'delivered', 'read'], p_to)
    > array_position(array['queued', 'sending', 'sent', 'delivered', 'read'], case p_from when 'failed' then 'sent' else p_from end);
end;
$$;
comment on function app.status_advances(text, text) is 'True when an outbound message in p_from may go to p_to.';
revoke execute on function app.status_advances(text, text) from public, anon, authenticated;
grant execute on function app.status_advances(text, text) to service_role;

create function app.store_credentials(p_tenant_id uuid, p_channel_id uuid, p_credentials jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_credentials is null or not p_credentials ?& array['v', 'kid', 'iv', 'ct'] then
    raise sqlstate 'PT400' using message = 'credentials_not_encrypted';
  end if;
  insert into app_private.channel_credentials as c (tenant_id, channel_id, credentials)
  values (p_tenant_id, p_channel_id, p_credentials)
  on conflict (tenant_id, channel_id) do update set credentials = excluded.credentials, updated_at = now();
end;
$$;
revoke execute on function app.store_credentials(uuid, uuid, jsonb) from public, anon, authenticated;

create function app.takes_name(p_name text, p_source text, p_new_name text, p_new_source text)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  return app.name_rank(p_new_name, p_new_source) > app.name_rank(p_name, p_source)
    -- what people call themselves changes with their mood
    or p_new_name <> p_name and p_new_source = p_source and p_new_source in ('address_book', 'business', 'group')
      and app.name_rank(p_new_name, p_new_source) > 0;
end;
$$;
comment on function app.takes_name(text, text, text, text) is 'True when the new name takes the place of the present one: it is of a higher rank, or the same source changed it.';
revoke execute on function app.takes_name(text, text, text, text) from public, anon, authenticated;

-- Which channel's templates to look up, and whether somebody did so a moment ago.
create function app.template_sync_target(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_account public.twilio_accounts;
begin
  perform app.require_member(p_tenant_id);
  select a.* into v_account from public.twilio_accounts a
  join public.notification_channels c on c.tenant_id = a.tenant_id and c.id = a.channel_id
  where a.tenant_id = p_tenant_id and c.is_active;
  if not found then
    raise sqlstate 'PT409' using message = 'no_template_channel', hint = 'Connect an official number in the settings.';
  end if;
  return jsonb_build_object('channel_id', v_account.channel_id, 'synced_at', v_account.templates_synced_at,
    'is_fresh', coalesce(v_account.templates_synced_at > now() - interval '15 seconds', false));
end;
$$;
comment on function app.template_sync_target(uuid) is
  'Caller: any member, through sync-whatsapp-templates. {channel_id, synced_at, is_fresh} of the active official number. Errors: PT401 not_signed_in, PT403 not_a_member, PT409 no_template_channel.';
revoke execute on function app.template_sync_target(uuid) from public, anon, authenticated;
grant execute on function app.template_sync_target(uuid) to authenticated;

-- A message left its line, whoever settled it: the next is due now.
create function app.tg_conversation_messages__wake_line()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update app.jobs j set run_at = now()
  where j.id = (
    select h.id from app.jobs h
    join public.conversation_messages m on m.tenant_id = h.tenant_id and m.id = (h.payload ->> 'message_id')::uuid
    where h.id = (select l.id from app.line_of(new.tenant_id, new.thread_id) l limit 1)
      and h.leased_until is null and h.run_at > now() and m.next_attempt_at is null
    for update of h skip locked);
  return null;
end;
$$;
revoke execute on function app.tg_conversation_messages__wake_line() from public, anon, authenticated;

create function app.tg_conversation_threads__index_words()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into app.conversation_search (tenant_id, thread_id, words)
  values (new.tenant_id, new.id, concat_ws(' ', '', app.search_words(new.contact_name), substr(new.phone, 2),
    case when new.phone ~ '^\+55[1-9][1-9]9[0-9]{8}$' then substr(new.phone, 2, 4) || right(new.phone, 8) end))
  on conflict (tenant_id, thread_id) do update set words = excluded.words;
  return null;
end;
$$;
revoke execute on function app.tg_conversation_threads__index_words() from public, anon, authenticated;

-- A conversation is finished and opened in many ways (by hand, by a message of either side, by a merge): one place notes it.
create function app.tg_conversation_threads__note_status()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.note_event(new, case new.status when 'open' then 'reopened' else 'finished' end,
    -- opened by a message of the person: above it
    case when auth.uid() is null and new.status = 'open' and new.last_message_direction = 'inbound'
      then new.last_message_at else clock_timestamp() end);
  return null;
end;
$$;
revoke execute on function app.tg_conversation_threads__note_status() from public, anon, authenticated;

-- Another account has other templates.
create function app.tg_twilio_accounts__forget_templates()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  delete from public.message_templates t where t.tenant_id = new.tenant_id and t.channel_id = new.channel_id;
  new.templates_synced_at := null;
  return new;
end;
$$;
revoke execute on function app.tg_twilio_accounts__forget_templates() from public, anon, authenticated;

-- The conversation of a key (channel:address); keys of merged conversations stay valid, because their addresses do.
create function app.thread_id_of_key(p_tenant_id uuid, p_thread_key text)
returns uuid
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select a.thread_id from public.conversation_addresses a
    where a.tenant_id = p_tenant_id and a.channel = split_part(p_thread_key, ':', 1)
      and a.address = substr(p_thread_key, strpos(p_thread_key, ':') + 1));
end;
$$;
revoke execute on function app.thread_id_of_key(uuid, text) from public, anon, authenticated;
grant execute on function app.thread_id_of_key(uuid, text) to authenticated;

-- Version 7 of RFC 9562: 48 bits of milliseconds, 12 of the fraction. Ids of messages tell the order of arrival, which
-- decides between two of the same second (WhatsApp counts in seconds), and they stay together in their indexes.
-- In plpgsql, which keeps its plan: a function in SQL that cannot be inlined is parsed anew by every statement.
create function app.time_ordered_uuid()
returns uuid
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_micros bigint := extract(epoch from clock_timestamp()) * 1000000;
begin
  return encode(
    overlay(uuid_send(gen_random_uuid())
      placing substring(int8send(v_micros / 1000) from 3) || int2send((28672 + v_micros % 1000 * 4096 / 1000)::int2) from 1 for 8),
    'hex')::uuid;
end;
$$;
revoke execute on function app.time_ordered_uuid() from public, anon, authenticated;
grant execute on function app.time_ordered_uuid() to service_role;

-- What a new clinic still has to do, null when all of it is done.
create function app.today_setup(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_whatsapp boolean := exists (
    select from public.notification_channels c
    where c.tenant_id = p_tenant_id and c.is_active and (c.provider = 'twilio' or c.connected_at is not null or c.connection_state = 'open'));
  v_team boolean := (select count(*) > 1 from public.tenant_members m where m.tenant_id = p_tenant_id and m.status = 'active')
    or exists (
      select from public.tenant_invitations i
      where i.tenant_id = p_tenant_id and i.accepted_at is null and i.revoked_at is null and i.expires_at > now());
  v_message boolean := exists (
    select from public.conversation_messages m where m.tenant_id = p_tenant_id and m.direction = 'outbound' and m.origin = 'app'
      and m.status in ('sent', 'delivered', 'read'));
begin
  if v_whatsapp and v_team and v_message then
    return null;
  end if;
  return jsonb_build_object('whatsapp', v_whatsapp, 'team', v_team, 'message', v_message);
end;
$$;
revoke execute on function app.today_setup(uuid) from public, anon, authenticated;

create function app.twilio_candidates(p_account_sid text)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'tenant_id', a.tenant_id, 'channel_id', a.channel_id, 'credentials', k.credentials,
    'sender_phone', a.sender_phone, 'messaging_service_sid', a.messaging_service_sid) order by c.is_active desc, c.updated_at desc), '[]')
  from public.twilio_accounts a
  join public.notification_channels c on c.tenant_id = a.tenant_id and c.id = a.channel_id
  join app_private.channel_credentials k on k.tenant_id = a.tenant_id and k.channel_id = a.channel_id
  where a.account_sid = p_account_sid;
$$;
comment on function app.twilio_candidates(text) is
  'Caller: twilio-whatsapp-inbound. Channels of an account, active first; the one whose auth token signs the request owns it.';
revoke execute on function app.twilio_candidates(text) from public, anon, authenticated;
grant execute on function app.twilio_candidates(text) to service_role;

-- A name as a person typed it; NULL when nothing is left.
create function app.typed_name(p_name text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return nullif(app.normalize_name(left(app.normalize_name(left(p_name, 1000)), 120)), '');
end;
$$;
revoke execute on function app.typed_name(text) from public, anon, authenticated;

create function app.unofficial_whatsapp_acceptance(p_tenant_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('accepted_at', a.accepted_at, 'accepted_by', p.full_name)
  from app.unofficial_whatsapp_acceptances a left join public.profiles p on p.id = a.accepted_by
  where a.tenant_id = p_tenant_id;
$$;
revoke execute on function app.unofficial_whatsapp_acceptance(uuid) from public, anon, authenticated;

-- Since when the person waits for an answer, told from the messages. What a colleague wrote here answers what had arrived by
-- then; what was written on the phone answers what is older, and within one second what arrived before. What goes out by
-- itself, or did not leave, answers nothing, and finishing a conversation settles what was before it.
create function app.waiting_since(p_tenant_id uuid, p_thread_id uuid)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
declare
  v_here uuid;
  v_phone public.conversation_messages;
  v_phone_second timestamptz;
  v_settled uuid;
begin
  select m.id into v_here from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.direction = 'outbound' and m.origin = 'app' and m.status <> 'failed'
  order by m.occurred_at desc, m.id desc limit 1;
  select * into v_phone from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.direction = 'outbound' and m.origin = 'phone' and m.status <> 'failed'
    -- another system of the clinic sent it, perhaps by itself
    and not m.content ? 'via_api'
  order by m.occurred_at desc, m.id desc limit 1;
  v_phone_second := date_trunc('second', v_phone.occurred_at);
  -- ids tell the order of arrival, of events as of messages
  select e.id into v_settled from app.conversation_events e
  where e.tenant_id = p_tenant_id and e.thread_id = p_thread_id and e.kind = 'finished'
    -- unless somebody took it back
    and not exists (
      select from app.conversation_events r
      where r.tenant_id = p_tenant_id and r.thread_id = p_thread_id and r.kind = 'reopened' and r.actor_id is not null
        and r.id > e.id)
  order by e.id desc limit 1;
  return (
    select m.occurred_at from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.direction = 'inbound' and app.asks_for_answer(m.kind)
      and (v_here is null or m.id > v_here)
      and (v_phone.id is null or m.occurred_at >= v_phone_second
        and (date_trunc('second', m.occurred_at), m.id) > (v_phone_second, v_phone.id))
      and (v_settled is null or m.id > v_settled)
    order by m.occurred_at, m.id limit 1);
end;
$$;
comment on function app.waiting_since(uuid, uuid) is 'What conversation_threads.waiting_since must be, from the messages.';
revoke execute on function app.waiting_since(uuid, uuid) from public, anon, authenticated;

-- What an event tells, without what groups say where the clinic wants none of it: one event may tell of both.
create function app.wanted_actions(p_tenant_id uuid, p_event jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  if jsonb_path_exists(p_event, '$.actions[*].address.group ? (@ != null)')
    and (select t.ignore_groups from public.tenants t where t.id = p_tenant_id) then
    return jsonb_path_query_array(p_event, '$.actions[*] ? (!(@.address.group != null))');
  end if;
  return p_event -> 'actions';
end;
$$;
revoke execute on function app.wanted_actions(uuid, jsonb) from public, anon, authenticated;

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
revoke execute on function app.window_opened_at(uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function app.window_opened_at(uuid, uuid, uuid) to authenticated;

create function public.accept_unofficial_whatsapp(p_tenant_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  insert into app.unofficial_whatsapp_acceptances (tenant_id, accepted_by) values (p_tenant_id, auth.uid())
  on conflict (tenant_id) do nothing;
  return app.unofficial_whatsapp_acceptance(p_tenant_id);
end;
$$;
comment on function public.accept_unofficial_whatsapp(uuid) is
  'Caller: owner or admin. Keeps who accepted the risk of a connection by QR code, and when; the first one stays. Returns {accepted_at, accepted_by}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.accept_unofficial_whatsapp(uuid) from public, anon, authenticated;
grant execute on function public.accept_unofficial_whatsapp(uuid) to authenticated;

create function public.channel_health(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_channel public.notification_channels;
  v_troubled integer;
  v_since timestamptz;
  v_newest timestamptz;
  v_last_success timestamptz;
begin
  perform app.require_member(p_tenant_id);
  select * into v_channel from public.notification_channels c where c.tenant_id = p_tenant_id and c.is_active;
  if not found then
    return jsonb_build_object('state', 'none', 'provider', null, 'failures', 0, 'since', null);
  end if;
  select
    count(*) filter (where s.is_troubled), min(s.began_at) filter (where s.is_troubled),
    max(s.began_at) filter (where s.is_troubled), max(s.finished_at) filter (where s.is_sent)
  into v_troubled, v_since, v_newest, v_last_success
  from (
    select coalesce(j.tried_since, j.created_at) as began_at, j.finished_at,
      m.status in ('sent', 'delivered', 'read') as is_sent,
      case when j.finished_at is null then j.last_error is not null and m.status in ('queued', 'sending', 'failed')
        else m.status = 'failed' and not app.is_about_one_message(m.error_code) end as is_troubled
    from app.jobs j
    join public.conversation_messages m on m.tenant_id = j.tenant_id and m.id = (j.payload ->> 'message_id')::uuid
    where j.tenant_id = p_tenant_id and j.kind = 'send_message' and m.channel_id = v_channel.id
      and (j.finished_at is null or j.finished_at > now() - interval '15 minutes')
      and (j.dead_at is null or j.dead_at > now() - interval '15 minutes')
  ) s;
  return jsonb_build_object(
    'state', case
      when v_channel.connection_state = 'close' then 'disconnected'
      when v_channel.connection_state = 'connecting' then 'connecting'
      -- one that went out and began later says that the provider is well again
      when v_troubled >= 3 and coalesce(v_last_success < v_newest, true) then 'failing'
      else 'ok' end,
    'provider', v_channel.provider, 'failures', v_troubled, 'since', v_since);
end;
$$;
comment on function public.channel_health(uuid) is
  'Caller: members. {state: ok|none|connecting|disconnected|failing, provider, failures, since} of the active channel; failing when three or more sends of the last minutes met an error of the provider and none went out since. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.channel_health(uuid) from public, anon, authenticated;
grant execute on function public.channel_health(uuid) to authenticated;

-- A hundred is as good as more: the screen says "99+".
create function public.count_conversations(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_user uuid := auth.uid();
begin
  perform app.require_member(p_tenant_id);
  return jsonb_build_object(
    'all', (select count(*) from (
      select from public.conversation_threads t where t.tenant_id = p_tenant_id and t.status = 'open' limit 100) s),
    'mine', (select count(*) from (
      select from public.conversation_threads t where t.tenant_id = p_tenant_id and t.assigned_to = v_user and t.status = 'open' limit 100) s),
    'unassigned', (select count(*) from (
      select from public.conversation_threads t where t.tenant_id = p_tenant_id and t.status = 'open' and t.assigned_to is null limit 100) s),
    'waiting', (select count(*) from (
      select from public.conversation_threads t
      where t.tenant_id = p_tenant_id and t.status = 'open' and t.waiting_since is not null limit 100) s),
    'unread', (select count(*) from (
      select from public.conversation_threads t where t.tenant_id = p_tenant_id and t.status = 'open' and t.unread_count > 0 limit 100) s));
end;
$$;
comment on function public.count_conversations(uuid) is
  'Caller: members. Open conversations by filter, each counted up to 100: {all, mine, unassigned, waiting, unread}. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.count_conversations(uuid) from public, anon, authenticated;
grant execute on function public.count_conversations(uuid) to authenticated;

create function public.discard_outbound_message(p_tenant_id uuid, p_message_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_message public.conversation_messages := app.lock_outbound(p_tenant_id, p_message_id);
begin
  if v_message.status <> 'failed' or v_message.provider_message_id is not null
    or v_message.error_code is not distinct from 'delivery_unknown' then
    raise sqlstate 'PT409' using message = 'already_sent';
  end if;
  update app.jobs j set finished_at = now(), dead_at = null, last_error = concat_ws('; ', j.last_error, 'discarded')
  where j.dedupe_key = 'send:' || p_message_id and j.finished_at is null;
  delete from public.conversation_messages m where m.tenant_id = p_tenant_id and m.id = p_message_id;
  perform app.publish_thread(app.refresh_thread_summary(p_tenant_id, v_message.thread_id));
  perform app.broadcast(p_tenant_id, 'message_removed',
    jsonb_build_object('id', v_message.id, 'thread_id', v_message.thread_id));
end;
$$;
comment on function public.discard_outbound_message(uuid, uuid) is
  'Caller: members. Removes a failed message that the provider never took. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 message_not_found, PT409 already_sent (it may have arrived).';
revoke execute on function public.discard_outbound_message(uuid, uuid) from public, anon, authenticated;
grant execute on function public.discard_outbound_message(uuid, uuid) to authenticated;

create function public.get_channel_setup(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  return jsonb_build_object(
    'active', (select c.provider from public.notification_channels c where c.tenant_id = p_tenant_id and c.is_active),
    'risk', app.unofficial_whatsapp_acceptance(p_tenant_id),
    'evolution', (
      select jsonb_build_object('channel_id', c.id, 'external_id', i.external_id, 'server_url', i.server_url,
        'webhook_url', i.webhook_url, 'state', c.connection_state, 'is_active', c.is_active, 'qr_code', i.qr_code,
        'pairing_code', i.pairing_code, 'qr_updated_at', i.qr_updated_at, 'phone', c.phone, 'last_error', c.last_error,
        'last_event_at', c.last_event_at)
      from public.notification_channels c
      join public.evolution_instances i on i.tenant_id = c.tenant_id and i.channel_id = c.id
      where c.tenant_id = p_tenant_id and c.provider = 'evolution'),
    'twilio', (
      select jsonb_build_object('channel_id', c.id, 'account_sid', a.account_sid, 'sender_phone', a.sender_phone,
        'messaging_service_sid', a.messaging_service_sid, 'state', c.connection_state, 'is_active', c.is_active,
        'verified_at', a.verified_at, 'last_event_at', c.last_event_at)
      from public.notification_channels c
      join public.twilio_accounts a on a.tenant_id = c.tenant_id and a.channel_id = c.id
      where c.tenant_id = p_tenant_id and c.provider = 'twilio'));
end;
$$;
comment on function public.get_channel_setup(uuid) is
  'Caller: owner or admin. {active, risk: who accepted a connection by QR code|null, evolution|null, twilio|null}; never a secret. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.get_channel_setup(uuid) from public, anon, authenticated;
grant execute on function public.get_channel_setup(uuid) to authenticated;

-- Asked for with the conversation, not kept in it: it hangs on which of the clinic's numbers is active.
create function public.get_service_window(p_tenant_id uuid, p_thread_key text)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
declare
  v_thread_id uuid;
begin
  perform app.require_member(p_tenant_id);
  v_thread_id := app.thread_id_of_key(p_tenant_id, p_thread_key);
  if v_thread_id is null then
    raise sqlstate 'PT404' using message = 'conversation_not_found';
  end if;
  return (
    select app.window_opened_at(p_tenant_id, v_thread_id, c.id) + interval '24 hours' from public.notification_channels c
    where c.tenant_id = p_tenant_id and c.is_active and c.provider = 'twilio');
end;
$$;
comment on function public.get_service_window(uuid, text) is
  'Caller: members. Until when the clinic''s active official number may answer in free text; NULL when it may not, or when another kind of number is active, which always may. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';
revoke execute on function public.get_service_window(uuid, text) from public, anon, authenticated;
grant execute on function public.get_service_window(uuid, text) to authenticated;

create function public.get_today(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id);
  v_user uuid := (select auth.uid());
  v_lines constant integer := 8;
begin
  return jsonb_build_object(
    'waiting', (
      select jsonb_build_object('total', count(*), 'lines', coalesce(
        jsonb_agg(app.today_line(w.t) order by w.place) filter (where w.place <= v_lines), '[]'))
      from (
        select t, row_number() over (order by t.waiting_since, t.id) as place from public.conversation_threads t
        where t.tenant_id = p_tenant_id and t.status = 'open' and t.waiting_since is not null) w),
    'failed', (
      select jsonb_build_object('total', coalesce(sum(f.failures), 0), 'lines', coalesce(jsonb_agg(
        app.today_line(f.thread) || jsonb_build_object('message_id', (f.message).id, 'body', left((f.message).body, 300),
          'message_kind', (f.message).kind, 'error_code', (f.message).error_code, 'failed_at', (f.message).occurred_at,
          'failures', f.failures) order by f.place) filter (where f.place <= v_lines), '[]'))
      from (
        select s.*, row_number() over (order by (s.message).occurred_at desc, (s.message).id) as place
        from app.today_failures(p_tenant_id) s) f),
    'mine', (
      select jsonb_build_object('total', count(*), 'waiting', count(m.since), 'lines', coalesce(
        jsonb_agg(app.today_line(m.t) order by m.place) filter (where m.place <= v_lines), '[]'))
      from (
        select t, t.waiting_since as since,
          row_number() over (order by t.waiting_since nulls last, t.last_message_at desc, t.id) as place
        from public.conversation_threads t
        where t.tenant_id = p_tenant_id and t.status = 'open' and t.assigned_to = v_user) m),
    'balance', case when app.pays_with_credits(p_tenant_id) then (
      select jsonb_build_object('credits', coalesce(max(b.balance), 0), 'is_low', coalesce(bool_or(b.balance <= b.low_balance_threshold), true))
      from public.whatsapp_credits_balance b where b.tenant_id = p_tenant_id) end,
    'channel', (
      select jsonb_build_object('provider', c.provider, 'state', c.connection_state, 'phone', c.phone, 'last_event_at', c.last_event_at)
      from public.notification_channels c where c.tenant_id = p_tenant_id and c.is_active),
    'setup', case when v_role in ('owner', 'admin') then app.today_setup(p_tenant_id) end);
end;
$$;
comment on function public.get_today(uuid) is
  'Caller: any member. {waiting: {total, lines}, failed: {total, lines}, mine: {total, waiting, lines}, balance: {credits, is_low} for an official number, channel: the active one, setup: {whatsapp, team, message} for owner and admin until all are done}; eight lines each, whoever waits longest and what failed last first. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.get_today(uuid) from public, anon, authenticated;
grant execute on function public.get_today(uuid) to authenticated;

create function public.list_changes(p_tenant_id uuid, p_since timestamptz, p_limit integer default 200)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return jsonb_build_object(
    'now', now(),
    'threads', coalesce((
      select jsonb_agg(app.thread_payload(s) order by s.updated_at desc) from (
        select t.* from public.conversation_threads t
        -- a transaction that began before p_since may have committed after it
        where t.tenant_id = p_tenant_id and t.updated_at >= p_since - interval '30 seconds'
        order by t.updated_at desc limit least(greatest(coalesce(p_limit, 200), 1), 1000)
      ) s), '[]'));
end;
$$;
comment on function public.list_changes(uuid, timestamptz, integer) is
  'Caller: members. Conversations changed since a moment, for catching up after a gap: {now, threads}. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_changes(uuid, timestamptz, integer) from public, anon, authenticated;
grant execute on function public.list_changes(uuid, timestamptz, integer) to authenticated;

create function public.list_conversation_events(p_tenant_id uuid, p_thread_key text, p_limit integer default 200)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return coalesce((
    select jsonb_agg(app.event_payload(s) order by s.occurred_at desc, s.id desc) from (
      select e.* from app.conversation_events e
      where e.tenant_id = p_tenant_id and e.thread_id = app.thread_id_of_key(p_tenant_id, p_thread_key)
      order by e.occurred_at desc, e.id desc limit least(greatest(coalesce(p_limit, 200), 1), 500)) s), '[]');
end;
$$;
comment on function public.list_conversation_events(uuid, text, integer) is
  'Caller: members. What happened to a conversation beside its messages, newest first: [{id, thread_id, kind, actor_id, assignee_id, name, occurred_at}], p_limit up to 500. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_conversation_events(uuid, text, integer) from public, anon, authenticated;
grant execute on function public.list_conversation_events(uuid, text, integer) to authenticated;

create function public.list_unparsed_events(p_tenant_id uuid, p_limit integer default 50)
returns table (event_id text, provider text, event_type text, reason text, received_at timestamptz, payload jsonb)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  return query
    select e.event_key, e.provider, e.event_type, e.reason, e.received_at, e.raw
    from app.webhook_events e
    where e.tenant_id = p_tenant_id and e.outcome = 'unparsed' and e.reviewed_at is null
    order by e.received_at desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.list_unparsed_events(uuid, integer) is
  'Caller: owner or admin. Authentic events of which something was not understood and that nobody has reviewed, newest first. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.list_unparsed_events(uuid, integer) from public, anon, authenticated;
grant execute on function public.list_unparsed_events(uuid, integer) to authenticated;

create function public.my_context()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_user uuid := app.require_user();
begin
  return jsonb_build_object(
    'user', (select jsonb_build_object('id', p.id, 'email', p.email, 'full_name', p.full_name, 'locale', p.locale)
      from public.profiles p where p.id = v_user),
    'is_saas_admin', app.is_saas_admin(),
    'single_tenant', (select s.single_tenant from app.settings s),
    'left_clinic', (
      select t.name from (
        select m.tenant_id, m.updated_at as at from public.tenant_members m where m.user_id = v_user and m.status = 'disabled'
        union all
        -- a removed member leaves no membership, but the invitation that was accepted
        select i.tenant_id, i.accepted_at from public.tenant_invitations i where i.accepted_by = v_user
      ) w join public.tenants t on t.id = w.tenant_id
      where not exists (
        select from public.tenant_members m where m.tenant_id = w.tenant_id and m.user_id = v_user and m.status = 'active')
      order by w.at desc limit 1),
    'memberships', coalesce((
      select jsonb_agg(jsonb_build_object(
        'tenant_id', t.id, 'slug', t.slug, 'name', t.name, 'role', m.role, 'time_zone', t.time_zone, 'logo_path', t.logo_path,
        'whatsapp', (select jsonb_build_object('provider', c.provider, 'state', c.connection_state)
          from public.notification_channels c where c.tenant_id = t.id and c.is_active),
        'unread_total', (select count(*) from public.conversation_threads h
          where h.tenant_id = t.id and h.status = 'open' and h.unread_count > 0)) order by t.name)
      from public.tenant_members m join public.tenants t on t.id = m.tenant_id
      where m.user_id = v_user and m.status = 'active'), '[]'));
end;
$$;
comment on function public.my_context() is
  'Caller: any signed-in person. {user, is_saas_admin, single_tenant, left_clinic: the one that the person was in last and is in no more, memberships:[{tenant_id, slug, name, role, time_zone, logo_path, whatsapp, unread_total: conversations with unread messages}]}. Errors: PT401 not_signed_in.';
revoke execute on function public.my_context() from public, anon, authenticated;
grant execute on function public.my_context() to authenticated;

create function public.review_unparsed_events(p_tenant_id uuid, p_event_ids text[], p_reviewed boolean default true)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_count integer;
begin
  perform app.require_admin(p_tenant_id);
  update app.webhook_events e set reviewed_at = case when p_reviewed then now() end
  where e.tenant_id = p_tenant_id and e.event_key = any (p_event_ids) and e.outcome = 'unparsed'
    -- the primary key begins with the clinic and its channels
    and e.channel_id in (select c.id from public.notification_channels c where c.tenant_id = p_tenant_id)
    and (e.reviewed_at is null) = p_reviewed;
  get diagnostics v_count = row_count;
  return v_count;
end;
$$;
comment on function public.review_unparsed_events(uuid, text[], boolean) is
  'Caller: owner or admin. Takes events off the list of list_unparsed_events, or puts them back (p_reviewed false); they stay stored. How many changed. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.review_unparsed_events(uuid, text[], boolean) from public, anon, authenticated;
grant execute on function public.review_unparsed_events(uuid, text[], boolean) to authenticated;

-- A name from the clinic's phone for somebody who may never have written: it is there when the conversation begins, and
-- again when a typed name is taken back.
create table app.known_names (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  address text not null,
  name text not null,
  name_source text not null,
  primary key (tenant_id, address)
);

alter table app.known_names enable row level security;

create policy select_nobody on app.known_names for select to authenticated using (false);

comment on table app.known_names is 'The best name that a provider gave for an address, as conversation_addresses writes it. What people call themselves is not kept here: it comes with their messages.';

-- Words that opt a person out or back in (D4). System words have no clinic.
create table app.opt_words (
  word text primary key,
  effect text not null,
  constraint word_is_normalized check (word = app.normalize_text(word)),
  constraint effect_is_known check (effect in ('opt_out', 'opt_in'))
);

alter table app.opt_words enable row level security;

create policy select_nobody on app.opt_words for select to authenticated using (false);

-- The tick under the warning that WhatsApp may block a number that is connected by QR code: who, when, and which words.
create table app.unofficial_whatsapp_acceptances (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  accepted_by uuid references public.profiles (id) on delete set null,
  accepted_at timestamptz not null default now(),
  words text not null default 'Conexão não oficial. O WhatsApp pode bloquear este número a qualquer momento, mesmo com pouco uso, e o Zelo não consegue desbloquear. Não use o único número da clínica.'
);

alter table app.unofficial_whatsapp_acceptances enable row level security;

create index unofficial_whatsapp_acceptances_accepted_by on app.unofficial_whatsapp_acceptances (accepted_by);

create policy select_nobody on app.unofficial_whatsapp_acceptances for select to authenticated using (false);

comment on table app.unofficial_whatsapp_acceptances is
  'A clinic that connects its own phone by QR code was told that WhatsApp may block the number. The words are those of the screen.';

revoke all on app.unofficial_whatsapp_acceptances from anon, authenticated;
grant select, insert, update, delete on app.unofficial_whatsapp_acceptances to service_role;

create table public.conversation_threads (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  thread_key text not null,
  channel text not null default 'whatsapp',
  contact_name text,
  name_source text,
  phone text,
  reply_address text,
  status text not null default 'open',
  unread_count integer not null default 0,
  waiting_since timestamptz,
  last_message_id uuid,
  last_message_at timestamptz not null default now(),
  last_message_preview text,
  last_message_kind text,
  last_message_direction text,
  last_message_status text,
  last_reaction jsonb,
  last_inbound_at timestamptz,
  assigned_to uuid,
  assigned_at timestamptz,
  tags text[] not null default '{}',
  opted_out boolean not null default false,
  is_group boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, assigned_to) references public.tenant_members (tenant_id, user_id) on delete set null (assigned_to),
  -- few checks: Postgres prepares each of them anew for every statement, and every message updates this row
  constraint status_is_known check (status in ('open', 'finished')),
  constraint unread_count_is_not_negative check (unread_count >= 0)
) with (fillfactor = 70);

alter table public.conversation_threads enable row level security;

create index conversation_threads_inbox on public.conversation_threads (tenant_id, status, last_message_at desc, id desc);
create index conversation_threads_assignee on public.conversation_threads (tenant_id, assigned_to, status, last_message_at desc, id desc)
  where assigned_to is not null;

-- who waits or is unread, in one index: the lists and their counts
create index conversation_threads_attention on public.conversation_threads (tenant_id, status, waiting_since, id)
  where unread_count > 0 or waiting_since is not null;

create policy select_members on public.conversation_threads for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create trigger conversation_threads_index_words_of_new after insert on public.conversation_threads
  for each row execute function app.tg_conversation_threads__index_words();

create trigger conversation_threads_index_words after update of contact_name, phone on public.conversation_threads
  for each row when (old.contact_name is distinct from new.contact_name or old.phone is distinct from new.phone)
  execute function app.tg_conversation_threads__index_words();

create trigger conversation_threads_note_status after update of status on public.conversation_threads
  for each row when (old.status is distinct from new.status) execute function app.tg_conversation_threads__note_status();

comment on table public.conversation_threads is 'One row a conversation: everything that a list shows, so that a page is one index range. Every message updates it, so it has few indexes: a key is found through conversation_addresses, whose primary key also keeps keys unique.';
comment on column public.conversation_threads.name_source is 'Where contact_name is from: person (typed here), address_book, group, business or profile; app.name_rank says which goes before which.';
comment on column public.conversation_threads.waiting_since is 'Moment of the person''s first message that nobody of the clinic has answered; NULL when nobody waits. Kept with every message; app.waiting_since tells it from the messages.';
comment on column public.conversation_threads.last_reaction is '{emoji, by, at, message_id, kind, preview} of the latest reaction that was not taken back: lists show it while it is newer than the last message.';
comment on column public.conversation_threads.reply_address is 'Exact provider address of the person (JID or whatsapp:+…); WhatsApp may know a Brazilian mobile without its ninth digit.';
comment on column public.conversation_threads.updated_at is 'Moment of the change itself, not of its transaction: of two snapshots of a row the newer one has the later.';

-- No write grants: messages are created by ingest and by create_outbound_message only.
revoke all on public.conversation_threads from anon, authenticated;
grant select on public.conversation_threads to authenticated;
grant select, insert, update, delete on public.conversation_threads to service_role;

create table public.notification_channels (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  provider text not null,
  is_active boolean not null default false,
  connection_state text not null default 'unknown',
  display_name text constraint display_name_is_one_plain_line check (display_name = app.normalize_name(display_name)),
  phone text,
  connected_at timestamptz,
  last_event_at timestamptz,
  last_error text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint channel_id_is_unique unique (id),
  constraint one_channel_per_provider unique (tenant_id, provider),
  constraint provider_is_known check (provider in ('evolution', 'twilio')),
  constraint connection_state_is_known check (connection_state in ('open', 'connecting', 'close', 'unknown'))
);

alter table public.notification_channels enable row level security;

create unique index notification_channels_one_active on public.notification_channels (tenant_id) where is_active;

create policy select_members on public.notification_channels for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create trigger notification_channels_touch before update on public.notification_channels
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.notification_channels is 'WhatsApp channels of a clinic; at most one is active (notification_channels_one_active).';

-- Written by the functions below only; hashes are not selectable even by admins.
revoke all on public.notification_channels from anon, authenticated;
grant select on public.notification_channels to authenticated;
grant select, insert, update, delete on public.notification_channels to service_role;

create table public.twilio_accounts (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  channel_id uuid not null,
  account_sid text not null,
  messaging_service_sid text,
  sender_phone text not null,
  verified_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint one_account_per_channel unique (tenant_id, channel_id),
  foreign key (tenant_id, channel_id) references public.notification_channels (tenant_id, id) on delete cascade,
  constraint account_sid_is_ac check (account_sid ~ '^AC[0-9a-zA-Z]{30,32}$'),
  constraint sender_phone_is_e164 check (sender_phone ~ '^\+[0-9]{8,15}$')
);

alter table public.twilio_accounts enable row level security;
alter table public.twilio_accounts add column templates_synced_at timestamptz;

create index twilio_accounts_account_sid on public.twilio_accounts (account_sid);

create policy select_admins on public.twilio_accounts for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin'])));

create trigger twilio_accounts_touch before update on public.twilio_accounts
  for each row execute function app.tg_any__touch_updated_at();

create trigger twilio_accounts_forget_templates before update on public.twilio_accounts
  for each row when (old.account_sid is distinct from new.account_sid)
  execute function app.tg_twilio_accounts__forget_templates();

comment on column public.twilio_accounts.verified_at is 'When the account first signed a webhook to us with these credentials; until then the channel is connecting.';
comment on column public.twilio_accounts.templates_synced_at is 'Last look at the account''s templates; NULL before the first.';

-- Written by the functions below only; hashes are not selectable even by admins.
revoke all on public.twilio_accounts from anon, authenticated;
grant select on public.twilio_accounts to authenticated;
grant select, insert, update, delete on public.twilio_accounts to service_role;

-- One thing that a webhook says, and the clinic and channel it is said to.
create type app.incoming_action as (tenant_id uuid, channel_id uuid, provider text, action jsonb);

-- One thing that an event says, applied by itself.
create function app.apply_action(p_incoming app.incoming_action)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_action jsonb := p_incoming.action;
begin
  case v_action ->> 'type'
    when 'message' then
      perform app.apply_messages(array[p_incoming]);
    when 'status', 'edit', 'delete', 'reaction', 'vote' then
      perform app.apply_change(p_incoming.tenant_id, p_incoming.channel_id, v_action);
    when 'connection' then
      perform app.set_channel_state(p_incoming.channel_id, v_action ->> 'state', v_action ->> 'phone', v_action ->> 'reason');
    when 'qr' then
      perform app.set_channel_state(p_incoming.channel_id, null, null, null, v_action ->> 'data_url', v_action ->> 'pairing_code');
    when 'contact' then
      perform app.learn_contact_name(p_incoming.tenant_id, v_action -> 'address', nullif(app.normalize_name(left(v_action ->> 'name', 200)), ''),
        app.name_source(v_action));
    else
      raise sqlstate 'PT400' using message = 'unknown_action', detail = v_action ->> 'type';
  end case;
end;
$$;
revoke execute on function app.apply_action(app.incoming_action) from public, anon, authenticated;

-- New messages, from either side. When one of a batch is here already, the batch fails and its messages are taken one by
-- one.
create function app.apply_messages(p_messages app.incoming_action[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_known uuid[] := case when cardinality(p_messages) > 1 then app.lock_threads_to_be(p_messages) else app.known_threads(p_messages) end;
  v_incoming app.incoming_action;
  v_thread_id uuid;
  v_new app.incoming_action[] := '{}';
  v_thread_ids uuid[] := '{}';
  v_from int := 1;
  v_added int := 0;
begin
  if cardinality(p_messages) > 1 and array_position(v_known, null) is not null and app.threads_to_merge(p_messages) is not null then
    perform app.lock_conversations(p_messages);
  end if;
  for v_place in 1 .. cardinality(p_messages) loop
    v_incoming := p_messages[v_place];
    v_thread_id := v_known[v_place];
    if (v_incoming.action ->> 'from_me')::boolean and app.learn_lid_of_send(v_incoming) then
      v_thread_id := null;
    end if;
    v_thread_id := coalesce(v_thread_id, app.resolve_thread(v_incoming.tenant_id, v_incoming.action -> 'address',
      app.sender_name(v_incoming.action), app.name_source(v_incoming.action)));
    if v_thread_id is null then
      raise sqlstate 'PT400' using message = 'unknown_address', detail = v_incoming.action ->> 'address';
    end if;
    continue when (v_incoming.action ->> 'sent_via_api')::boolean and app.is_echo_of_send(v_incoming, v_thread_id);
    v_new := v_new || v_incoming;
    v_thread_ids := v_thread_ids || v_thread_id;
  end loop;

  if cardinality(v_new) > 1 then
    -- all at once and in one order, or two batches would wait for each other's conversations
    perform from public.conversation_threads t
    where (t.tenant_id, t.id) in (select n.tenant_id, n.thread_id from unnest(v_new, v_thread_ids) n (tenant_id, channel_id, provider, action, thread_id))
    order by t.tenant_id, t.id for no key update;
  end if;
  for v_place in 2 .. cardinality(v_new) loop
    if v_thread_ids[v_place] = any (v_thread_ids[v_from : v_place - 1]) then
      v_added := v_added + app.write_messages(v_new[v_from : v_place - 1], v_thread_ids[v_from : v_place - 1]);
      v_from := v_place;
    end if;
  end loop;
  v_added := v_added + app.write_messages(v_new[v_from : ], v_thread_ids[v_from : ]);
  if v_added < cardinality(v_new) then
    if cardinality(p_messages) > 1 then
      raise unique_violation using message = 'repeated_message_in_batch';
    end if;
    perform app.apply_repeated_message(p_messages[1]);
  end if;
end;
$$;
revoke execute on function app.apply_messages(app.incoming_action[]) from public, anon, authenticated;

-- A message that is here already: true. One of ours may tell a further status; one that came as a placeholder, because
-- WhatsApp had to ask the phone for its content, gets that content now.
create function app.apply_repeated_message(p_message app.incoming_action)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_action jsonb := p_message.action;
  v_message public.conversation_messages;
  v_written public.conversation_messages;
begin
  select * into v_message from public.conversation_messages m
  where m.tenant_id = p_message.tenant_id and m.channel_id = p_message.channel_id
    and m.provider_message_id = v_action ->> 'provider_message_id';
  if not found then
    return false;
  end if;
  if (v_action ->> 'from_me')::boolean then
    perform app.apply_change(p_message.tenant_id, p_message.channel_id, jsonb_build_object('type', 'status',
      'provider_message_id', v_action ->> 'provider_message_id', 'status', coalesce(v_action ->> 'status', 'sent'),
      'at', coalesce((v_action ->> 'occurred_at')::timestamptz, now())));
  end if;
  update public.conversation_messages m set
    kind = v_action ->> 'kind', content = coalesce(v_action -> 'content', '{}'), media = nullif(v_action -> 'media', 'null'),
    -- an edit that came between the two is newer than the content, if its words are known
    body = case when m.edited_at is null or m.body is null then v_action ->> 'body' else m.body end,
    reply_to_provider_id = coalesce(v_action ->> 'reply_to_provider_id', m.reply_to_provider_id),
    author_name = coalesce(app.normalize_name(v_action ->> 'author_name'), m.author_name)
  where m.tenant_id = v_message.tenant_id and m.id = v_message.id
    and m.kind in ('unsupported', 'view_once') and (m.body is null or m.edited_at is not null)
    and v_action ->> 'kind' not in ('unsupported', 'view_once')
    -- only its author says what it is
    and (m.direction = 'outbound') = (v_action ->> 'from_me')::boolean
  returning * into v_message;
  if found then
    -- the word that was sent counts, not what it was edited into
    v_written := v_message;
    v_written.body := v_action ->> 'body';
    if v_written.direction = 'inbound' then
      perform app.apply_opt_word(v_written);
    end if;
    perform app.publish_message(v_message);
  end if;
  return true;
end;
$$;
revoke execute on function app.apply_repeated_message(app.incoming_action) from public, anon, authenticated;

-- The channel that an event belongs to, or NULL when its credentials are not those of the named instance.
create function app.authorize_event(p_provider text, p_auth jsonb)
returns public.notification_channels
language plpgsql
stable
set search_path = ''
as $$
declare
  v_channel public.notification_channels;
begin
  if p_provider = 'evolution' then
    select c.* into v_channel
    from public.evolution_instances i
    join public.notification_channels c on c.tenant_id = i.tenant_id and c.id = i.channel_id
    where i.external_id = p_auth ->> 'external_id'
      and (
        i.secret_hash = p_auth ->> 'secret_sha256'
        or i.api_key_hash = p_auth ->> 'api_key_sha256'
        or (i.previous_api_key_hash = p_auth ->> 'api_key_sha256' and i.previous_key_valid_until > now())
      )
      -- what patients write to the number is the other clinic's (app.set_channel_state)
      and c.last_error is distinct from 'number_in_use'
    -- a clinic that gave its instance up may still hold the key: the one whose secret the webhook carries is meant, or
    -- else the one that uses the instance now
    order by (i.secret_hash = p_auth ->> 'secret_sha256') desc nulls last, c.is_active desc limit 1;
  else
    select c.* into v_channel
    from public.notification_channels c where c.id = (p_auth ->> 'channel_id')::uuid and c.provider = p_provider;
  end if;
  return v_channel;
end;
$$;
revoke execute on function app.authorize_event(text, jsonb) from public, anon, authenticated;

create function app.channel_payload(c public.notification_channels, p_qr_changed boolean default false)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('channel', jsonb_build_object(
    'id', c.id, 'provider', c.provider, 'is_active', c.is_active, 'connection_state', c.connection_state,
    'phone', c.phone, 'last_error', c.last_error), 'qr_changed', p_qr_changed);
$$;
revoke execute on function app.channel_payload(public.notification_channels, boolean) from public, anon, authenticated;
grant execute on function app.channel_payload(public.notification_channels, boolean) to service_role;

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
revoke execute on function app.claim_jobs(integer, integer) from public, anon, authenticated;
grant execute on function app.claim_jobs(integer, integer) to service_role;

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
revoke execute on function app.enqueue_message(public.conversation_threads, uuid, text, uuid, text, uuid, jsonb) from public, anon, authenticated;

-- What the events of a batch say, with the clinics that they are said to.
create function app.incoming_actions(p_events jsonb)
returns app.incoming_action[]
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select array_agg(row(c.tenant_id, c.id, c.provider, a.action)::app.incoming_action)
    from (select distinct e ->> 'provider' as provider, e -> 'auth' as auth from jsonb_array_elements(p_events) e) s
    cross join app.authorize_event(s.provider, s.auth) c
    join jsonb_array_elements(p_events) e on e ->> 'provider' = s.provider and e -> 'auth' = s.auth
    cross join jsonb_path_query(e, '$.actions[*]') a (action)
    where c.id is not null);
end;
$$;
revoke execute on function app.incoming_actions(jsonb) from public, anon, authenticated;

-- True when the message is one that we sent: then its send has its id now.
create function app.is_echo_of_send(p_message app.incoming_action, p_thread_id uuid)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_action jsonb := p_message.action;
begin
  return (v_action ->> 'from_me')::boolean and app.claim_echo(
    p_message.tenant_id, p_message.channel_id, p_thread_id, v_action ->> 'provider_message_id',
    v_action ->> 'kind', v_action ->> 'body', coalesce((v_action ->> 'occurred_at')::timestamptz, now())) is not null;
end;
$$;
revoke execute on function app.is_echo_of_send(app.incoming_action, uuid) from public, anon, authenticated;

-- The conversations of whoever wrote, or is written to, in the order of the messages; NULL where anything about the
-- address is new, or it names nobody: then app.resolve_thread decides.
create function app.known_threads(p_messages app.incoming_action[])
returns uuid[]
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select array_agg(a.thread_id order by m.place)
    from unnest(p_messages) with ordinality m (tenant_id, channel_id, provider, action, place)
    left join public.conversation_addresses a on a.tenant_id = m.tenant_id and a.channel = 'whatsapp'
      and a.address = app.canonical_phone(m.action #>> '{address,phone}') and m.action #>> '{address,group}' is null
      and (coalesce(m.action #>> '{address,lid}', m.action #>> '{address,user}') is null or exists (
        select from public.conversation_addresses l
        where l.tenant_id = a.tenant_id and l.channel = 'whatsapp' and l.thread_id = a.thread_id
          and l.address = coalesce('lid:' || (m.action #>> '{address,lid}'), 'user:' || (m.action #>> '{address,user}')))));
end;
$$;
revoke execute on function app.known_threads(app.incoming_action[]) from public, anon, authenticated;

-- A message of ours that is here already, named by a LID alone: the gateway calls whoever we wrote to by it. True when
-- that was news.
create function app.learn_lid_of_send(p_message app.incoming_action)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_thread_id uuid;
begin
  if p_message.action #>> '{address,phone}' is not null or p_message.action #>> '{address,lid}' is null then
    return false;
  end if;
  select m.thread_id into v_thread_id from public.conversation_messages m
  where m.tenant_id = p_message.tenant_id and m.channel_id = p_message.channel_id
    and m.provider_message_id = p_message.action ->> 'provider_message_id';
  return found and app.learn_lid(p_message.tenant_id, v_thread_id, p_message.action #>> '{address,lid}');
end;
$$;
revoke execute on function app.learn_lid_of_send(app.incoming_action) from public, anon, authenticated;

-- Everything that a batch may touch and that is here already, in the order that everybody keeps: addresses of people who
-- are new, messages, conversations. Who writes about them meanwhile waits, and none waits for another in a circle.
create function app.lock_conversations(p_actions app.incoming_action[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_tenants uuid[] := array(select distinct a.tenant_id from unnest(p_actions) a);
  v_written app.incoming_action[] := array(select a from unnest(p_actions) a where (a).action ->> 'type' = 'message');
  v_thread_ids uuid[] := app.lock_threads_to_be(v_written);
  v_merged uuid[] := app.threads_to_merge(v_written);
  v_messages uuid[];
begin
  select array_agg(m.id) into v_messages from (
    select m.id from unnest(p_actions) a
    join public.conversation_messages m on m.tenant_id = a.tenant_id and m.channel_id = a.channel_id
      and m.provider_message_id = coalesce(a.action ->> 'target_provider_id', a.action ->> 'provider_message_id')
    union
    select m.id from unnest(p_actions) a
    join public.conversation_messages m on m.tenant_id = a.tenant_id
      and m.id = case when pg_input_is_valid(a.action ->> 'message_id', 'uuid') then (a.action ->> 'message_id')::uuid end
    union
    -- sends whose echo this may be
    select m.id from unnest(v_written, v_thread_ids) n (tenant_id, channel_id, provider, action, thread_id)
    join public.conversation_messages m on m.tenant_id = n.tenant_id and m.thread_id = n.thread_id
      and m.status = 'sending' and m.provider_message_id is null
    where (n.action ->> 'sent_via_api')::boolean
    union
    select m.id from public.conversation_messages m where m.tenant_id = any (v_tenants) and m.thread_id = any (v_merged)
  ) m;
  perform from public.conversation_messages m
  where m.tenant_id = any (v_tenants) and m.id = any (v_messages)
  order by m.tenant_id, m.id for update;
  -- in full: one may go into another, and a weaker lock, made stronger then, would wait for whoever waits for it
  perform from public.conversation_threads t
  where (t.tenant_id, t.id) in (
    -- read again: they may have moved while they were waited for
    select m.tenant_id, m.thread_id from public.conversation_messages m
    where m.tenant_id = any (v_tenants) and m.id = any (v_messages)
    union
    select n.tenant_id, n.thread_id from unnest(v_written, v_thread_ids) n (tenant_id, channel_id, provider, action, thread_id)
    union
    -- somebody whose other address is known
    select d.tenant_id, d.thread_id
    from unnest(v_written, v_thread_ids) n (tenant_id, channel_id, provider, action, thread_id)
    join public.conversation_addresses d on d.tenant_id = n.tenant_id and d.channel = 'whatsapp'
      and d.address = any (app.address_keys(n.action -> 'address'))
    where n.thread_id is null)
  order by t.tenant_id, t.id for update;
end;
$$;
revoke execute on function app.lock_conversations(app.incoming_action[]) from public, anon, authenticated;

-- A conversation of the caller's clinic, locked for a change.
create function app.lock_thread(p_tenant_id uuid, p_thread_key text)
returns public.conversation_threads
language plpgsql
set search_path = ''
as $$
declare
  v_row public.conversation_threads;
begin
  perform app.require_member(p_tenant_id);
  v_row := app.lock_thread_of_key(p_tenant_id, p_thread_key);
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'conversation_not_found';
  end if;
  return v_row;
end;
$$;
revoke execute on function app.lock_thread(uuid, text) from public, anon, authenticated;

-- The conversation of a key, locked for a change; nothing when there is none. One that is merged into another while it is
-- waited for is followed there.
create function app.lock_thread_of_key(p_tenant_id uuid, p_thread_key text)
returns public.conversation_threads
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid;
  v_row public.conversation_threads;
begin
  loop
    v_id := app.thread_id_of_key(p_tenant_id, p_thread_key);
    select t.* into v_row from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_id for update;
    exit when found or v_id is null;
  end loop;
  return v_row;
end;
$$;
revoke execute on function app.lock_thread_of_key(uuid, text) from public, anon, authenticated;

-- The same for a batch, with the addresses of whoever is new held in one order: batches that create them one by one would
-- wait for each other.
create function app.lock_threads_to_be(p_messages app.incoming_action[])
returns uuid[]
language plpgsql
set search_path = ''
as $$
declare
  v_known uuid[] := app.known_threads(p_messages);
begin
  if array_position(v_known, null) is null then
    return v_known;
  end if;
  perform app.lock_addresses(n.tenant_id, array_agg(k.key))
  from unnest(p_messages, v_known) n (tenant_id, channel_id, provider, action, thread_id),
    unnest(app.address_keys(n.action -> 'address')) k (key)
  where n.thread_id is null group by n.tenant_id order by n.tenant_id;
  return app.known_threads(p_messages);
end;
$$;
revoke execute on function app.lock_threads_to_be(app.incoming_action[]) from public, anon, authenticated;

create function app.note_event(
  p_thread public.conversation_threads, p_kind text, p_at timestamptz, p_assignee_id uuid default null, p_name text default null
)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_event app.conversation_events;
begin
  insert into app.conversation_events (tenant_id, thread_id, kind, actor_id, assignee_id, name, occurred_at)
  values (p_thread.tenant_id, p_thread.id, p_kind, (select p.id from public.profiles p where p.id = auth.uid()), p_assignee_id, p_name, p_at)
  returning * into v_event;
  perform app.broadcast(p_thread.tenant_id, 'conversation_event',
    jsonb_build_object('thread_key', p_thread.thread_key, 'event', app.event_payload(v_event)));
end;
$$;
comment on function app.note_event(public.conversation_threads, text, timestamptz, uuid, text) is
  'Writes an event of a conversation and tells the screens. Caller: whatever changes the conversation, in its transaction.';
revoke execute on function app.note_event(public.conversation_threads, text, timestamptz, uuid, text) from public, anon, authenticated;
grant execute on function app.note_event(public.conversation_threads, text, timestamptz, uuid, text) to service_role;

-- A template filled in for sending: {body, content} of its message.
create function app.prepare_template(p_channel public.notification_channels, p_template jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_template public.message_templates;
  v_variables jsonb;
  v_body text;
begin
  if p_channel.provider <> 'twilio' then
    raise sqlstate 'PT409' using message = 'template_not_supported', hint = 'Templates belong to the official number.';
  end if;
  select * into v_template from public.message_templates t
  where t.tenant_id = p_channel.tenant_id and t.channel_id = p_channel.id and t.id = (p_template ->> 'id')::uuid;
  if not found then
    raise sqlstate 'PT404' using message = 'template_not_found', hint = 'Choose another template.';
  end if;
  if v_template.status <> 'approved' then
    raise sqlstate 'PT409' using message = 'template_not_approved', detail = v_template.status;
  end if;
  v_variables := app.checked_template_variables(v_template, p_template -> 'variables');
  v_body := app.render_template(v_template.body, v_variables);
  if char_length(v_body) > 1024 then
    raise sqlstate 'PT400' using message = 'template_too_long', detail = 'WhatsApp accepts up to 1024 characters in a template.';
  end if;
  return jsonb_build_object('body', v_body, 'content', jsonb_build_object('template', jsonb_build_object(
    'id', v_template.id, 'external_id', v_template.external_id, 'name', v_template.name, 'language', v_template.language,
    'variables', v_variables)));
end;
$$;
revoke execute on function app.prepare_template(public.notification_channels, jsonb) from public, anon, authenticated;

create function app.publish_thread(t public.conversation_threads)
returns void
language sql
set search_path = ''
as $$
  select app.broadcast(t.tenant_id, 'thread', jsonb_build_object('thread', app.thread_payload(t)));
$$;
revoke execute on function app.publish_thread(public.conversation_threads) from public, anon, authenticated;

-- Recomputes the last-message part of a summary and who waits from the messages themselves: after a merge or a send.
create function app.refresh_thread_summary(p_tenant_id uuid, p_thread_id uuid)
returns public.conversation_threads
language plpgsql
set search_path = ''
as $$
declare
  v_last public.conversation_messages;
  v_row public.conversation_threads;
begin
  perform from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = p_thread_id for update;
  select * into v_last from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id
  order by m.occurred_at desc, m.id desc limit 1;
  update public.conversation_threads t set
    last_message_id = v_last.id,
    last_message_at = coalesce(v_last.occurred_at, t.created_at),
    last_message_preview = case when v_last.deleted_at is null then app.message_preview(v_last.kind, v_last.body, v_last.content) else '' end,
    last_message_kind = case when v_last.deleted_at is null then v_last.kind else 'deleted' end,
    last_message_direction = v_last.direction,
    last_message_status = nullif(v_last.status, 'received'),
    waiting_since = app.waiting_since(p_tenant_id, p_thread_id),
    updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = p_thread_id
  returning * into v_row;
  return v_row;
end;
$$;
revoke execute on function app.refresh_thread_summary(uuid, uuid) from public, anon, authenticated;
grant execute on function app.refresh_thread_summary(uuid, uuid) to service_role;

create function app.refresh_waiting(p_thread public.conversation_threads)
returns public.conversation_threads
language plpgsql
set search_path = ''
as $$
declare
  v_thread public.conversation_threads;
begin
  -- locked first: what is told from the messages must be told after whoever wrote one meanwhile
  perform from public.conversation_threads t where t.tenant_id = p_thread.tenant_id and t.id = p_thread.id for no key update;
  update public.conversation_threads t set waiting_since = app.waiting_since(t.tenant_id, t.id), updated_at = clock_timestamp()
  where t.tenant_id = p_thread.tenant_id and t.id = p_thread.id
  returning * into v_thread;
  return v_thread;
end;
$$;
revoke execute on function app.refresh_waiting(public.conversation_threads) from public, anon, authenticated;

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
revoke execute on function app.require_sendable_channel(public.conversation_threads, boolean) from public, anon, authenticated;

create function app.thread_payload(t public.conversation_threads)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return to_jsonb(t) - 'reply_address';
end;
$$;
comment on function app.thread_payload(public.conversation_threads) is 'A conversation as browsers get it, broadcast or listed.';
revoke execute on function app.thread_payload(public.conversation_threads) from public, anon, authenticated;
grant execute on function app.thread_payload(public.conversation_threads) to service_role;
grant execute on function app.thread_payload(public.conversation_threads) to authenticated;

-- Conversations that these messages may make part of others: their LID is named together with a phone that is not theirs
-- (yet: another message of the same batch may begin the conversation of that phone).
create function app.threads_to_merge(p_messages app.incoming_action[])
returns uuid[]
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select array_agg(distinct l.thread_id) from unnest(p_messages) m (tenant_id, channel_id, provider, action)
    join public.conversation_addresses l on l.tenant_id = m.tenant_id and l.channel = 'whatsapp'
      and l.address = coalesce('lid:' || (m.action #>> '{address,lid}'), 'user:' || (m.action #>> '{address,user}'))
    left join public.conversation_addresses a on a.tenant_id = m.tenant_id and a.channel = 'whatsapp'
      and a.address = app.canonical_phone(m.action #>> '{address,phone}')
    where m.action #>> '{address,phone}' is not null and a.thread_id is distinct from l.thread_id);
end;
$$;
revoke execute on function app.threads_to_merge(app.incoming_action[]) from public, anon, authenticated;

-- A conversation as a line of Hoje.
create function app.today_line(t public.conversation_threads)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('thread_key', t.thread_key, 'id', t.id, 'contact_name', t.contact_name, 'phone', t.phone,
    'is_group', t.is_group, 'preview', t.last_message_preview, 'kind', t.last_message_kind, 'assigned_to', t.assigned_to,
    'waiting_since', t.waiting_since, 'last_message_at', t.last_message_at);
$$;
revoke execute on function app.today_line(public.conversation_threads) from public, anon, authenticated;

-- What stays unread once all is here: no more than what came after the last answer that somebody wrote on the phone, where
-- an answer reads what is above it. For messages that arrive late; a new one is the last, so the statement that writes it
-- knows. What another system sent through the provider is nobody's answer, and a notice is nothing to read.
create function app.unread_after_answer(t public.conversation_threads)
returns int
language plpgsql
stable
set search_path = ''
as $$
declare
  v_answer public.conversation_messages;
begin
  if t.unread_count = 0 then
    return 0;
  end if;
  select * into v_answer from public.conversation_messages m
  where m.tenant_id = t.tenant_id and m.thread_id = t.id and m.origin = 'phone' and not m.content ? 'via_api'
  order by m.occurred_at desc, m.id desc limit 1;
  if not found then
    return t.unread_count;
  end if;
  return least(t.unread_count, (
    select count(*) from public.conversation_messages m
    where m.tenant_id = t.tenant_id and m.thread_id = t.id and m.direction = 'inbound' and m.kind <> 'system'
      and (m.occurred_at, m.id) > (v_answer.occurred_at, v_answer.id)));
end;
$$;
revoke execute on function app.unread_after_answer(public.conversation_threads) from public, anon, authenticated;

-- The first webhook that the account signs is the proof that the number is connected: credentials alone receive nothing.
create function app.verify_twilio_channel(p_tenant_id uuid, p_channel_id uuid)
returns public.notification_channels
language plpgsql
set search_path = ''
as $$
declare
  v_channel public.notification_channels;
begin
  update public.twilio_accounts a set verified_at = now()
  where a.tenant_id = p_tenant_id and a.channel_id = p_channel_id and a.verified_at is null;
  update public.notification_channels c set connection_state = 'open', connected_at = now()
  where c.tenant_id = p_tenant_id and c.id = p_channel_id and c.connection_state <> 'open'
  returning * into v_channel;
  if found then
    perform app.broadcast(p_tenant_id, 'channel', app.channel_payload(v_channel));
    return v_channel;
  end if;
  select c.* into v_channel from public.notification_channels c where c.tenant_id = p_tenant_id and c.id = p_channel_id;
  return v_channel;
end;
$$;
revoke execute on function app.verify_twilio_channel(uuid, uuid) from public, anon, authenticated;
grant execute on function app.verify_twilio_channel(uuid, uuid) to service_role;

-- Writes new messages, no two of one conversation, with one statement for all tables: the rows, the summaries of their
-- conversations, what screens hear. Then what follows from a message. Answers how many of them were new.
create function app.write_messages(p_messages app.incoming_action[], p_thread_ids uuid[])
returns int
language plpgsql
set search_path = ''
as $$
declare
  v_added public.conversation_messages[];
  v_told uuid[];
  v_awaited text[];
  v_message public.conversation_messages;
begin
  with incoming as (
    select app.time_ordered_uuid() as id, i.*, (i.action ->> 'from_me')::boolean as from_me, i.action #>> '{address,raw}' as reply_address,
      not (i.action ->> 'from_me')::boolean and i.action ->> 'kind' <> 'system' as is_news,
      (i.action ->> 'from_me')::boolean and not (i.action -> 'content') ? 'via_api'
        and not coalesce((i.action ->> 'sent_via_api')::boolean, false) as is_answer,
      app.sender_name(i.action) as contact_name, app.name_source(i.action) as name_source
    from unnest(p_messages, p_thread_ids) i (tenant_id, channel_id, provider, action, thread_id)
  ), added as (
    insert into public.conversation_messages as m (
      tenant_id, id, thread_id, channel_id, provider, provider_message_id, direction, origin, kind, body, content, media,
      reply_to_provider_id, author_name, status, occurred_at
    )
    select i.tenant_id, i.id, i.thread_id, i.channel_id, i.provider, i.action ->> 'provider_message_id',
      case when i.from_me then 'outbound' else 'inbound' end, case when i.from_me then 'phone' else 'contact' end,
      i.action ->> 'kind', i.action ->> 'body', coalesce(i.action -> 'content', '{}'), nullif(i.action -> 'media', 'null'),
      i.action ->> 'reply_to_provider_id', app.normalize_name(i.action ->> 'author_name'),
      case when i.from_me then coalesce(i.action ->> 'status', 'sent') else 'received' end,
      coalesce((i.action ->> 'occurred_at')::timestamptz, now())
    from incoming i
    on conflict on constraint provider_message_is_stored_once do nothing
    returning m.*, m as message
  ), summarized as (
    update public.conversation_threads t set
      unread_count = case when i.is_answer then 0 else t.unread_count + i.is_news::int end,
      waiting_since = case
        when i.from_me then case when not i.is_answer or a.status = 'failed' then t.waiting_since end
        when not app.asks_for_answer(a.kind) then t.waiting_since
        when t.status = 'finished' then a.occurred_at
        else coalesce(t.waiting_since, a.occurred_at) end,
      last_inbound_at = case when i.is_news then greatest(t.last_inbound_at, a.occurred_at) else t.last_inbound_at end,
      reply_address = coalesce(i.reply_address, t.reply_address),
      status = case when i.is_news then 'open' else t.status end,
      contact_name = case when i.contact_name <> coalesce(t.contact_name, '')
        and app.takes_name(t.contact_name, t.name_source, i.contact_name, i.name_source) then i.contact_name else t.contact_name end,
      name_source = case when i.contact_name <> coalesce(t.contact_name, '')
        and app.takes_name(t.contact_name, t.name_source, i.contact_name, i.name_source) then i.name_source else t.name_source end,
      updated_at = clock_timestamp(),
      last_message_id = a.id,
      last_message_at = a.occurred_at,
      last_message_preview = app.message_preview(a.kind, a.body, a.content),
      last_message_kind = a.kind,
      last_message_direction = a.direction,
      last_message_status = nullif(a.status, 'received')
    from added a join incoming i on i.id = a.id
    where t.tenant_id = a.tenant_id and t.id = a.thread_id
      and (t.last_message_id is null or (a.occurred_at, a.id) > (t.last_message_at, t.last_message_id))
    returning a.id as message_id, a.message, t as thread
  ), told as (
    insert into realtime.messages (topic, extension, event, payload, private)
    select 'tenant:' || (s.message).tenant_id, 'broadcast', 'message', app.message_event(s.message, s.thread), true from summarized s
  )
  select array_agg(a.message), (select array_agg(s.message_id) from summarized s), array_agg(a.provider_message_id) filter (where exists (
      select from app.early_actions e
      where e.tenant_id = a.tenant_id and e.channel_id = a.channel_id and e.provider_message_id = a.provider_message_id))
  into v_added, v_told, v_awaited
  from added a;

  foreach v_message in array coalesce(v_added, '{}') loop
    if (v_message.id = any (v_told)) is not true then
      perform app.count_late_message(v_message, (
        select i.action from unnest(p_messages) i (tenant_id, channel_id, provider, action)
        where i.tenant_id = v_message.tenant_id and i.channel_id = v_message.channel_id
          and i.action ->> 'provider_message_id' = v_message.provider_message_id));
    end if;
    if v_message.direction = 'inbound' then
      perform app.apply_opt_word(v_message);
    end if;
    if v_message.provider_message_id = any (v_awaited) then
      perform app.apply_early_actions(v_message.tenant_id, v_message.channel_id, v_message.provider_message_id);
    end if;
  end loop;
  return coalesce(cardinality(v_added), 0);
end;
$$;
revoke execute on function app.write_messages(app.incoming_action[], uuid[]) from public, anon, authenticated;

create function public.assign_conversation(p_tenant_id uuid, p_thread_key text, p_user_id uuid)
returns public.conversation_threads
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
begin
  if p_user_id is not null and not exists (
    select from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = p_user_id and m.status = 'active'
  ) then
    raise sqlstate 'PT400' using message = 'assignee_not_a_member';
  end if;
  if v_row.assigned_to is not distinct from p_user_id then
    return v_row;
  end if;
  update public.conversation_threads t set
    assigned_to = p_user_id, assigned_at = case when p_user_id is not null then now() end, updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  perform app.note_event(v_row, case when p_user_id is null then 'unassigned' else 'assigned' end, clock_timestamp(), p_user_id);
  perform app.publish_thread(v_row);
  return v_row;
end;
$$;
comment on function public.assign_conversation(uuid, text, uuid) is
  'Caller: members. p_user_id NULL leaves it to nobody. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found, PT400 assignee_not_a_member.';
revoke execute on function public.assign_conversation(uuid, text, uuid) from public, anon, authenticated;
grant execute on function public.assign_conversation(uuid, text, uuid) to authenticated;

create function public.get_conversation(p_tenant_id uuid, p_thread_key text)
returns public.conversation_threads
language plpgsql
stable
set search_path = ''
as $$
declare
  v_row public.conversation_threads;
begin
  perform app.require_member(p_tenant_id);
  select t.* into v_row from public.conversation_threads t
  where t.tenant_id = p_tenant_id and t.id = app.thread_id_of_key(p_tenant_id, p_thread_key);
  if not found then
    raise sqlstate 'PT404' using message = 'conversation_not_found';
  end if;
  return v_row;
end;
$$;
comment on function public.get_conversation(uuid, text) is 'Caller: members. A key of a conversation merged into another finds that other one. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';
revoke execute on function public.get_conversation(uuid, text) from public, anon, authenticated;
grant execute on function public.get_conversation(uuid, text) to authenticated;

create function public.list_conversations(
  p_tenant_id uuid, p_filter text default 'all', p_status text default 'open', p_search text default null,
  p_before_at timestamptz default null, p_before_id uuid default null, p_limit integer default 40
)
returns setof public.conversation_threads
language plpgsql
stable
set search_path = ''
as $$
declare
  v_limit int := least(greatest(coalesce(p_limit, 40), 1), 100);
  v_at timestamptz := coalesce(p_before_at, 'infinity');
  v_id uuid := coalesce(p_before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  v_is_search boolean := app.search_condition(p_search) is not null;
begin
  perform app.require_member(p_tenant_id);
  if not v_is_search and p_filter = 'all' then
    return query
      select t.* from public.conversation_threads t
      where t.tenant_id = p_tenant_id and t.status = p_status and (t.last_message_at, t.id) < (v_at, v_id)
      order by t.last_message_at desc, t.id desc limit v_limit;
    return;
  end if;
  -- who waits longest comes first; a search finds them newest first, as everywhere
  if not v_is_search and p_filter = 'waiting' then
    return query
      select t.* from public.conversation_threads t
      where t.tenant_id = p_tenant_id and t.status = p_status and t.waiting_since is not null
        and (t.waiting_since, t.id) > (coalesce(p_before_at, '-infinity'), coalesce(p_before_id, '00000000-0000-0000-0000-000000000000'))
      order by t.waiting_since, t.id limit v_limit;
    return;
  end if;
  return query
    select t.* from public.conversation_threads t
    where t.tenant_id = p_tenant_id and t.status = p_status and (t.last_message_at, t.id) < (v_at, v_id)
      and (p_filter <> 'unread' or t.unread_count > 0)
      and (p_filter <> 'waiting' or t.waiting_since is not null)
      and (p_filter <> 'mine' or t.assigned_to = (select auth.uid()))
      and (p_filter <> 'unassigned' or t.assigned_to is null)
      and (not v_is_search or t.id in (select f.id from app.find_conversations(p_tenant_id, p_search) f (id)))
    order by t.last_message_at desc, t.id desc limit v_limit;
end;
$$;
comment on function public.list_conversations(uuid, text, text, text, timestamptz, uuid, integer) is
  'Caller: members. Newest first; pass the last row''s last_message_at and id for the next page. p_filter all|unread|mine|unassigned|waiting; without a search, waiting is longest first and pages by waiting_since, p_status open|finished, p_limit up to 100. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_conversations(uuid, text, text, text, timestamptz, uuid, integer) from public, anon, authenticated;
grant execute on function public.list_conversations(uuid, text, text, text, timestamptz, uuid, integer) to authenticated;

create function public.mark_conversation_read(p_tenant_id uuid, p_thread_key text, p_seen_id uuid default null)
returns public.conversation_threads
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
  v_unread integer := 0;
begin
  if v_row.unread_count > 0 and p_seen_id is not null then
    -- ids tell the order of arrival
    select least(count(*), v_row.unread_count) into v_unread from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.thread_id = v_row.id and m.direction = 'inbound' and m.kind <> 'system' and m.id > p_seen_id;
  end if;
  if v_row.unread_count = v_unread then
    return v_row;
  end if;
  update public.conversation_threads t set unread_count = v_unread, updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  perform app.publish_thread(v_row);
  return v_row;
end;
$$;
comment on function public.mark_conversation_read(uuid, text, uuid) is 'Caller: members. p_seen_id is the newest message, by id, that the person has on the screen: what arrived after it stays unread. NULL: everything is read. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';
revoke execute on function public.mark_conversation_read(uuid, text, uuid) from public, anon, authenticated;
grant execute on function public.mark_conversation_read(uuid, text, uuid) to authenticated;

create function public.mark_conversation_unread(p_tenant_id uuid, p_thread_key text)
returns public.conversation_threads
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
begin
  if v_row.unread_count > 0 then
    return v_row;
  end if;
  update public.conversation_threads t set unread_count = 1, updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  perform app.publish_thread(v_row);
  return v_row;
end;
$$;
comment on function public.mark_conversation_unread(uuid, text) is
  'Caller: members. For somebody to look at again; the next look reads it. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';
revoke execute on function public.mark_conversation_unread(uuid, text) from public, anon, authenticated;
grant execute on function public.mark_conversation_unread(uuid, text) to authenticated;

create function public.rename_conversation(p_tenant_id uuid, p_thread_key text, p_name text)
returns public.conversation_threads
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
  v_name text := app.typed_name(p_name);
  v_source text := 'person';
begin
  if v_name is null then
    select f.name, f.name_source into v_name, v_source from app.first_name(p_tenant_id, array(
      select a.address from public.conversation_addresses a where a.tenant_id = p_tenant_id and a.thread_id = v_row.id), null, null) f;
  end if;
  if (v_row.contact_name, v_row.name_source) is not distinct from (v_name, v_source) then
    return v_row;
  end if;
  update public.conversation_threads t set contact_name = v_name, name_source = v_source, updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  if v_row.contact_name is not null then
    perform app.note_event(v_row, 'renamed', clock_timestamp(), null, v_row.contact_name);
  end if;
  perform app.publish_thread(v_row);
  return v_row;
end;
$$;
comment on function public.rename_conversation(uuid, text, text) is
  'Caller: members. A typed name stands whatever providers say later; an empty one gives the name back to them. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';
revoke execute on function public.rename_conversation(uuid, text, text) from public, anon, authenticated;
grant execute on function public.rename_conversation(uuid, text, text) to authenticated;

create function public.set_conversation_opt_out(p_tenant_id uuid, p_thread_key text, p_opted_out boolean)
returns public.conversation_threads
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
  v_before boolean := v_row.opted_out;
begin
  if p_opted_out then
    insert into public.conversation_optouts (tenant_id, thread_id, created_by) values (p_tenant_id, v_row.id, auth.uid())
    -- the latest note stands, also over a word of the person
    on conflict (tenant_id, thread_id) do update set keyword = null, created_by = excluded.created_by, created_at = now();
  else
    delete from public.conversation_optouts where tenant_id = p_tenant_id and thread_id = v_row.id;
  end if;
  update public.conversation_threads t set opted_out = coalesce(p_opted_out, false), updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  if v_row.opted_out <> v_before then
    perform app.note_event(v_row, case when v_row.opted_out then 'opted_out' else 'opted_in' end, clock_timestamp());
  end if;
  perform app.publish_thread(v_row);
  return v_row;
end;
$$;
comment on function public.set_conversation_opt_out(uuid, text, boolean) is
  'Caller: members. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';
revoke execute on function public.set_conversation_opt_out(uuid, text, boolean) from public, anon, authenticated;
grant execute on function public.set_conversation_opt_out(uuid, text, boolean) to authenticated;

create function public.set_conversation_status(p_tenant_id uuid, p_thread_key text, p_status text)
returns public.conversation_threads
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
begin
  if p_status is null or p_status not in ('open', 'finished') then
    raise sqlstate 'PT400' using message = 'invalid_status';
  end if;
  if v_row.status = p_status then
    return v_row;
  end if;
  update public.conversation_threads t set status = p_status, updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  perform app.publish_thread(v_row);
  return v_row;
end;
$$;
comment on function public.set_conversation_status(uuid, text, text) is
  'Caller: members. open or finished. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found, PT400 invalid_status.';
revoke execute on function public.set_conversation_status(uuid, text, text) from public, anon, authenticated;
grant execute on function public.set_conversation_status(uuid, text, text) to authenticated;

create function public.start_conversation(p_tenant_id uuid, p_phone text, p_name text default null)
returns public.conversation_threads
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_phone text;
  v_name text := app.typed_name(p_name);
  v_thread_id uuid;
  v_row public.conversation_threads;
begin
  perform app.require_member(p_tenant_id);
  v_phone := app.normalize_phone(p_phone);
  if v_phone is null then
    raise sqlstate 'PT400' using message = 'invalid_phone', hint = 'Write area code and number, for example (11) 91234-5678.';
  end if;
  -- a statement of its own: a query does not see the row that a function inside it inserts
  v_thread_id := app.resolve_thread(p_tenant_id, jsonb_build_object('phone', v_phone), v_name, 'person');
  select * into v_row from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_thread_id;
  if v_row.status = 'finished' or v_row.contact_name is null and v_name is not null then
    -- whoever has a name keeps it
    update public.conversation_threads t set status = 'open', updated_at = clock_timestamp(),
      contact_name = coalesce(t.contact_name, v_name),
      name_source = case when t.contact_name is null and v_name is not null then 'person' else t.name_source end
    where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  end if;
  perform app.publish_thread(v_row);
  return v_row;
end;
$$;
comment on function public.start_conversation(uuid, text, text) is
  'Caller: members. Finds or opens the conversation of a typed phone; p_name is for one without a name. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_phone.';
revoke execute on function public.start_conversation(uuid, text, text) from public, anon, authenticated;
grant execute on function public.start_conversation(uuid, text, text) to authenticated;

insert into app.opt_words (word, effect) values
  ('parar', 'opt_out'), ('pare', 'opt_out'), ('sair', 'opt_out'), ('stop', 'opt_out'), ('cancelar mensagens', 'opt_out'),
  ('descadastrar', 'opt_out'), ('remover', 'opt_out'), ('nao quero mais', 'opt_out'), ('nao enviar', 'opt_out'),
  ('unsubscribe', 'opt_out'), ('chega', 'opt_out'), ('cancelar inscricao', 'opt_out'), ('nao quero receber', 'opt_out'),
  ('stop all', 'opt_out'),
  ('voltar', 'opt_in'), ('retornar', 'opt_in'), ('reativar', 'opt_in'), ('restart', 'opt_in')
on conflict (word) do update set effect = excluded.effect;

create table app.channel_routes (
  kind text not null,
  identity text not null,
  tenant_id uuid not null,
  channel_id uuid not null,
  claimed_at timestamptz not null default now(),
  primary key (kind, identity),
  foreign key (tenant_id, channel_id) references public.notification_channels (tenant_id, id) on delete cascade,
  constraint kind_is_known check (kind in ('instance', 'number'))
);

alter table app.channel_routes enable row level security;

create index channel_routes_channel on app.channel_routes (tenant_id, channel_id);

create policy select_nobody on app.channel_routes for select to authenticated using (false);

comment on table app.channel_routes is
  'Which channel an Evolution instance (its id at the server) and the phone paired with it (E.164) belong to; one clinic at a time.';

revoke all on app.channel_routes from anon, authenticated;
grant select, insert, update, delete on app.channel_routes to service_role;

-- What happened to a conversation beside its messages: thin lines between the bubbles. Written by whatever changes the
-- conversation, in the same transaction.
create table app.conversation_events (
  tenant_id uuid not null,
  id uuid not null default app.time_ordered_uuid(),
  thread_id uuid not null,
  kind text not null,
  actor_id uuid references public.profiles (id) on delete set null,
  assignee_id uuid references public.profiles (id) on delete set null,
  name text,
  occurred_at timestamptz not null default clock_timestamp(),
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade,
  constraint event_kind_is_known check (
    kind in ('assigned', 'unassigned', 'finished', 'reopened', 'opted_out', 'opted_in', 'renamed')),
  constraint event_name_fits check (char_length(name) <= 200)
);

alter table app.conversation_events enable row level security;

create index conversation_events_timeline on app.conversation_events (tenant_id, thread_id, occurred_at desc, id desc);
create index conversation_events_actor on app.conversation_events (actor_id);
create index conversation_events_assignee on app.conversation_events (assignee_id);

-- read through list_conversation_events only
create policy select_nobody on app.conversation_events for select to authenticated using (false);

comment on table app.conversation_events is 'Assigned, finished, reopened, opted out or in, renamed: by whom and when. A merge moves them with the messages.';
comment on column app.conversation_events.actor_id is 'Who did it; NULL when the person of the conversation or a rule did.';
comment on column app.conversation_events.occurred_at is 'Its place between the messages: an event that a message brought about stands at that message.';

grant select, insert, update, delete on app.conversation_events to service_role;

-- Words and numbers by which a conversation is found. A table of its own: every message updates a conversation, and only a
-- new name or phone is to touch this index.
create table app.conversation_search (
  tenant_id uuid not null,
  thread_id uuid not null,
  words text not null,
  primary key (tenant_id, thread_id),
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade
);

alter table app.conversation_search enable row level security;

create index conversation_search_words on app.conversation_search using gin (tenant_id, words extensions.gin_trgm_ops)
  -- names change seldom: better each is put into its place than that searches read a list of pending ones
  with (fastupdate = off);

create policy select_nobody on app.conversation_search for select to authenticated using (false);

comment on table app.conversation_search is 'What app.find_conversations looks in: the words of the name, each after a space, and the phone with and without its ninth digit.';

-- A status, edit, delete or reaction that arrived before its message (providers promise no order, and a callback
-- may beat the response of the send it belongs to). Applied as soon as the message is there.
create table app.early_actions (
  tenant_id uuid not null,
  channel_id uuid not null,
  provider_message_id text not null,
  action jsonb not null,
  id bigint generated always as identity primary key,
  created_at timestamptz not null default now(),
  foreign key (tenant_id, channel_id) references public.notification_channels (tenant_id, id) on delete cascade
);

alter table app.early_actions enable row level security;

create index early_actions_target on app.early_actions (tenant_id, channel_id, provider_message_id);
create index early_actions_age on app.early_actions (created_at);

create policy select_nobody on app.early_actions for select to authenticated using (false);

create table app.webhook_events (
  tenant_id uuid not null,
  channel_id uuid not null,
  event_key text not null,
  provider text not null,
  event_type text not null,
  outcome text not null,
  reason text,
  raw jsonb not null,
  received_at timestamptz not null default now(),
  reviewed_at timestamptz,
  primary key (tenant_id, channel_id, event_key),
  foreign key (tenant_id, channel_id) references public.notification_channels (tenant_id, id) on delete cascade,
  constraint outcome_is_known check (outcome in ('applied', 'ignored', 'unparsed'))
);

alter table app.webhook_events enable row level security;

create index webhook_events_unparsed on app.webhook_events (tenant_id, received_at desc) where outcome = 'unparsed' and reviewed_at is null;

create policy select_nobody on app.webhook_events for select to authenticated using (false);

comment on table app.webhook_events is 'Every authentic webhook as received (secrets redacted), once per provider event (event_key).';
comment on column app.webhook_events.reviewed_at is 'When an administrator had seen an event of which something was not understood; NULL: it is still listed.';

create table app_private.channel_credentials (
  tenant_id uuid not null,
  channel_id uuid not null,
  credentials jsonb not null,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, channel_id),
  foreign key (tenant_id, channel_id) references public.notification_channels (tenant_id, id) on delete cascade
);

alter table app_private.channel_credentials enable row level security;

create policy select_nobody on app_private.channel_credentials for select to authenticated using (false);

comment on table app_private.channel_credentials is 'AES-GCM ciphertext {v, kid, iv, ct} made by the edge functions; the key is in their environment only.';

create table public.conversation_addresses (
  tenant_id uuid not null,
  channel text not null,
  address text not null,
  thread_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, channel, address),
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade
);

alter table public.conversation_addresses enable row level security;

create index conversation_addresses_thread on public.conversation_addresses (tenant_id, thread_id);

create policy select_members on public.conversation_addresses for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.conversation_addresses is 'Every address of a person on a channel: +E.164, lid:<digits> user:<id of a hidden phone> or group:<jid>. Makes one conversation per person.';

-- No write grants: messages are created by ingest and by create_outbound_message only.
revoke all on public.conversation_addresses from anon, authenticated;
grant select on public.conversation_addresses to authenticated;
grant select, insert, update, delete on public.conversation_addresses to service_role;

create table public.conversation_messages (
  tenant_id uuid not null,
  id uuid not null default app.time_ordered_uuid(),
  thread_id uuid not null,
  channel_id uuid not null,
  provider text not null,
  provider_message_id text,
  client_id uuid,
  direction text not null,
  origin text not null,
  kind text not null,
  body text,
  content jsonb not null default '{}',
  media jsonb,
  reactions jsonb not null default '[]',
  reacted_at jsonb not null default '{}',
  reply_to_id uuid,
  reply_to_provider_id text,
  author_name text,
  opt_effect text,
  sent_by uuid,
  status text not null,
  error_code text,
  error_detail text,
  occurred_at timestamptz not null,
  next_attempt_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  edited_at timestamptz,
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint provider_message_is_stored_once unique (tenant_id, channel_id, provider_message_id),
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade,
  foreign key (tenant_id, channel_id) references public.notification_channels (tenant_id, id) on delete cascade,
  constraint origin_is_known check (origin in ('contact', 'app', 'phone', 'automation')),
  constraint status_fits_direction check (
    direction = 'inbound' and status = 'received'
    or direction = 'outbound' and status in ('queued', 'sending', 'sent', 'delivered', 'read', 'failed')
  ),
  constraint body_fits check (char_length(body) <= 65536)
);

alter table public.conversation_messages enable row level security;

create unique index conversation_messages_client on public.conversation_messages (tenant_id, client_id) where client_id is not null;
create index conversation_messages_timeline on public.conversation_messages (tenant_id, thread_id, occurred_at desc, id desc);
create index conversation_messages_in_line on public.conversation_messages (tenant_id, thread_id)
  where status in ('queued', 'sending');
create index conversation_messages_failed on public.conversation_messages (tenant_id, occurred_at desc)
  where status = 'failed';

create policy select_members on public.conversation_messages for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create trigger conversation_messages_wake_line after update of status on public.conversation_messages
  for each row when (old.status in ('queued', 'sending') and new.status not in ('queued', 'sending'))
  execute function app.tg_conversation_messages__wake_line();

comment on table public.conversation_messages is 'Every message, both directions. kind, content and media are described in docs/glossary.md.';
comment on column public.conversation_messages.reacted_at is 'Moment of the latest reaction of each person ({contact, us}, in groups the author''s address; votes in a poll with "vote:" before it), taken back or not: an older one that arrives late loses.';
comment on column public.conversation_messages.opt_effect is 'opt_out or opt_in when the person asked for it (app.opt_effect_of, D4), whatever the message was edited into later.';
comment on column public.conversation_messages.next_attempt_at is 'While it is queued or sending: when it is tried, or looked for, again. A queued one without it waits for an earlier one of its conversation.';
comment on column public.conversation_messages.status is 'Outbound ladder queued < sending < sent < delivered < read; failed only before delivered. Inbound: received.';

-- No write grants: messages are created by ingest and by create_outbound_message only.
revoke all on public.conversation_messages from anon, authenticated;
grant select on public.conversation_messages to authenticated;
grant select, insert, update, delete on public.conversation_messages to service_role;

create table public.conversation_optouts (
  tenant_id uuid not null,
  thread_id uuid not null,
  keyword text,
  created_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, thread_id),
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade
);

alter table public.conversation_optouts enable row level security;

create index conversation_optouts_created_by on public.conversation_optouts (created_by);

create policy select_members on public.conversation_optouts for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.conversation_optouts is 'People who asked not to be written to (LGPD art. 18 §2). conversation_threads.opted_out mirrors it for lists.';

-- No write grants: messages are created by ingest and by create_outbound_message only.
revoke all on public.conversation_optouts from anon, authenticated;
grant select on public.conversation_optouts to authenticated;
grant select, insert, update, delete on public.conversation_optouts to service_role;

create table public.evolution_instances (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  channel_id uuid not null,
  external_id text not null,
  server_url text not null,
  webhook_url text not null,
  api_key_hash text,
  previous_api_key_hash text,
  previous_key_valid_until timestamptz,
  secret_hash text not null,
  qr_code text,
  pairing_code text,
  qr_updated_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint one_instance_per_channel unique (tenant_id, channel_id),
  foreign key (tenant_id, channel_id) references public.notification_channels (tenant_id, id) on delete cascade,
  constraint hashes_are_sha256_hex check (
    api_key_hash ~ '^[0-9a-f]{64}$' and previous_api_key_hash ~ '^[0-9a-f]{64}$' and secret_hash ~ '^[0-9a-f]{64}$'
  )
);

alter table public.evolution_instances enable row level security;

create index evolution_instances_external_id on public.evolution_instances (external_id);

create policy select_admins on public.evolution_instances for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin'])));

create trigger evolution_instances_touch before update on public.evolution_instances
  for each row execute function app.tg_any__touch_updated_at();

comment on column public.evolution_instances.api_key_hash is 'SHA-256 (hex) of the instance''s apikey. The previous one stays valid until previous_key_valid_until.';
comment on column public.evolution_instances.secret_hash is 'SHA-256 (hex) of the header secret that provisioning gave to the webhook.';

-- Written by the functions below only; hashes are not selectable even by admins.
revoke all on public.evolution_instances from anon, authenticated;
grant select (tenant_id, id, channel_id, external_id, server_url, webhook_url, qr_code, pairing_code, qr_updated_at, created_at, updated_at) on public.evolution_instances to authenticated;
grant select, insert, update, delete on public.evolution_instances to service_role;

create table public.message_templates (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  channel_id uuid not null,
  external_id text not null,
  name text not null,
  language text not null,
  category text,
  body text not null,
  variables jsonb not null default '[]',
  extras jsonb not null default '[]',
  status text not null,
  rejection_reason text,
  synced_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint template_is_stored_once unique (tenant_id, channel_id, external_id),
  foreign key (tenant_id, channel_id) references public.notification_channels (tenant_id, id) on delete cascade,
  constraint template_status_is_known check (status in ('approved', 'pending', 'rejected', 'paused', 'disabled', 'unsubmitted')),
  constraint name_is_one_plain_line check (name = app.normalize_name(name)),
  constraint external_id_is_hx check (external_id ~ '^HX[0-9a-zA-Z]{30,32}$'),
  constraint variables_are_a_list check (jsonb_typeof(variables) = 'array'),
  constraint extras_are_a_list check (jsonb_typeof(extras) = 'array')
);

alter table public.message_templates enable row level security;

create policy select_members on public.message_templates for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.message_templates is 'Message templates of a channel as the provider listed them last; kept up by app.replace_message_templates.';
comment on column public.message_templates.variables is 'What has to be filled in, in order of appearance: [{key, example}].';
comment on column public.message_templates.extras is 'What the patient reads around the text, for the preview: [{kind: title|footer|button|detail, text}]; a detail is another text with variables, such as the address behind a button.';
comment on column public.message_templates.updated_at is 'When the template itself changed; synced_at is when it was last seen.';

-- No write grants: the provider's list is the truth, and only the sync writes it down.
revoke all on public.message_templates from anon, authenticated;
grant select on public.message_templates to authenticated;
grant select, insert, update, delete on public.message_templates to service_role;

-- The person's latest word counts, in whatever order the words arrive.
create function app.apply_opt_word(p_message public.conversation_messages)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_wish record := app.opt_effect_of(p_message);
  v_changed boolean;
  v_thread public.conversation_threads;
begin
  if v_wish.effect is null then
    return;
  end if;
  update public.conversation_messages m set opt_effect = v_wish.effect where m.tenant_id = p_message.tenant_id and m.id = p_message.id;
  -- providers count in seconds: of two words of one second the one that arrived last counts
  if (app.latest_opt_word(p_message.tenant_id, p_message.thread_id)).said_at > p_message.occurred_at then
    return;
  end if;
  if v_wish.effect = 'opt_out' then
    insert into public.conversation_optouts (tenant_id, thread_id, keyword)
    values (p_message.tenant_id, p_message.thread_id, v_wish.keyword) on conflict do nothing;
    v_changed := found;
  else
    v_changed := app.lift_opt_out(p_message.tenant_id, array[p_message.thread_id], p_message.occurred_at);
  end if;
  if v_changed then
    update public.conversation_threads set opted_out = (v_wish.effect = 'opt_out'), updated_at = clock_timestamp()
    where tenant_id = p_message.tenant_id and id = p_message.thread_id returning * into v_thread;
    perform app.note_event(v_thread, case v_wish.effect when 'opt_out' then 'opted_out' else 'opted_in' end, p_message.occurred_at);
    perform app.publish_thread(v_thread);
    -- a provider that acted on the word has answered it
    if not p_message.content ? 'opt_effect' then
      insert into app.jobs (tenant_id, kind, payload, dedupe_key)
      values (p_message.tenant_id, v_wish.effect || '_ack',
        jsonb_build_object('thread_key', v_thread.thread_key, 'message_id', p_message.id, 'keyword', v_wish.keyword),
        v_wish.effect || ':' || p_message.id);
    end if;
  end if;
end;
$$;
revoke execute on function app.apply_opt_word(public.conversation_messages) from public, anon, authenticated;

-- A report about a locked message of ours: the message after it, or NULL when it tells nothing new.
create function app.apply_status(p_message public.conversation_messages, p_action jsonb, p_at timestamptz)
returns public.conversation_messages
language plpgsql
set search_path = ''
as $$
declare
  v_status text := p_action ->> 'status';
  v_message public.conversation_messages;
begin
  if p_message.direction <> 'outbound' then
    return null;
  elsif app.status_advances(p_message.status, v_status) then
    update public.conversation_messages m set
      status = v_status,
      delivered_at = case when v_status in ('delivered', 'read') then least(m.delivered_at, p_at) end,
      read_at = case when v_status = 'read' then p_at end,
      error_code = case when v_status = 'failed' then coalesce(p_action ->> 'error_code', 'rejected_by_provider') end,
      error_detail = case when v_status = 'failed' then p_action ->> 'error_detail' end
    where m.tenant_id = p_message.tenant_id and m.id = p_message.id returning * into v_message;
    if v_message.error_code = 'opted_out_at_provider' then
      perform app.note_refused_person(v_message);
    end if;
  elsif p_at < (case v_status when 'delivered' then p_message.delivered_at when 'read' then p_message.read_at end) then
    -- a late report still knows better when it was
    update public.conversation_messages m set
      delivered_at = least(m.delivered_at, p_at), read_at = case when v_status = 'read' then p_at else m.read_at end
    where m.tenant_id = p_message.tenant_id and m.id = p_message.id returning * into v_message;
  end if;
  return v_message;
end;
$$;
revoke execute on function app.apply_status(public.conversation_messages, jsonb, timestamptz) from public, anon, authenticated;

create function app.broadcast_message(m public.conversation_messages, t public.conversation_threads)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.broadcast(m.tenant_id, 'message', app.message_event(m, t));
end;
$$;
revoke execute on function app.broadcast_message(public.conversation_messages, public.conversation_threads) from public, anon, authenticated;
grant execute on function app.broadcast_message(public.conversation_messages, public.conversation_threads) to service_role;

-- The values for a template's variables, trimmed; refuses what WhatsApp refuses, and characters that break a line, turn its
-- direction or show nothing. Others that were given are left out.
create function app.checked_template_variables(p_template public.message_templates, p_given jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_key text;
  v_value text;
  v_variables jsonb := '{}';
begin
  for v_key in select v ->> 'key' from jsonb_array_elements(p_template.variables) v loop
    v_value := btrim(p_given ->> v_key);
    if coalesce(v_value, '') = '' or char_length(v_value) > 500
      or v_value ~ '[\u0001-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]'
      or v_value ~ '[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]{4}'
      or v_value ~ '^[ \u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u202f\u205f-\u2065\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0]*$' then
      raise sqlstate 'PT400' using message = 'template_variables_invalid', detail = v_key,
        hint = 'Up to 500 characters in one line, without four spaces in a row.';
    end if;
    v_variables := v_variables || jsonb_build_object(v_key, v_value);
  end loop;
  return v_variables;
end;
$$;
revoke execute on function app.checked_template_variables(public.message_templates, jsonb) from public, anon, authenticated;

-- A message that is older than the conversation's last one: counted, but lists go on showing the newer one.
create function app.count_late_message(p_message public.conversation_messages, p_action jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_is_inbound boolean := p_message.direction = 'inbound' and p_message.kind <> 'system';
  v_name text := app.sender_name(p_action);
  v_source text := app.name_source(p_action);
  v_thread public.conversation_threads;
begin
  select * into v_thread from public.conversation_threads t
  where t.tenant_id = p_message.tenant_id and t.id = p_message.thread_id for no key update;
  v_thread.unread_count := v_thread.unread_count + v_is_inbound::int;
  update public.conversation_threads t set
    unread_count = app.unread_after_answer(v_thread),
    waiting_since = app.waiting_since(t.tenant_id, t.id),
    last_inbound_at = case when v_is_inbound then greatest(t.last_inbound_at, p_message.occurred_at) else t.last_inbound_at end,
    status = case when v_is_inbound then 'open' else t.status end,
    contact_name = case when app.takes_name(t.contact_name, t.name_source, v_name, v_source) then v_name else t.contact_name end,
    name_source = case when app.takes_name(t.contact_name, t.name_source, v_name, v_source) then v_source else t.name_source end,
    updated_at = clock_timestamp()
  where t.tenant_id = p_message.tenant_id and t.id = p_message.thread_id
  returning * into v_thread;
  perform app.broadcast_message(p_message, v_thread);
end;
$$;
revoke execute on function app.count_late_message(public.conversation_messages, jsonb) from public, anon, authenticated;

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
revoke execute on function app.fail_message(uuid, uuid, text, text) from public, anon, authenticated;

create function app.is_followed(p_message public.conversation_messages, p_line_no bigint)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return exists (
    select from app.line_of(p_message.tenant_id, p_message.thread_id) l where l.line_no > p_line_no);
end;
$$;
revoke execute on function app.is_followed(public.conversation_messages, bigint) from public, anon, authenticated;

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
revoke execute on function app.late_refusal(public.conversation_messages) from public, anon, authenticated;

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
revoke execute on function app.lease_new_send(public.conversation_messages, boolean, boolean) from public, anon, authenticated;

-- A message of the caller's clinic, its job locked before it, as everywhere.
create function app.lock_outbound(p_tenant_id uuid, p_message_id uuid)
returns public.conversation_messages
language plpgsql
set search_path = ''
as $$
declare
  v_message public.conversation_messages;
begin
  perform app.require_member(p_tenant_id);
  perform from app.jobs j where j.dedupe_key = 'send:' || p_message_id and j.tenant_id = p_tenant_id and j.finished_at is null
  for update;
  select * into v_message from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.id = p_message_id and m.direction = 'outbound' for update;
  if not found then
    raise sqlstate 'PT404' using message = 'message_not_found';
  end if;
  return v_message;
end;
$$;
revoke execute on function app.lock_outbound(uuid, uuid) from public, anon, authenticated;

create function app.message_event(m public.conversation_messages, t public.conversation_threads)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('thread', app.thread_payload(t), 'message', app.message_payload(m));
end;
$$;
comment on function app.message_event(public.conversation_messages, public.conversation_threads) is 'The event "message": {thread, message}.';
revoke execute on function app.message_event(public.conversation_messages, public.conversation_threads) from public, anon, authenticated;
grant execute on function app.message_event(public.conversation_messages, public.conversation_threads) to service_role;

create function app.message_payload(m public.conversation_messages)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  if char_length(m.body) > 2000 then
    m.body := left(m.body, 2000);
    return to_jsonb(m) - array['channel_id', 'reacted_at', 'opt_effect'] || '{"truncated": true}';
  end if;
  return to_jsonb(m) - array['channel_id', 'reacted_at', 'opt_effect'];
end;
$$;
comment on function app.message_payload(public.conversation_messages) is 'A message as broadcast; a body beyond 2,000 characters is cut (truncated: true).';
revoke execute on function app.message_payload(public.conversation_messages) from public, anon, authenticated;
grant execute on function app.message_payload(public.conversation_messages) to service_role;

-- The latest reaction of a conversation, for the preview in lists; one that is taken back shows the last message again.
create function app.note_reaction(p_message public.conversation_messages, p_reaction jsonb, p_at timestamptz)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_emoji text := nullif(p_reaction ->> 'emoji', '');
begin
  update public.conversation_threads t set
    last_reaction = case when v_emoji is not null then jsonb_strip_nulls(jsonb_build_object(
      'emoji', v_emoji, 'by', p_reaction ->> 'by', 'author', p_reaction ->> 'author', 'at', p_at, 'message_id', p_message.id, 'kind', p_message.kind,
      'preview', case when p_message.deleted_at is null then app.message_preview(p_message.kind, p_message.body, p_message.content) else '' end))
    end,
    updated_at = clock_timestamp()
  where t.tenant_id = p_message.tenant_id and t.id = p_message.thread_id
    and (
      v_emoji is not null and coalesce((t.last_reaction ->> 'at')::timestamptz, '-infinity') <= p_at
      or v_emoji is null and t.last_reaction ->> 'message_id' = p_message.id::text
        and coalesce(t.last_reaction ->> 'author', t.last_reaction ->> 'by') = coalesce(p_reaction ->> 'author', p_reaction ->> 'by'));
end;
$$;
revoke execute on function app.note_reaction(public.conversation_messages, jsonb, timestamptz) from public, anon, authenticated;

-- The provider refused a message of ours because the person opted out there: the next one is refused here.
create function app.note_refused_person(p_message public.conversation_messages)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_thread public.conversation_threads;
begin
  insert into public.conversation_optouts (tenant_id, thread_id, keyword)
  values (p_message.tenant_id, p_message.thread_id, p_message.provider) on conflict do nothing;
  if found then
    update public.conversation_threads set opted_out = true, updated_at = clock_timestamp()
    where tenant_id = p_message.tenant_id and id = p_message.thread_id returning * into v_thread;
    perform app.note_event(v_thread, 'opted_out', clock_timestamp());
    perform app.publish_thread(v_thread);
  end if;
end;
$$;
revoke execute on function app.note_refused_person(public.conversation_messages) from public, anon, authenticated;

-- What a message of the person says about being written to: in words, by a button of ours, or by the provider that acted on
-- it. NULLs when nothing.
create function app.opt_effect_of(p_message public.conversation_messages, out effect text, out keyword text)
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_message.content ->> 'opt_effect' in ('opt_out', 'opt_in') then
    effect := p_message.content ->> 'opt_effect';
    keyword := p_message.provider;
  elsif p_message.kind in ('button', 'list') then
    -- what a menu calls "Sair" leaves the menu
    if p_message.content ->> 'id' in ('opt_out', 'opt_in') then
      effect := p_message.content ->> 'id';
      keyword := 'button';
    end if;
  elsif p_message.kind in ('text', 'image', 'video', 'document') and char_length(p_message.body) <= 600 then
    select w.effect, w.keyword into effect, keyword from app.opt_wish(p_message.body) w;
  end if;
end;
$$;
revoke execute on function app.opt_effect_of(public.conversation_messages) from public, anon, authenticated;

-- A changed message: the summary follows when it is the last one, and screens hear of it.
create function app.publish_message(p_message public.conversation_messages)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_thread public.conversation_threads;
begin
  update public.conversation_threads t set
    last_message_status = nullif(p_message.status, 'received'),
    last_message_kind = case when p_message.deleted_at is null then p_message.kind else 'deleted' end,
    last_message_preview = case when p_message.deleted_at is null
      then app.message_preview(p_message.kind, p_message.body, p_message.content) else '' end,
    updated_at = clock_timestamp()
  where t.tenant_id = p_message.tenant_id and t.id = p_message.thread_id and t.last_message_id = p_message.id
  returning * into v_thread;
  if not found then
    select * into v_thread from public.conversation_threads t
    where t.tenant_id = p_message.tenant_id and t.id = p_message.thread_id;
  end if;
  -- an answer that failed is none, and one that left after all is one
  if p_message.origin in ('app', 'phone') and (p_message.status = 'failed' or v_thread.waiting_since <= p_message.occurred_at) then
    v_thread := app.refresh_waiting(v_thread);
  end if;
  perform app.broadcast_message(p_message, v_thread);
end;
$$;
revoke execute on function app.publish_message(public.conversation_messages) from public, anon, authenticated;

-- The provider has the message: id known, screens told. Its job is closed by complete_send or, when that never comes,
-- by claim_jobs; it is not touched here, because every job is locked before its message.
create function app.record_sent(p_tenant_id uuid, p_message_id uuid, p_provider_message_id text, p_at timestamptz)
returns public.conversation_messages
language plpgsql
set search_path = ''
as $$
declare
  v_message public.conversation_messages;
begin
  perform pg_advisory_xact_lock(hashtextextended(p_provider_message_id, 2));
  update public.conversation_messages m set
    provider_message_id = p_provider_message_id,
    -- a failure with this id is the provider's word; one without an id was our own guess, one with another id is about
    -- an attempt before
    status = case
      when app.status_advances(m.status, 'sent')
        or (m.status = 'failed' and m.provider_message_id is distinct from p_provider_message_id) then 'sent'
      else m.status end,
    error_code = case when m.provider_message_id = p_provider_message_id then m.error_code end,
    error_detail = case when m.provider_message_id = p_provider_message_id then m.error_detail end
  where m.tenant_id = p_tenant_id and m.id = p_message_id
  returning * into v_message;
  perform app.publish_message(v_message);
  perform app.apply_early_actions(p_tenant_id, v_message.channel_id, p_provider_message_id);
  select * into v_message from public.conversation_messages m where m.tenant_id = p_tenant_id and m.id = p_message_id;
  return v_message;
end;
$$;
revoke execute on function app.record_sent(uuid, uuid, text, timestamptz) from public, anon, authenticated;

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
revoke execute on function app.refuse_send(app.jobs, public.conversation_messages, text) from public, anon, authenticated;

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
revoke execute on function app.require_same_conversation(public.conversation_messages, public.conversation_threads) from public, anon, authenticated;

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
revoke execute on function app.send_lease(app.jobs, public.conversation_messages, boolean) from public, anon, authenticated;

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
revoke execute on function app.settle_sent(public.conversation_messages, text) from public, anon, authenticated;

create function app.stands_behind(p_message public.conversation_messages, p_line_no bigint)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return exists (
    select from app.line_of(p_message.tenant_id, p_message.thread_id) l where l.line_no < p_line_no);
end;
$$;
revoke execute on function app.stands_behind(public.conversation_messages, bigint) from public, anon, authenticated;

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
revoke execute on function app.take_progress(public.conversation_messages, public.conversation_messages) from public, anon, authenticated;

-- The newest message that did not leave of each open conversation of the last week, unless something left after it.
create function app.today_failures(p_tenant_id uuid)
returns table (thread public.conversation_threads, message public.conversation_messages, failures bigint)
language sql
stable
set search_path = ''
as $$
  select distinct on (m.thread_id) t, m, count(*) over (partition by m.thread_id)
  from public.conversation_messages m
  join public.conversation_threads t on t.tenant_id = m.tenant_id and t.id = m.thread_id
  where m.tenant_id = p_tenant_id and m.status = 'failed' and m.error_code is distinct from 'cancelled'
    and m.occurred_at > now() - interval '7 days'
    and m.deleted_at is null and t.status = 'open'
    and not exists (
      select from public.conversation_messages l
      where l.tenant_id = m.tenant_id and l.thread_id = m.thread_id and l.occurred_at > m.occurred_at
        and l.direction = 'outbound' and l.status in ('sent', 'delivered', 'read'))
  order by m.thread_id, m.occurred_at desc, m.id desc;
$$;
revoke execute on function app.today_failures(uuid) from public, anon, authenticated;

-- Gives the lease of a claimed send back: an earlier message goes first.
create function app.wait_in_line(p_job app.jobs, p_message public.conversation_messages)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_message public.conversation_messages;
begin
  update app.jobs j set
    attempts = greatest(j.attempts - 1, 0), run_at = now() + app.line_look(), lease_token = null, leased_until = null
  where j.id = p_job.id;
  if p_message.next_attempt_at is not null then
    update public.conversation_messages m set next_attempt_at = null
    where m.tenant_id = p_message.tenant_id and m.id = p_message.id and m.status in ('queued', 'sending')
    returning * into v_message;
    if found then
      perform app.publish_message(v_message);
    end if;
  end if;
  perform app.hurry_line(p_message.tenant_id, p_message.thread_id);
end;
$$;
revoke execute on function app.wait_in_line(app.jobs, public.conversation_messages) from public, anon, authenticated;

create function public.cancel_outbound_message(p_tenant_id uuid, p_message_id uuid)
returns public.conversation_messages
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_message public.conversation_messages := app.lock_outbound(p_tenant_id, p_message_id);
begin
  if v_message.status = 'failed' then
    return v_message;
  end if;
  if v_message.status = 'sending' then
    -- an attempt runs, or one has ended without a word: it may be on the person's phone
    raise sqlstate 'PT409' using message = 'send_in_progress';
  end if;
  if v_message.status <> 'queued' then
    raise sqlstate 'PT409' using message = 'already_sent';
  end if;
  update app.jobs j set finished_at = now(), last_error = 'cancelled', lease_token = null, leased_until = null
  where j.dedupe_key = 'send:' || p_message_id and j.finished_at is null;
  return app.fail_message(p_tenant_id, p_message_id, 'cancelled', null);
end;
$$;
comment on function public.cancel_outbound_message(uuid, uuid) is
  'Caller: members. Takes back a message that waits for its turn or for another attempt; it becomes failed (cancelled). Errors: PT401 not_signed_in, PT403 not_a_member, PT404 message_not_found, PT409 send_in_progress, PT409 already_sent.';
revoke execute on function public.cancel_outbound_message(uuid, uuid) from public, anon, authenticated;
grant execute on function public.cancel_outbound_message(uuid, uuid) to authenticated;

create function public.list_message_templates(p_tenant_id uuid)
returns setof public.message_templates
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return query
    select t.* from public.message_templates t
    join public.notification_channels c on c.tenant_id = t.tenant_id and c.id = t.channel_id and c.is_active
    where t.tenant_id = p_tenant_id
    order by t.status = 'approved' desc, lower(t.name), t.language, t.id;
end;
$$;
comment on function public.list_message_templates(uuid) is
  'Caller: members. Templates of the active channel, approved first, then by name; none where it is not an official number. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_message_templates(uuid) from public, anon, authenticated;
grant execute on function public.list_message_templates(uuid) to authenticated;

create function public.list_messages(
  p_tenant_id uuid, p_thread_key text, p_before_at timestamptz default null, p_before_id uuid default null, p_limit integer default 50
)
returns setof public.conversation_messages
language plpgsql
stable
set search_path = ''
as $$
declare
  v_thread_id uuid;
begin
  perform app.require_member(p_tenant_id);
  v_thread_id := app.thread_id_of_key(p_tenant_id, p_thread_key);
  return query
    select m.* from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.thread_id = v_thread_id
      and (m.occurred_at, m.id) < (coalesce(p_before_at, 'infinity'), coalesce(p_before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
    order by m.occurred_at desc, m.id desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.list_messages(uuid, text, timestamptz, uuid, integer) is 'Caller: members. Newest first, keyset by occurred_at and id, p_limit up to 200. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_messages(uuid, text, timestamptz, uuid, integer) from public, anon, authenticated;
grant execute on function public.list_messages(uuid, text, timestamptz, uuid, integer) to authenticated;
