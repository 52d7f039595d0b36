-- The conversation of an address, created or joined when needed. p_address is {phone, lid, user, group, raw, family} as
-- functions send it, WhatsApp's without a family; the phone is normalised here. The name is for a new conversation. NULL when the address names nobody.
create function app.resolve_thread(p_tenant_id uuid, p_address jsonb, p_contact_name text, p_name_source text default 'profile')
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_phone text := app.canonical_phone(p_address ->> 'phone');
  v_is_group boolean := coalesce(p_address ->> 'group', '') <> '';
  v_keys text[] := app.address_keys(p_address);
  v_family text := coalesce(p_address ->> 'family', 'whatsapp');
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
    where a.tenant_id = p_tenant_id and a.channel = v_family and a.address = any (v_keys)
    group by a.thread_id
  ) s;
  v_thread := v_threads[1];
  if v_thread is null then
    v_name := app.first_name(p_tenant_id, v_keys, p_contact_name, p_name_source);
    insert into public.conversation_threads (tenant_id, channel, thread_key, contact_name, name_source, phone, reply_address, is_group)
    values (p_tenant_id, v_family, v_family || ':' || v_keys[1], v_name.name, v_name.name_source, v_phone, p_address ->> 'raw', v_is_group)
    returning id into v_thread;
    -- the events of such a channel name nobody: who it is, and their picture, is asked for
    if exists (
      select from app.active_channel(p_tenant_id, v_family) c join public.channel_kinds k on k.kind = c.provider
      where k.asks_for_profiles
    ) then
      perform app.want_picture(p_tenant_id, v_thread, now());
    end if;
  elsif cardinality(v_threads) > 1 then
    if (select t.phone is null from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_threads[2]) then
      perform app.merge_threads(p_tenant_id, v_threads[2], v_thread);
    else
      -- the LID moved to another number: two people's histories stay apart, the alias follows the new number, and a
      -- conversation that began under the LID has the key of its phone now
      update public.conversation_addresses set thread_id = v_thread
      where tenant_id = p_tenant_id and channel = v_family and address = v_keys[2];
      update public.conversation_threads t set thread_key = v_family || ':' || t.phone, updated_at = clock_timestamp()
      where t.tenant_id = p_tenant_id and t.id = v_threads[2] and t.thread_key = v_family || ':' || v_keys[2]
      returning * into v_moved;
      if found then
        perform app.publish_thread(v_moved);
      end if;
    end if;
  end if;
  insert into public.conversation_addresses (tenant_id, channel, address, thread_id)
  select p_tenant_id, v_family, k, v_thread from unnest(v_keys) k
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
