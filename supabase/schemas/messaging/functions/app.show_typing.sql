create function app.show_typing(p_tenant_id uuid, p_thread_key text)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_thread public.conversation_threads;
begin
  perform app.require_member(p_tenant_id);
  select t.* into v_thread from public.conversation_threads t
  where t.tenant_id = p_tenant_id and t.id = app.thread_id_of_key(p_tenant_id, p_thread_key);
  if not found then
    raise sqlstate 'PT404' using message = 'conversation_not_found';
  end if;
  if v_thread.opted_out or v_thread.blocked_at is not null then
    return null;
  end if;
  return (
    select jsonb_build_object('tenant_id', c.tenant_id, 'thread_id', v_thread.id, 'provider', c.provider, 'channel_id', c.id,
      'to', jsonb_build_object('raw', v_thread.reply_address, 'phone', v_thread.phone),
      'last_message_id', (select m.provider_message_id from public.conversation_messages m
        where m.tenant_id = p_tenant_id and m.thread_id = v_thread.id and m.channel_id = c.id and m.direction = 'inbound'
          and m.provider_message_id is not null and m.occurred_at > now() - interval '30 days'
        order by m.occurred_at desc, m.id desc limit 1),
      'channel', app.channel_credentials(c.tenant_id, c.id))
    from app.active_channel(p_tenant_id, v_thread.channel) c
    join public.channel_kinds k on k.kind = c.provider
    where k.takes_typing and c.shows_typing and c.connection_state = 'open');
end;
$$;
comment on function app.show_typing(uuid, text) is
  'Caller: any member, through show-whatsapp-typing. What is needed to let the person of a conversation see that the clinic writes or records: {tenant_id, thread_id, provider, channel_id, to, last_message_id: the provider''s id of what the person wrote last, channel}. NULL when nobody is to see it: the channel cannot, is off, not connected or set not to, or the person is blocked or wants no messages. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';
revoke execute on function app.show_typing(uuid, text) from public, anon, authenticated;
grant execute on function app.show_typing(uuid, text) to authenticated;
