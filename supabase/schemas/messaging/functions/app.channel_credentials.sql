create function app.channel_credentials(p_tenant_id uuid, p_channel_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'id', c.id, 'provider', c.provider, 'is_active', c.is_active, 'connection_state', c.connection_state,
    'credentials', k.credentials, 'external_id', i.external_id, 'server_url', i.server_url, 'webhook_url', i.webhook_url,
    'account_sid', a.account_sid, 'sender_phone', a.sender_phone, 'messaging_service_sid', a.messaging_service_sid,
    'account_id', m.account_id, 'parent_id', m.parent_id)
  from public.notification_channels c
  left join app_private.channel_credentials k on k.tenant_id = c.tenant_id and k.channel_id = c.id
  left join public.evolution_instances i on i.tenant_id = c.tenant_id and i.channel_id = c.id
  left join public.twilio_accounts a on a.tenant_id = c.tenant_id and a.channel_id = c.id
  left join public.meta_accounts m on m.tenant_id = c.tenant_id and m.channel_id = c.id
  where c.tenant_id = p_tenant_id and c.id = p_channel_id;
$$;
comment on function app.channel_credentials(uuid, uuid) is 'Caller: edge functions. The channel with its ciphertext; NULL when there is none.';
revoke execute on function app.channel_credentials(uuid, uuid) from public, anon, authenticated;
grant execute on function app.channel_credentials(uuid, uuid) to service_role;
