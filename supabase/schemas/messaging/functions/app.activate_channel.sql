-- Makes one channel the active one of its family in the clinic, and the others of the family inactive.
create function app.activate_channel(p_tenant_id uuid, p_channel_id uuid, p_display_name text, p_phone text, p_state text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_channel public.notification_channels;
begin
  perform pg_advisory_xact_lock(hashtextextended('channel:' || p_tenant_id, 0));
  update public.notification_channels o set is_active = false
  from public.notification_channels c
  where c.tenant_id = p_tenant_id and c.id = p_channel_id
    and o.tenant_id = p_tenant_id and o.family = c.family and o.id <> c.id and o.is_active;
  update public.notification_channels c set
    is_active = true, display_name = coalesce(app.normalize_name(left(p_display_name, 120)), c.display_name), phone = coalesce(p_phone, c.phone),
    connection_state = p_state, connected_at = case when p_state = 'open' then now() else c.connected_at end, last_error = null
  where c.tenant_id = p_tenant_id and c.id = p_channel_id
  returning * into v_channel;
  perform app.broadcast(p_tenant_id, 'channel', app.channel_payload(v_channel));
  perform app.begin_first_import(v_channel);
end;
$$;
revoke execute on function app.activate_channel(uuid, uuid, text, text, text) from public, anon, authenticated;
