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

-- One thing that a webhook says, and the clinic and channel it is said to.
create type app.incoming_action as (tenant_id uuid, channel_id uuid, provider text, action jsonb);

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

revoke execute on function app.authorize_event(text, jsonb), app.is_authentic_event(text, jsonb),
  app.apply_early_actions(uuid, uuid, text), app.opt_effect_of(public.conversation_messages), app.apply_opt_word(public.conversation_messages),
  app.note_refused_person(public.conversation_messages),
  app.claim_echo(uuid, uuid, uuid, text, text, text, timestamptz), app.record_sent(uuid, uuid, text, timestamptz),
  app.publish_message(public.conversation_messages), app.refresh_waiting(public.conversation_threads),
  app.note_reaction(public.conversation_messages, jsonb, timestamptz), app.apply_repeated_message(app.incoming_action),
  app.known_threads(app.incoming_action[]), app.lock_threads_to_be(app.incoming_action[]), app.threads_to_merge(app.incoming_action[]),
  app.lock_conversations(app.incoming_action[]), app.is_echo_of_send(app.incoming_action, uuid), app.learn_lid_of_send(app.incoming_action),
  app.sender_name(jsonb), app.name_source(jsonb), app.unread_after_answer(public.conversation_threads), app.said_by_each(jsonb, jsonb, boolean), app.count_late_message(public.conversation_messages, jsonb), app.write_messages(app.incoming_action[], uuid[]),
  app.apply_messages(app.incoming_action[]), app.apply_status(public.conversation_messages, jsonb, timestamptz),
  app.apply_change(uuid, uuid, jsonb), app.set_channel_state(uuid, text, text, text, text, text),
  app.learn_contact_name(uuid, jsonb, text, text), app.apply_action(app.incoming_action),
  app.wanted_actions(uuid, jsonb), app.ingest_order(jsonb), app.ingest_events(jsonb),
  app.is_about_content(text), app.ingest_refused_event(jsonb, text), app.lock_channels(jsonb), app.lock_messages(jsonb), app.incoming_actions(jsonb), app.ingest_whatsapp_events(jsonb)
  from public, anon, authenticated;
grant execute on function app.is_authentic_event(text, jsonb), app.ingest_whatsapp_events(jsonb),
  app.set_channel_state(uuid, text, text, text, text, text) to service_role;
