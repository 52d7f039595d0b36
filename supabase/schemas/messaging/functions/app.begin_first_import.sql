-- A channel is connected: what was said before is read, once. A phone hands its chats to the gateway in the first moments.
create function app.begin_first_import(p_channel public.notification_channels)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_channel.is_active and p_channel.connection_state = 'open' and not exists (
    select from app.history_imports i where i.tenant_id = p_channel.tenant_id and i.channel_id = p_channel.id
  ) then
    perform app.begin_history_import(p_channel, now() + interval '20 seconds');
  end if;
end;
$$;
revoke execute on function app.begin_first_import(public.notification_channels) from public, anon, authenticated;
