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
