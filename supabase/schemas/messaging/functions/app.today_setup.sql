-- What a new clinic still has to do, null when all of it is done.
create function app.today_setup(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_whatsapp boolean := exists (
    select from public.notification_channels c join public.channel_kinds k on k.kind = c.provider
    where c.tenant_id = p_tenant_id and c.is_active and (not k.needs_pairing or c.connected_at is not null or c.connection_state = 'open'));
  v_team boolean := (select count(*) > 1 from public.tenant_members m where m.tenant_id = p_tenant_id and m.status = 'active')
    or exists (
      select from public.tenant_invitations i
      where i.tenant_id = p_tenant_id and i.accepted_at is null and i.revoked_at is null and i.expires_at > now());
  v_message boolean := exists (
    select from public.conversation_messages m where m.tenant_id = p_tenant_id and m.direction = 'outbound' and m.origin = 'app'
      and m.status in ('sent', 'delivered', 'read'));
begin
  if v_whatsapp and v_team and v_message then
    return null;
  end if;
  return jsonb_build_object('whatsapp', v_whatsapp, 'team', v_team, 'message', v_message);
end;
$$;
revoke execute on function app.today_setup(uuid) from public, anon, authenticated;
