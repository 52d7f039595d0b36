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
