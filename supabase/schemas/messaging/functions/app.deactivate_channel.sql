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
  perform app.resolve_alert(p_tenant_id, 'meta_token', p_channel_id::text);
  perform app.broadcast(p_tenant_id, 'channel', app.channel_payload(v_channel));
  return jsonb_build_object('channel_id', v_channel.id, 'provider', v_channel.provider, 'is_active', v_channel.is_active);
end;
$$;
comment on function app.deactivate_channel(uuid, uuid) is
  'Caller: owner or admin. A repeated call changes nothing. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 channel_not_found.';
revoke execute on function app.deactivate_channel(uuid, uuid) from public, anon, authenticated;
grant execute on function app.deactivate_channel(uuid, uuid) to authenticated;
