-- A channel of Meta as its card shows it; NULL before it was ever connected.
create function app.meta_channel_setup(p_tenant_id uuid, p_kind text)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('channel_id', c.id, 'account_id', a.account_id, 'parent_id', a.parent_id, 'name', a.name, 'phone', c.phone,
    'state', c.connection_state, 'is_active', c.is_active, 'last_error', c.last_error, 'last_event_at', c.last_event_at,
    'is_coexistence', a.is_coexistence, 'quality', a.quality, 'messaging_limit', a.messaging_limit, 'throughput', a.throughput,
    'restriction', a.restriction, 'restricted_until', a.restricted_until, 'history_state', a.history_state,
    'token_expires_at', a.token_expires_at, 'token_error', a.token_error)
  from public.notification_channels c
  join public.meta_accounts a on a.tenant_id = c.tenant_id and a.channel_id = c.id
  where c.tenant_id = p_tenant_id and c.provider = p_kind;
$$;
revoke execute on function app.meta_channel_setup(uuid, text) from public, anon, authenticated;
