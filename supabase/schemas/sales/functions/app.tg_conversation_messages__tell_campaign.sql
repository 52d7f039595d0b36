-- What became of a message is what became of its recipient. One that was kept from leaving waits for its campaign again.
create function app.tg_conversation_messages__tell_campaign()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.campaign_recipients r set
    state = case
      when new.status = 'failed' and new.error_code in ('campaign_paused', 'campaign_hours') then 'queued'
      when new.status = 'failed' and new.error_code in ('campaign_stopped', 'opted_out', 'conversation_blocked') then 'skipped'
      when new.status = 'queued' then 'sending'
      else new.status end,
    reason = case when new.status = 'failed' and new.error_code not in ('campaign_paused', 'campaign_hours')
      then case new.error_code when 'campaign_stopped' then 'stopped' else coalesce(new.error_code, 'unknown') end end
  where r.tenant_id = new.tenant_id and r.id = new.client_id;
  return null;
end;
$$;
revoke execute on function app.tg_conversation_messages__tell_campaign() from public, anon, authenticated;
