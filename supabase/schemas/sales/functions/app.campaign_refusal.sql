create function app.campaign_refusal(p_message public.conversation_messages)
returns text
language sql
stable
set search_path = ''
as $$
  select case
    when c.state = 'paused' then 'campaign_paused'
    when c.state = 'stopped' then 'campaign_stopped'
    when app.opted_out_of(r.tenant_id, p_message.thread_id, a.purpose) then 'opted_out'
    when exists (
      select from public.conversation_threads t where t.tenant_id = r.tenant_id and t.id = p_message.thread_id and t.blocked_at is not null) then 'conversation_blocked'
    when app.campaign_moment(r.tenant_id, (c.definition ->> 'hour_from')::time, (c.definition ->> 'hour_to')::time, now()) is distinct from now() then 'campaign_hours'
  end
  from public.campaign_recipients r
  join public.campaigns c on c.tenant_id = r.tenant_id and c.id = r.campaign_id
  join app.campaign_purposes u on u.purpose = c.definition ->> 'purpose'
  join app.automation_reasons a on a.reason = u.reason
  where p_message.origin = 'automation' and r.tenant_id = p_message.tenant_id and r.id = p_message.client_id;
$$;
comment on function app.campaign_refusal(public.conversation_messages) is
  'Why a message of a campaign that has waited must not be sent now; NULL for others.';
revoke execute on function app.campaign_refusal(public.conversation_messages) from public, anon, authenticated;
