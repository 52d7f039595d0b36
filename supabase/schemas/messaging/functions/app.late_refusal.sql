-- Why a message that has waited must not be sent any more: the person opted out after it was written, or another channel
-- of its family is on now, or none.
-- A reminder of a session that moved meanwhile would be wrong.
create function app.late_refusal(p_message public.conversation_messages)
returns text
language sql
stable
set search_path = ''
as $$
  select coalesce(app.campaign_refusal(p_message), case
    when exists (
      select from public.conversation_optouts o
      where o.tenant_id = p_message.tenant_id and o.thread_id = p_message.thread_id
        and o.purpose = 'all' and o.created_at > p_message.created_at
    ) then 'opted_out'
    when exists (
      select from public.conversation_session_reminders_logs l
      where l.tenant_id = p_message.tenant_id and l.message_id = p_message.id
        and (app.reminder_over(l, now()) is not null or app.opted_out_of(l.tenant_id, p_message.thread_id, 'reminders'))
    ) then 'reminder_outdated'
    else (
      select case when c.id is null then 'no_active_channel' when c.id <> p_message.channel_id then 'channel_changed' end
      from public.notification_channels o
      left join public.notification_channels c on c.tenant_id = o.tenant_id and c.family = o.family and c.is_active
      where o.tenant_id = p_message.tenant_id and o.id = p_message.channel_id)
  end);
$$;
revoke execute on function app.late_refusal(public.conversation_messages) from public, anon, authenticated;
