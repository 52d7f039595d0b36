create function public.get_channel_setup(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  return jsonb_build_object(
    'active', (select c.provider from app.active_channel(p_tenant_id) c),
    'risk', app.unofficial_whatsapp_acceptance(p_tenant_id),
    'evolution', (
      select jsonb_build_object('channel_id', c.id, 'external_id', i.external_id, 'server_url', i.server_url,
        'webhook_url', i.webhook_url, 'state', c.connection_state, 'is_active', c.is_active, 'qr_code', i.qr_code,
        'pairing_code', i.pairing_code, 'qr_updated_at', i.qr_updated_at, 'phone', c.phone, 'last_error', c.last_error,
        'last_event_at', c.last_event_at, 'shows_typing', c.shows_typing)
      from public.notification_channels c
      join public.evolution_instances i on i.tenant_id = c.tenant_id and i.channel_id = c.id
      where c.tenant_id = p_tenant_id and c.provider = 'evolution'),
    'twilio', (
      select jsonb_build_object('channel_id', c.id, 'account_sid', a.account_sid, 'sender_phone', a.sender_phone,
        'messaging_service_sid', a.messaging_service_sid, 'state', c.connection_state, 'is_active', c.is_active,
        'verified_at', a.verified_at, 'last_event_at', c.last_event_at)
      from public.notification_channels c
      join public.twilio_accounts a on a.tenant_id = c.tenant_id and a.channel_id = c.id
      where c.tenant_id = p_tenant_id and c.provider = 'twilio'),
    'whatsapp_cloud', app.meta_channel_setup(p_tenant_id, 'whatsapp_cloud'),
    'messenger', app.meta_channel_setup(p_tenant_id, 'messenger'),
    'instagram', app.meta_channel_setup(p_tenant_id, 'instagram'));
end;
$$;
comment on function public.get_channel_setup(uuid) is
  'Caller: owner or admin. {active, risk: who accepted a connection by QR code|null, evolution|null, twilio|null, whatsapp_cloud|null, messenger|null, instagram|null}; never a secret. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.get_channel_setup(uuid) from public, anon, authenticated;
grant execute on function public.get_channel_setup(uuid) to authenticated;
