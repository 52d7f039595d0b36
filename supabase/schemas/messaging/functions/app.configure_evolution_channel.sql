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
revoke execute on function app.configure_evolution_channel(uuid, text, text, text, text, text, jsonb, text, text, text) from public, anon, authenticated;
grant execute on function app.configure_evolution_channel(uuid, text, text, text, text, text, jsonb, text, text, text) to authenticated;
