-- Which conversation an address belongs to (B13) and what its summary says (B5).

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

comment on function app.resolve_thread(uuid, jsonb, text, text) is
  'Finds, creates or merges the conversation of {phone, lid, user, group, raw}. Ninth-digit variants and LIDs of one person give one conversation.';

revoke execute on function app.message_preview(text, text, jsonb), app.status_advances(text, text),
  app.asks_for_answer(text), app.waiting_since(uuid, uuid), app.latest_opt_word(uuid, uuid), app.lift_opt_out(uuid, uuid[], timestamptz), app.merge_threads(uuid, uuid, uuid), app.refresh_thread_summary(uuid, uuid), app.address_keys(jsonb), app.lock_addresses(uuid, text[]), app.learn_lid(uuid, uuid, text),
  app.resolve_thread(uuid, jsonb, text, text) from public, anon, authenticated;
grant execute on function app.message_preview(text, text, jsonb), app.status_advances(text, text),
  app.merge_threads(uuid, uuid, uuid), app.refresh_thread_summary(uuid, uuid), app.resolve_thread(uuid, jsonb, text, text)
  to service_role;
