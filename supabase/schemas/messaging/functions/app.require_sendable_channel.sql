-- The channel that is on for the conversation, ready to send. Errors: PT409 no_active_channel, channel_disconnected, outside_24h_window.
create function app.require_sendable_channel(p_thread public.conversation_threads, p_is_template boolean, p_is_automation boolean default false)
returns public.notification_channels
language plpgsql
stable
set search_path = ''
as $$
declare
  v_channel public.notification_channels;
  v_hours integer;
begin
  select * into v_channel from public.notification_channels c
  where c.tenant_id = p_thread.tenant_id and c.family = p_thread.channel and c.is_active;
  if not found then
    raise sqlstate 'PT409' using message = 'no_active_channel', hint = 'Connect WhatsApp in the settings.';
  end if;
  if v_channel.connection_state = 'close' then
    raise sqlstate 'PT409' using message = 'channel_disconnected', hint = 'Reconnect WhatsApp in the settings.';
  end if;
  -- free text only within so many hours of the person's last message to the number (Twilio error 63016)
  select case when p_is_automation then k.window_hours else coalesce(k.human_window_hours, k.window_hours) end into v_hours from public.channel_kinds k where k.kind = v_channel.provider;
  if v_hours is not null and not p_is_template
    and app.window_opened_at(p_thread.tenant_id, p_thread.id, v_channel.id, v_hours) is null then
    raise sqlstate 'PT409' using message = 'outside_24h_window',
      detail = coalesce((least(p_thread.last_inbound_at + make_interval(hours => v_hours), now()))::text, ''), hint = 'Send an approved template.';
  end if;
  return v_channel;
end;
$$;
revoke execute on function app.require_sendable_channel(public.conversation_threads, boolean, boolean) from public, anon, authenticated;
