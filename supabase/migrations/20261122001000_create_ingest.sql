-- Webhooks become conversations (B2, B3, B6). The edge functions verify and translate; everything that is stored,
-- de-duplicated or decided happens here, in one transaction a call.

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

-- Opt-out and opt-in words (D4): the whole message is the word, whatever its case, accents or punctuation.
create function app.opt_word(p_body text)
returns text
language sql
immutable
set search_path = ''
as $$
  select btrim(regexp_replace(app.normalize_text(p_body), '[^a-z0-9]+', ' ', 'g'));
$$;

-- True when the person's choice changed. Their latest word counts, in whatever order the words arrive.
create function app.apply_opt_word(p_message public.conversation_messages)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_word text := app.opt_word(p_message.body);
  v_effect text;
begin
  select w.effect into v_effect from app.opt_words w where w.word = v_word;
  if v_effect is null or exists (
    select from public.conversation_messages m
    where m.tenant_id = p_message.tenant_id and m.thread_id = p_message.thread_id and m.direction = 'inbound'
      -- providers count in seconds: of two words of one second the one that arrived last counts
      and m.occurred_at > p_message.occurred_at and char_length(m.body) <= 30
      and app.opt_word(m.body) in (select w.word from app.opt_words w)
  ) then
    return false;
  end if;
  if v_effect = 'opt_out' then
    insert into public.conversation_optouts (tenant_id, thread_id, keyword)
    values (p_message.tenant_id, p_message.thread_id, v_word) on conflict do nothing;
  else
    delete from public.conversation_optouts where tenant_id = p_message.tenant_id and thread_id = p_message.thread_id;
  end if;
  if found then
    update public.conversation_threads set opted_out = (v_effect = 'opt_out')
    where tenant_id = p_message.tenant_id and id = p_message.thread_id;
    insert into app.jobs (tenant_id, kind, payload, dedupe_key)
    values (p_message.tenant_id, v_effect || '_ack',
      jsonb_build_object('thread_id', p_message.thread_id, 'message_id', p_message.id, 'keyword', v_word),
      v_effect || ':' || p_message.id);
    return true;
  end if;
  return false;
end;
$$;

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
    -- a failure without an id was our own guess, one with an id is the provider's word
    status = case when app.status_advances(m.status, 'sent') or (m.status = 'failed' and m.provider_message_id is null)
      then 'sent' else m.status end,
    error_code = case when m.provider_message_id is not null then m.error_code end,
    error_detail = case when m.provider_message_id is not null then m.error_detail end
  where m.tenant_id = p_tenant_id and m.id = p_message_id
  returning * into v_message;
  perform app.publish_message(v_message);
  perform app.apply_early_actions(p_tenant_id, v_message.channel_id, p_provider_message_id);
  select * into v_message from public.conversation_messages m where m.tenant_id = p_tenant_id and m.id = p_message_id;
  return v_message;
end;
$$;

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
  perform app.broadcast_message(p_message, v_thread);
end;
$$;

-- A message that is here already. One of ours may tell a further status; one that came as a placeholder, because
-- WhatsApp had to ask the phone for its content, gets that content now.
create function app.apply_repeated_message(p_tenant_id uuid, p_channel_id uuid, p_action jsonb, p_at timestamptz)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_provider_id text := p_action ->> 'provider_message_id';
  v_message public.conversation_messages;
begin
  if (p_action ->> 'from_me')::boolean then
    perform app.apply_change(p_tenant_id, p_channel_id, jsonb_build_object('type', 'status',
      'provider_message_id', v_provider_id, 'status', coalesce(p_action ->> 'status', 'sent'), 'at', p_at));
  end if;
  update public.conversation_messages m set
    kind = p_action ->> 'kind', content = coalesce(p_action -> 'content', '{}'), media = nullif(p_action -> 'media', 'null'),
    -- an edit that came between the two is newer than the content
    body = case when m.edited_at is null then p_action ->> 'body' else m.body end,
    reply_to_provider_id = coalesce(p_action ->> 'reply_to_provider_id', m.reply_to_provider_id),
    author_name = coalesce(p_action ->> 'author_name', m.author_name)
  where m.tenant_id = p_tenant_id and m.channel_id = p_channel_id and m.provider_message_id = v_provider_id
    and m.kind = 'unsupported' and (m.body is null or m.edited_at is not null) and p_action ->> 'kind' <> 'unsupported'
    -- only its author says what it is
    and (m.direction = 'outbound') = (p_action ->> 'from_me')::boolean
  returning * into v_message;
  if not found then
    return (select m.id from public.conversation_messages m
      where m.tenant_id = p_tenant_id and m.channel_id = p_channel_id and m.provider_message_id = v_provider_id);
  end if;
  if v_message.direction = 'inbound' and char_length(v_message.body) <= 30 then
    perform app.apply_opt_word(v_message);
  end if;
  perform app.publish_message(v_message);
  return v_message.id;
end;
$$;

-- A new message, from either side. Returns its id, or NULL when it belongs to nobody we keep.
create function app.apply_message(p_tenant_id uuid, p_channel_id uuid, p_provider text, p_action jsonb)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_provider_id text := p_action ->> 'provider_message_id';
  v_address jsonb := p_action -> 'address';
  v_phone text := app.canonical_phone(v_address ->> 'phone');
  v_lid text := v_address ->> 'lid';
  v_from_me boolean := (p_action ->> 'from_me')::boolean;
  v_at timestamptz := coalesce((p_action ->> 'occurred_at')::timestamptz, now());
  v_name text := case when v_from_me then null else nullif(btrim(left(p_action ->> 'contact_name', 200)), '') end;
  v_thread_id uuid;
  v_preview text;
  v_message public.conversation_messages;
  v_thread public.conversation_threads;
begin
  if v_address ->> 'group' is not null then
    if (select t.ignore_groups from public.tenants t where t.id = p_tenant_id) then
      return null;
    end if;
  end if;
  -- the common case is one index lookup; anything new about the person goes through resolve_thread
  if v_phone is not null then
    select a.thread_id into v_thread_id from public.conversation_addresses a
    where a.tenant_id = p_tenant_id and a.channel = 'whatsapp' and a.address = v_phone
      and (v_lid is null or exists (
        select from public.conversation_addresses l
        where l.tenant_id = p_tenant_id and l.channel = 'whatsapp' and l.address = 'lid:' || v_lid and l.thread_id = a.thread_id));
  end if;
  if v_thread_id is null then
    v_thread_id := app.resolve_thread(p_tenant_id, v_address, v_name);
    if v_thread_id is null then
      return null;
    end if;
  end if;

  perform pg_advisory_xact_lock(hashtextextended(v_provider_id, 2));
  if v_from_me and (p_action ->> 'sent_via_api')::boolean then
    v_message.id := app.claim_echo(p_tenant_id, p_channel_id, v_thread_id, v_provider_id, p_action ->> 'kind', p_action ->> 'body', v_at);
    if v_message.id is not null then
      return v_message.id;
    end if;
  end if;

  insert into public.conversation_messages (
    tenant_id, thread_id, channel_id, provider, provider_message_id, direction, origin, kind, body, content, media,
    reply_to_provider_id, author_name, status, occurred_at
  ) values (
    p_tenant_id, v_thread_id, p_channel_id, p_provider, v_provider_id,
    case when v_from_me then 'outbound' else 'inbound' end, case when v_from_me then 'phone' else 'contact' end,
    p_action ->> 'kind', p_action ->> 'body', coalesce(p_action -> 'content', '{}'),
    nullif(p_action -> 'media', 'null'), p_action ->> 'reply_to_provider_id', p_action ->> 'author_name',
    case when v_from_me then coalesce(p_action ->> 'status', 'sent') else 'received' end, v_at
  )
  on conflict on constraint provider_message_is_stored_once do nothing
  returning * into v_message;
  if v_message.id is null then
    return app.apply_repeated_message(p_tenant_id, p_channel_id, p_action, v_at);
  end if;

  v_preview := app.message_preview(v_message.kind, v_message.body, v_message.content);
  update public.conversation_threads t set
    unread_count = t.unread_count + case when v_from_me then 0 else 1 end,
    last_inbound_at = case when v_from_me then t.last_inbound_at else greatest(t.last_inbound_at, v_at) end,
    reply_address = coalesce(v_address ->> 'raw', t.reply_address),
    contact_name = coalesce(t.contact_name, v_name),
    search_text = case when t.contact_name is null and v_name is not null
      then app.thread_search_text(v_name, t.phone) else t.search_text end,
    status = case when v_from_me then t.status else 'open' end,
    updated_at = clock_timestamp(),
    -- a late message counts, but does not replace a newer one in the list
    (last_message_id, last_message_at, last_message_preview, last_message_kind, last_message_direction, last_message_status) = (
      select v_message.id, v_at, v_preview, v_message.kind, v_message.direction, nullif(v_message.status, 'received')
      where t.last_message_id is null or (v_at, v_message.id) > (t.last_message_at, t.last_message_id)
      union all
      select t.last_message_id, t.last_message_at, t.last_message_preview, t.last_message_kind, t.last_message_direction,
        t.last_message_status
      where t.last_message_id is not null and (v_at, v_message.id) <= (t.last_message_at, t.last_message_id)
    )
  where t.tenant_id = p_tenant_id and t.id = v_thread_id
  returning t.* into v_thread;

  if not v_from_me and char_length(v_message.body) <= 30 then
    if app.apply_opt_word(v_message) then
      v_thread.opted_out := not v_thread.opted_out;
    end if;
  end if;
  -- app.broadcast_message, written out: this is the hottest path of the product
  insert into realtime.messages (topic, extension, event, payload, private)
  values ('tenant:' || p_tenant_id, 'broadcast', 'message',
    jsonb_build_object('thread', app.thread_payload(v_thread), 'message', app.message_payload(v_message)), true);
  if exists (
    select from app.early_actions e
    where e.tenant_id = p_tenant_id and e.channel_id = p_channel_id and e.provider_message_id = v_provider_id
  ) then
    perform app.apply_early_actions(p_tenant_id, p_channel_id, v_provider_id);
  end if;
  return v_message.id;
end;
$$;

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
  elsif p_at < (case v_status when 'delivered' then p_message.delivered_at when 'read' then p_message.read_at end) then
    -- a late report still knows better when it was
    update public.conversation_messages m set
      delivered_at = least(m.delivered_at, p_at), read_at = case when v_status = 'read' then p_at else m.read_at end
    where m.tenant_id = p_message.tenant_id and m.id = p_message.id returning * into v_message;
  end if;
  return v_message;
end;
$$;

-- A status, edit, deletion or reaction of a message we have; kept for later when the message is not there yet.
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
    update public.conversation_messages m set body = p_action ->> 'body', edited_at = v_at
    where m.tenant_id = p_tenant_id and m.id = v_message.id and coalesce(m.edited_at, '-infinity') < v_at
    returning * into v_message;
  elsif v_type = 'delete' then
    update public.conversation_messages m set deleted_at = v_at
    where m.tenant_id = p_tenant_id and m.id = v_message.id and coalesce(m.deleted_at, 'infinity') > v_at
    returning * into v_message;
  elsif v_type = 'reaction' then
    update public.conversation_messages m set reacted_at = m.reacted_at || jsonb_build_object(v_by, v_at), reactions = (
      select coalesce(jsonb_agg(r order by r ->> 'by'), '[]') from (
        select e as r from jsonb_array_elements(m.reactions) e where e ->> 'by' <> v_by
        union all
        select jsonb_build_object('by', v_by, 'emoji', p_action ->> 'emoji') where coalesce(p_action ->> 'emoji', '') <> ''
      ) s)
    where m.tenant_id = p_tenant_id and m.id = v_message.id
      and coalesce((m.reacted_at ->> v_by)::timestamptz, '-infinity') <= v_at
    returning * into v_message;
  end if;
  if v_message.id is not null then
    perform app.publish_message(v_message);
  end if;
  return v_id;
end;
$$;

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
begin
  update public.notification_channels c set
    connection_state = coalesce(p_state, c.connection_state),
    phone = coalesce(app.canonical_phone(p_phone), c.phone),
    connected_at = case when p_state = 'open' and c.connection_state <> 'open' then now() else c.connected_at end,
    last_error = case when p_state = 'open' then null else coalesce(p_reason, c.last_error) end
  where c.id = p_channel_id returning * into v_channel;
  if not found then
    return;
  end if;
  if p_state = 'open' or p_qr_code is not null or p_pairing_code is not null then
    update public.evolution_instances i set
      qr_code = p_qr_code, pairing_code = p_pairing_code, qr_updated_at = now()
    where i.tenant_id = v_channel.tenant_id and i.channel_id = p_channel_id;
  end if;
  perform app.broadcast(v_channel.tenant_id, 'channel', app.channel_payload(v_channel, p_qr_code is not null));
end;
$$;

-- A name from the address book, for a conversation that has none.
create function app.learn_contact_name(p_tenant_id uuid, p_address jsonb, p_name text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_thread public.conversation_threads;
begin
  update public.conversation_threads t set
    contact_name = p_name, search_text = app.thread_search_text(p_name, t.phone), updated_at = clock_timestamp()
  from public.conversation_addresses a
  where a.tenant_id = p_tenant_id and a.channel = 'whatsapp'
    and a.address = coalesce(app.canonical_phone(p_address ->> 'phone'), 'lid:' || (p_address ->> 'lid'))
    and t.tenant_id = a.tenant_id and t.id = a.thread_id and t.contact_name is null and p_name is not null
  returning t.* into v_thread;
  if found then
    perform app.publish_thread(v_thread);
  end if;
end;
$$;

create function app.apply_action(p_tenant_id uuid, p_channel_id uuid, p_provider text, p_action jsonb)
returns uuid
language plpgsql
set search_path = ''
as $$
begin
  case p_action ->> 'type'
    when 'message' then
      return app.apply_message(p_tenant_id, p_channel_id, p_provider, p_action);
    when 'status', 'edit', 'delete', 'reaction' then
      return app.apply_change(p_tenant_id, p_channel_id, p_action);
    when 'connection' then
      perform app.set_channel_state(p_channel_id, p_action ->> 'state', p_action ->> 'phone', p_action ->> 'reason');
    when 'qr' then
      perform app.set_channel_state(p_channel_id, null, null, null, p_action ->> 'data_url', p_action ->> 'pairing_code');
    when 'contact' then
      perform app.learn_contact_name(p_tenant_id, p_action -> 'address', nullif(btrim(left(p_action ->> 'name', 200)), ''));
    else
      raise sqlstate 'PT400' using message = 'unknown_action', detail = p_action ->> 'type';
  end case;
  return null;
end;
$$;

create function app.ingest_event(p_event jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_provider text := p_event ->> 'provider';
  v_channel public.notification_channels := app.authorize_event(v_provider, p_event -> 'auth');
  v_id uuid;
  v_ids uuid[] := '{}';
  v_outcome text := case
    when p_event ->> 'unparsed' is not null then 'unparsed'
    when p_event -> 'actions' = '[]' then 'ignored' else 'applied' end;
begin
  if v_channel.id is null then
    return jsonb_build_object('outcome', 'unauthorized');
  end if;
  insert into app.webhook_events (tenant_id, channel_id, event_key, provider, event_type, outcome, reason, raw)
  values (v_channel.tenant_id, v_channel.id, p_event ->> 'event_key', v_provider, p_event ->> 'event_type', v_outcome,
    p_event ->> 'unparsed', p_event -> 'raw')
  on conflict (tenant_id, channel_id, event_key) do nothing;
  if not found then
    return jsonb_build_object('outcome', 'duplicate', 'tenant_id', v_channel.tenant_id, 'channel_id', v_channel.id);
  end if;
  -- a sign of life once a minute: a row that every webhook writes would queue them all
  if v_channel.last_event_at is null or v_channel.last_event_at < now() - interval '1 minute' then
    update public.notification_channels c set last_event_at = now()
    where c.ctid = (
      select k.ctid from public.notification_channels k where k.tenant_id = v_channel.tenant_id and k.id = v_channel.id
      for no key update skip locked);
  end if;
  for v_place in 0 .. jsonb_array_length(p_event -> 'actions') - 1 loop
    v_id := app.apply_action(v_channel.tenant_id, v_channel.id, v_provider, p_event #> array['actions', v_place::text]);
    if v_id is not null then
      v_ids := v_ids || v_id;
    end if;
  end loop;
  return jsonb_build_object('outcome', v_outcome, 'tenant_id', v_channel.tenant_id, 'channel_id', v_channel.id, 'message_ids', v_ids);
end;
$$;

-- Stores an event that the rules refused (bad dates, impossible values) so that an administrator sees it.
create function app.store_refused_event(p_event jsonb, p_reason text)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  return app.ingest_event(p_event || jsonb_build_object('actions', '[]'::jsonb, 'unparsed', p_reason))
    || jsonb_build_object('outcome', 'error', 'error', p_reason);
end;
$$;

-- Events of one person stay in their order; people are taken in one order by every batch, so that two batches do not
-- wait for each other's conversations.
create function app.ingest_order(p_event jsonb)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return coalesce(p_event #>> '{actions,0,address,phone}', p_event #>> '{actions,0,address,lid}', '');
end;
$$;

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

create function app.ingest_whatsapp_events(p_events jsonb)
returns jsonb
language plpgsql
set search_path = ''
-- the statements below never profit from the values at hand, and planning them anew costs a fifth of the time
set plan_cache_mode = force_generic_plan
as $$
declare
  v_event record;
  v_results jsonb[];
begin
  begin
    if jsonb_array_length(p_events) = 1 then
      return jsonb_build_array(app.ingest_event(p_events -> 0));
    end if;
    perform app.lock_messages(p_events);
    for v_event in
      select e.value, e.ordinality::int as place from jsonb_array_elements(p_events) with ordinality e
      order by app.ingest_order(e.value), e.ordinality
    loop
      v_results[v_event.place] := app.ingest_event(v_event.value);
    end loop;
    return to_jsonb(v_results);
  exception when others then
    -- 22 data, 23 constraints, 54 limits, PT our own refusals: about one event's content, so take them one by one
    if left(sqlstate, 2) not in ('22', '23', '54', 'PT') then
      raise;
    end if;
  end;
  for v_event in
    select e.value, e.ordinality::int as place from jsonb_array_elements(p_events) with ordinality e
    order by app.ingest_order(e.value), e.ordinality
  loop
    begin
      v_results[v_event.place] := app.ingest_event(v_event.value);
    exception when others then
      if left(sqlstate, 2) not in ('22', '23', '54', 'PT') then
        raise;
      end if;
      v_results[v_event.place] := app.store_refused_event(v_event.value, sqlerrm);
    end;
  end loop;
  return to_jsonb(v_results);
end;
$$;
comment on function app.ingest_whatsapp_events(jsonb) is
  'Caller: the inbound edge functions. Array of normalised events in, array of {outcome, tenant_id, channel_id, message_ids, error?} out, same order, one transaction. Outcomes: applied, duplicate, ignored, unparsed, unauthorized (nothing stored), error (stored as unparsed).';

revoke execute on function app.authorize_event(text, jsonb), app.is_authentic_event(text, jsonb), app.apply_early_actions(uuid, uuid, text),
  app.opt_word(text), app.apply_opt_word(public.conversation_messages), app.claim_echo(uuid, uuid, uuid, text, text, text, timestamptz),
  app.record_sent(uuid, uuid, text, timestamptz), app.publish_message(public.conversation_messages),
  app.apply_repeated_message(uuid, uuid, jsonb, timestamptz), app.apply_message(uuid, uuid, text, jsonb),
  app.apply_status(public.conversation_messages, jsonb, timestamptz), app.apply_change(uuid, uuid, jsonb),
  app.set_channel_state(uuid, text, text, text, text, text),
  app.learn_contact_name(uuid, jsonb, text), app.apply_action(uuid, uuid, text, jsonb),
  app.ingest_event(jsonb), app.store_refused_event(jsonb, text), app.ingest_order(jsonb), app.lock_messages(jsonb), app.ingest_whatsapp_events(jsonb)
  from public, anon, authenticated;
grant execute on function app.is_authentic_event(text, jsonb), app.ingest_whatsapp_events(jsonb), app.set_channel_state(uuid, text, text, text, text, text) to service_role;
