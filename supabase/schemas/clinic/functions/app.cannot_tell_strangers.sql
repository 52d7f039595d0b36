create function app.cannot_tell_strangers(p_tenant_id uuid)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_channel public.notification_channels;
begin
  select c.* into v_channel from app.active_channel(p_tenant_id) c;
  return case
    when exists (
      select from public.session_notice_settings o where o.tenant_id = p_tenant_id and not o.tells_booked) then 'notices_off'
    when v_channel.id is null then 'no_active_channel'
    when v_channel.connection_state = 'close' then 'channel_disconnected'
    when exists (
      select from public.channel_kinds k where k.kind = v_channel.provider and k.window_hours is not null) then 'outside_24h_window'
    when app.kind_costs_credits(v_channel.provider) and coalesce((
      select b.balance from public.whatsapp_credits_balance b where b.tenant_id = p_tenant_id), 0) < 1 then 'insufficient_credits' end;
end;
$$;
comment on function app.cannot_tell_strangers(uuid) is
  'Why the clinic cannot write to a number that never wrote to it; NULL where it can. It depends on the clinic alone, so that a page that says it tells nothing about a number.';
revoke execute on function app.cannot_tell_strangers(uuid) from public, anon, authenticated;
