-- The first steps of a clinic as one of those who lead it sees them: each a fact. NULL when all of them are done, when the
-- person put them away, and for a clinic that has worked for a month.
create function app.today_setup(p_tenant_id uuid, p_user_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_channel public.notification_channels;
  v_import app.history_imports;
  v_has_history boolean;
  v_whatsapp boolean := exists (
    select from public.notification_channels c join public.channel_kinds k on k.kind = c.provider
    where c.tenant_id = p_tenant_id and c.is_active and not k.only_answers and (not k.needs_pairing or c.connected_at is not null or c.connection_state = 'open'));
  v_team boolean := (select count(*) > 1 from public.tenant_members m where m.tenant_id = p_tenant_id and m.status = 'active')
    or exists (
      select from public.tenant_invitations i
      where i.tenant_id = p_tenant_id and i.accepted_at is null and i.revoked_at is null and i.expires_at > now());
  v_quick_reply boolean := exists (
    select from public.quick_replies q where q.tenant_id = p_tenant_id and (q.owner_id is null or q.owner_id = p_user_id));
  v_push boolean := exists (select from app.push_subscriptions s where s.tenant_id = p_tenant_id and s.user_id = p_user_id);
  v_message boolean := exists (
    select from public.conversation_messages m where m.tenant_id = p_tenant_id and m.direction = 'outbound' and m.origin = 'app'
      and m.status in ('sent', 'delivered', 'read'));
begin
  if exists (select from app.dismissed_setups d where d.tenant_id = p_tenant_id and d.user_id = p_user_id)
    or v_whatsapp and v_team and v_message
      and exists (select from public.tenants t where t.id = p_tenant_id and t.created_at < now() - interval '30 days') then
    return null;
  end if;
  select * into v_channel from app.active_channel(p_tenant_id);
  v_has_history := exists (select from public.channel_kinds k where k.kind = v_channel.provider and k.history_days is not null);
  select * into v_import from app.history_imports i
  where i.tenant_id = p_tenant_id and i.channel_id = v_channel.id
  order by i.created_at desc, i.id limit 1;
  if v_whatsapp and v_team and v_quick_reply and v_push and v_message and (not v_has_history or v_import.state = 'done') then
    return null;
  end if;
  return jsonb_build_object('whatsapp', v_whatsapp, 'team', v_team, 'quick_reply', v_quick_reply, 'push', v_push, 'message', v_message,
    -- no step where the channel hands out nothing of before
    'history', case when v_channel.id is null or v_has_history then jsonb_build_object('done', coalesce(v_import.state = 'done', false),
      'state', v_import.state, 'chats_done', coalesce(v_import.chats_done, 0), 'chats_total', v_import.chats_total) end);
end;
$$;
revoke execute on function app.today_setup(uuid, uuid) from public, anon, authenticated;
