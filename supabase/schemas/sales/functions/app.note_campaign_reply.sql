create function app.note_campaign_reply(p_message public.conversation_messages)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- the last one of a week is what is answered
  update public.campaign_recipients r set replied_at = p_message.occurred_at
  where r.tenant_id = p_message.tenant_id and r.replied_at is null and r.id = (
    select l.id from public.campaign_recipients l
    where l.tenant_id = p_message.tenant_id and l.thread_id = p_message.thread_id and l.taken_at > p_message.occurred_at - interval '7 days'
      and l.taken_at <= p_message.occurred_at + interval '1 minute' and l.state in ('sending', 'sent', 'delivered', 'read')
    order by l.taken_at desc limit 1);
end;
$$;
comment on function app.note_campaign_reply(public.conversation_messages) is
  'Notes that a person answered the last campaign of the last seven days.';
revoke execute on function app.note_campaign_reply(public.conversation_messages) from public, anon, authenticated;
