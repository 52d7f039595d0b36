-- The first webhook that the account signs is the proof that the number is connected: credentials alone receive nothing.
create function app.verify_twilio_channel(p_tenant_id uuid, p_channel_id uuid)
returns public.notification_channels
language plpgsql
set search_path = ''
as $$
declare
  v_channel public.notification_channels;
begin
  update public.twilio_accounts a set verified_at = now()
  where a.tenant_id = p_tenant_id and a.channel_id = p_channel_id and a.verified_at is null;
  update public.notification_channels c set connection_state = 'open', connected_at = now()
  where c.tenant_id = p_tenant_id and c.id = p_channel_id and c.connection_state <> 'open'
  returning * into v_channel;
  if found then
    perform app.broadcast(p_tenant_id, 'channel', app.channel_payload(v_channel));
    return v_channel;
  end if;
  select c.* into v_channel from public.notification_channels c where c.tenant_id = p_tenant_id and c.id = p_channel_id;
  return v_channel;
end;
$$;
revoke execute on function app.verify_twilio_channel(uuid, uuid) from public, anon, authenticated;
grant execute on function app.verify_twilio_channel(uuid, uuid) to service_role;
