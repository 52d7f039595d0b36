create function app.channel_payload(c public.notification_channels, p_qr_changed boolean default false)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('channel', jsonb_build_object(
    'id', c.id, 'provider', c.provider, 'family', c.family, 'is_active', c.is_active, 'connection_state', c.connection_state,
    'phone', c.phone, 'last_error', c.last_error), 'qr_changed', p_qr_changed);
$$;
revoke execute on function app.channel_payload(public.notification_channels, boolean) from public, anon, authenticated;
grant execute on function app.channel_payload(public.notification_channels, boolean) to service_role;
