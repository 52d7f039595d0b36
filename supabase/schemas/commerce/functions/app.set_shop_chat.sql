-- Conversations of the shop's pages are a channel of the clinic that needs no account of anybody.
create function app.set_shop_chat(p_tenant_id uuid, p_is_on boolean)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_channel public.notification_channels;
begin
  -- whoever sets up a channel of the clinic takes this lock before any row
  perform pg_advisory_xact_lock(hashtextextended('channel:' || p_tenant_id, 0));
  select * into v_channel from public.notification_channels c where c.tenant_id = p_tenant_id and c.provider = 'shop_chat';
  if coalesce(v_channel.is_active, false) = p_is_on then
    return;
  elsif p_is_on then
    insert into public.notification_channels (tenant_id, provider, family)
    select p_tenant_id, k.kind, k.family from public.channel_kinds k where k.kind = 'shop_chat'
    on conflict on constraint one_channel_per_provider do update set is_active = false
    returning * into v_channel;
    perform app.activate_channel(p_tenant_id, v_channel.id, (select k.label from public.channel_kinds k where k.kind = v_channel.provider), null, 'open');
  else
    update public.notification_channels c set is_active = false
    where c.tenant_id = p_tenant_id and c.id = v_channel.id returning * into v_channel;
    perform app.broadcast(p_tenant_id, 'channel', app.channel_payload(v_channel));
  end if;
end;
$$;
comment on function app.set_shop_chat(uuid, boolean) is
  'Caller: save_shop_settings. Switches the channel of the shop''s chat on or off; what was said stays.';
revoke execute on function app.set_shop_chat(uuid, boolean) from public, anon, authenticated;
