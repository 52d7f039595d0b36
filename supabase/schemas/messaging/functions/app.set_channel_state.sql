-- Connection state and QR code of an Evolution instance, phone of the connected account.
create function app.set_channel_state(
  p_tenant_id uuid, p_channel_id uuid, p_state text, p_phone text default null, p_reason text default null,
  p_qr_code text default null, p_pairing_code text default null
)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_channel public.notification_channels;
  v_phone text := app.canonical_phone(p_phone);
begin
  if p_state = 'open' and v_phone is not null then
    select c.* into v_channel from public.notification_channels c where c.tenant_id = p_tenant_id and c.id = p_channel_id and c.is_active for no key update;
    -- the phone that was paired speaks for another clinic: it is neither connected nor heard here
    if found and not app.claim_route(p_tenant_id, p_channel_id, 'number', v_phone) then
      p_state := 'close';
      p_reason := 'number_in_use';
      v_phone := null;
    end if;
  end if;
  update public.notification_channels c set
    connection_state = coalesce(p_state, c.connection_state),
    phone = coalesce(v_phone, c.phone),
    connected_at = case when p_state = 'open' and c.connection_state <> 'open' then now() else c.connected_at end,
    last_error = case when p_state = 'open' then null else coalesce(p_reason, c.last_error) end
  where c.tenant_id = p_tenant_id and c.id = p_channel_id returning * into v_channel;
  if not found then
    return;
  end if;
  -- a code of a connection that ended opens nothing
  if p_state in ('open', 'close') or p_qr_code is not null or p_pairing_code is not null then
    update public.evolution_instances i set
      qr_code = p_qr_code, pairing_code = p_pairing_code, qr_updated_at = now()
    where i.tenant_id = p_tenant_id and i.channel_id = p_channel_id;
  end if;
  perform app.broadcast(p_tenant_id, 'channel', app.channel_payload(v_channel, p_qr_code is not null));
  if p_state = 'open' then
    perform app.begin_first_import(v_channel);
  end if;
end;
$$;
revoke execute on function app.set_channel_state(uuid, uuid, text, text, text, text, text) from public, anon, authenticated;
grant execute on function app.set_channel_state(uuid, uuid, text, text, text, text, text) to service_role;
