-- What Meta says of the account behind a channel: its quality, limits, and what it forbids.
create function app.apply_account_news(p_tenant_id uuid, p_channel_id uuid, p_facts jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_channel public.notification_channels;
begin
  update public.meta_accounts a set
    quality = coalesce(lower(p_facts ->> 'quality'), a.quality),
    messaging_limit = coalesce(p_facts ->> 'messaging_limit', a.messaging_limit),
    throughput = coalesce(p_facts ->> 'throughput', a.throughput),
    restriction = case when p_facts ? 'restriction' then p_facts ->> 'restriction' else a.restriction end,
    restricted_until = case when p_facts ? 'restriction' then (p_facts ->> 'restricted_until')::timestamptz else a.restricted_until end,
    history_state = coalesce(p_facts ->> 'history_state', a.history_state)
  where a.tenant_id = p_tenant_id and a.channel_id = p_channel_id;
  select c.* into v_channel from public.notification_channels c where c.tenant_id = p_tenant_id and c.id = p_channel_id;
  perform app.broadcast(p_tenant_id, 'channel', app.channel_payload(v_channel));
end;
$$;
revoke execute on function app.apply_account_news(uuid, uuid, jsonb) from public, anon, authenticated;
