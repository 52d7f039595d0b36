-- Setting up the clinic's WhatsApp (B1, B2, B3). Called by edge functions as the signed-in administrator; they sit in
-- schema app, out of the Data API's reach, because they take ciphertext and hashes that only functions can make.

create function app.reserve_channel_id(p_tenant_id uuid, p_provider text)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_id uuid;
begin
  perform app.require_admin(p_tenant_id);
  if p_provider is null or p_provider not in ('evolution', 'twilio') then
    raise sqlstate 'PT400' using message = 'unknown_provider';
  end if;
  insert into public.notification_channels (tenant_id, provider) values (p_tenant_id, p_provider)
  on conflict on constraint one_channel_per_provider do nothing;
  select c.id into v_id from public.notification_channels c where c.tenant_id = p_tenant_id and c.provider = p_provider;
  return v_id;
end;
$$;
comment on function app.reserve_channel_id(uuid, text) is
  'Caller: owner or admin. The id of the clinic''s channel of that provider; ciphertext is bound to it. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 unknown_provider.';

-- Makes one channel of the clinic the active one and the others inactive.
create function app.activate_channel(p_tenant_id uuid, p_channel_id uuid, p_display_name text, p_phone text, p_state text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_channel public.notification_channels;
begin
  perform pg_advisory_xact_lock(hashtextextended('channel:' || p_tenant_id, 0));
  update public.notification_channels set is_active = false
  where tenant_id = p_tenant_id and id <> p_channel_id and is_active;
  update public.notification_channels c set
    is_active = true, display_name = coalesce(app.normalize_name(left(p_display_name, 120)), c.display_name), phone = coalesce(p_phone, c.phone),
    connection_state = p_state, connected_at = case when p_state = 'open' then now() else c.connected_at end, last_error = null
  where c.tenant_id = p_tenant_id and c.id = p_channel_id
  returning * into v_channel;
  perform app.broadcast(p_tenant_id, 'channel', app.channel_payload(v_channel));
end;
$$;

create function app.store_credentials(p_tenant_id uuid, p_channel_id uuid, p_credentials jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_credentials is null or not p_credentials ?& array['v', 'kid', 'iv', 'ct'] then
    raise sqlstate 'PT400' using message = 'credentials_not_encrypted';
  end if;
  insert into app_private.channel_credentials as c (tenant_id, channel_id, credentials)
  values (p_tenant_id, p_channel_id, p_credentials)
  on conflict (tenant_id, channel_id) do update set credentials = excluded.credentials, updated_at = now();
end;
$$;

create function app.configure_evolution_channel(
  p_tenant_id uuid, p_external_id text, p_server_url text, p_webhook_url text, p_api_key_sha256 text, p_secret_sha256 text,
  p_credentials jsonb, p_display_name text default null, p_instance_id text default null, p_owner_phone text default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_channel_id uuid := app.reserve_channel_id(p_tenant_id, 'evolution');
  v_phone text := app.canonical_phone(p_owner_phone);
  v_instance text := coalesce(p_instance_id, concat_ws(' ', rtrim(lower(p_server_url), '/'), p_external_id));
begin
  if app.unofficial_whatsapp_acceptance(p_tenant_id) is null then
    raise sqlstate 'PT409' using message = 'risk_not_accepted', hint = 'Accept that WhatsApp may block the number first.';
  end if;
  -- channel before route and instance, as when the instance tells its state
  perform from public.notification_channels c where c.tenant_id = p_tenant_id order by c.id for no key update;
  -- one clinic at a time speaks through an instance: its messages would otherwise reach either of two by chance
  if not app.claim_route(p_tenant_id, v_channel_id, 'instance', v_instance)
    or (v_phone is not null and not app.claim_route(p_tenant_id, v_channel_id, 'number', v_phone))
  then
    raise sqlstate 'PT409' using message = 'instance_in_use', hint = 'Disconnect it from the other clinic first.';
  end if;
  perform app.store_credentials(p_tenant_id, v_channel_id, p_credentials);
  insert into public.evolution_instances as i
    (tenant_id, channel_id, external_id, server_url, webhook_url, api_key_hash, secret_hash)
  values (p_tenant_id, v_channel_id, p_external_id, p_server_url, p_webhook_url, p_api_key_sha256, p_secret_sha256)
  on conflict on constraint one_instance_per_channel do update set
    external_id = excluded.external_id, server_url = excluded.server_url, webhook_url = excluded.webhook_url,
    secret_hash = excluded.secret_hash,
    -- events already on their way carry the old key: it stays valid for a day
    previous_api_key_hash = case when i.api_key_hash is distinct from excluded.api_key_hash then i.api_key_hash else i.previous_api_key_hash end,
    previous_key_valid_until = case when i.api_key_hash is distinct from excluded.api_key_hash then now() + interval '24 hours' else i.previous_key_valid_until end,
    api_key_hash = excluded.api_key_hash, qr_code = null, pairing_code = null;
  perform app.activate_channel(p_tenant_id, v_channel_id, coalesce(p_display_name, p_external_id), null, 'connecting');
  return jsonb_build_object('channel_id', v_channel_id);
end;
$$;
comment on function app.configure_evolution_channel(uuid, text, text, text, text, text, jsonb, text, text, text) is
  'Caller: owner or admin, through evolution-webhook-provision. p_instance_id and p_owner_phone are what the server answers about the instance; address and name stand in for an id that it does not tell. Rotates key hashes, activates the channel. Returns {channel_id}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT409 risk_not_accepted, PT409 instance_in_use, PT400 credentials_not_encrypted.';

create function app.configure_twilio_channel(
  p_tenant_id uuid, p_account_sid text, p_sender_phone text, p_messaging_service_sid text, p_credentials jsonb
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_channel_id uuid := app.reserve_channel_id(p_tenant_id, 'twilio');
  v_phone text := app.canonical_phone(p_sender_phone);
  v_verified timestamptz;
begin
  if v_phone is null then
    raise sqlstate 'PT400' using message = 'invalid_phone';
  end if;
  -- as with instances; only the number that Twilio lends for trials is a sender of several accounts
  perform pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'sender', p_account_sid, v_phone), 0));
  if exists (
    select from public.twilio_accounts a
    join public.notification_channels c on c.tenant_id = a.tenant_id and c.id = a.channel_id
    where a.account_sid = p_account_sid and a.sender_phone = v_phone and a.tenant_id <> p_tenant_id and c.is_active
  ) then
    raise sqlstate 'PT409' using message = 'sender_in_use', hint = 'Disconnect it from the other clinic first.';
  end if;
  perform app.store_credentials(p_tenant_id, v_channel_id, p_credentials);
  insert into public.twilio_accounts as a (tenant_id, channel_id, account_sid, messaging_service_sid, sender_phone)
  values (p_tenant_id, v_channel_id, p_account_sid, nullif(p_messaging_service_sid, ''), v_phone)
  on conflict on constraint one_account_per_channel do update set
    account_sid = excluded.account_sid, messaging_service_sid = excluded.messaging_service_sid, sender_phone = excluded.sender_phone,
    -- another number has still to show that its webhooks come here
    verified_at = case when (a.account_sid, a.sender_phone) = (excluded.account_sid, excluded.sender_phone) then a.verified_at end
  returning a.verified_at into v_verified;
  perform app.activate_channel(p_tenant_id, v_channel_id, v_phone, v_phone, case when v_verified is null then 'connecting' else 'open' end);
  return jsonb_build_object('channel_id', v_channel_id, 'state', case when v_verified is null then 'connecting' else 'open' end);
end;
$$;
comment on function app.configure_twilio_channel(uuid, text, text, text, jsonb) is
  'Caller: owner or admin, through twilio-channel-provision. Returns {channel_id, state}: connecting until the account signs its first webhook. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_phone, PT409 sender_in_use, PT400 credentials_not_encrypted.';

create function app.deactivate_channel(p_tenant_id uuid, p_channel_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_channel public.notification_channels;
begin
  perform app.require_admin(p_tenant_id);
  perform pg_advisory_xact_lock(hashtextextended('channel:' || p_tenant_id, 0));
  update public.notification_channels set is_active = false
  where tenant_id = p_tenant_id and id = p_channel_id returning * into v_channel;
  if not found then
    raise sqlstate 'PT404' using message = 'channel_not_found';
  end if;
  perform app.broadcast(p_tenant_id, 'channel', app.channel_payload(v_channel));
  return jsonb_build_object('channel_id', v_channel.id, 'provider', v_channel.provider, 'is_active', v_channel.is_active);
end;
$$;
comment on function app.deactivate_channel(uuid, uuid) is
  'Caller: owner or admin. A repeated call changes nothing. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 channel_not_found.';

create function app.channel_credentials(p_tenant_id uuid, p_channel_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'id', c.id, 'provider', c.provider, 'is_active', c.is_active, 'connection_state', c.connection_state,
    'credentials', k.credentials, 'external_id', i.external_id, 'server_url', i.server_url, 'webhook_url', i.webhook_url,
    'account_sid', a.account_sid, 'sender_phone', a.sender_phone, 'messaging_service_sid', a.messaging_service_sid)
  from public.notification_channels c
  left join app_private.channel_credentials k on k.tenant_id = c.tenant_id and k.channel_id = c.id
  left join public.evolution_instances i on i.tenant_id = c.tenant_id and i.channel_id = c.id
  left join public.twilio_accounts a on a.tenant_id = c.tenant_id and a.channel_id = c.id
  where c.tenant_id = p_tenant_id and c.id = p_channel_id;
$$;
comment on function app.channel_credentials(uuid, uuid) is 'Caller: edge functions. The channel with its ciphertext; NULL when there is none.';

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
    'active', (select c.provider from public.notification_channels c where c.tenant_id = p_tenant_id and c.is_active),
    'risk', app.unofficial_whatsapp_acceptance(p_tenant_id),
    'evolution', (
      select jsonb_build_object('channel_id', c.id, 'external_id', i.external_id, 'server_url', i.server_url,
        'webhook_url', i.webhook_url, 'state', c.connection_state, 'is_active', c.is_active, 'qr_code', i.qr_code,
        'pairing_code', i.pairing_code, 'qr_updated_at', i.qr_updated_at, 'phone', c.phone, 'last_error', c.last_error,
        'last_event_at', c.last_event_at)
      from public.notification_channels c
      join public.evolution_instances i on i.tenant_id = c.tenant_id and i.channel_id = c.id
      where c.tenant_id = p_tenant_id and c.provider = 'evolution'),
    'twilio', (
      select jsonb_build_object('channel_id', c.id, 'account_sid', a.account_sid, 'sender_phone', a.sender_phone,
        'messaging_service_sid', a.messaging_service_sid, 'state', c.connection_state, 'is_active', c.is_active,
        'verified_at', a.verified_at, 'last_event_at', c.last_event_at)
      from public.notification_channels c
      join public.twilio_accounts a on a.tenant_id = c.tenant_id and a.channel_id = c.id
      where c.tenant_id = p_tenant_id and c.provider = 'twilio'));
end;
$$;
comment on function public.get_channel_setup(uuid) is
  'Caller: owner or admin. {active, risk: who accepted a connection by QR code|null, evolution|null, twilio|null}; never a secret. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

revoke execute on function app.reserve_channel_id(uuid, text),
  app.activate_channel(uuid, uuid, text, text, text), app.store_credentials(uuid, uuid, jsonb),
  app.configure_evolution_channel(uuid, text, text, text, text, text, jsonb, text, text, text),
  app.configure_twilio_channel(uuid, text, text, text, jsonb), app.deactivate_channel(uuid, uuid),
  app.channel_credentials(uuid, uuid), app.twilio_candidates(text), public.get_channel_setup(uuid)
  from public, anon, authenticated;
grant execute on function app.reserve_channel_id(uuid, text),
  app.configure_evolution_channel(uuid, text, text, text, text, text, jsonb, text, text, text),
  app.configure_twilio_channel(uuid, text, text, text, jsonb), app.deactivate_channel(uuid, uuid),
  public.get_channel_setup(uuid) to authenticated;
grant execute on function app.channel_credentials(uuid, uuid), app.twilio_candidates(text) to service_role;
