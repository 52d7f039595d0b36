create function app.twilio_candidates(p_account_sid text)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'tenant_id', a.tenant_id, 'channel_id', a.channel_id, 'credentials', k.credentials,
    'sender_phone', a.sender_phone, 'messaging_service_sid', a.messaging_service_sid) order by c.is_active desc, c.updated_at desc), '[]')
  from public.twilio_accounts a
  join public.notification_channels c on c.tenant_id = a.tenant_id and c.id = a.channel_id
  join app_private.channel_credentials k on k.tenant_id = a.tenant_id and k.channel_id = a.channel_id
  where a.account_sid = p_account_sid;
$$;
comment on function app.twilio_candidates(text) is
  'Caller: twilio-whatsapp-inbound. Channels of an account, active first; the one whose auth token signs the request owns it.';
revoke execute on function app.twilio_candidates(text) from public, anon, authenticated;
grant execute on function app.twilio_candidates(text) to service_role;
