-- One recipient: everything is asked for again at this moment. The caller holds the campaign; the message and what became of the
-- recipient are of one transaction.
create function app.send_campaign_message(p_campaign public.campaigns, p_recipient public.campaign_recipients, p_now timestamptz)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_tenant uuid := p_campaign.tenant_id;
  v_purpose app.campaign_purposes;
  v_said jsonb := app.fill_campaign(p_campaign.tenant_id, p_campaign.definition -> 'variants' -> case p_recipient.variant when 'b' then 1 else 0 end, p_recipient.fills);
  v_key text := p_recipient.thread_key;
  v_created jsonb;
  v_why text;
begin
  select * into v_purpose from app.campaign_purposes u where u.purpose = p_campaign.definition ->> 'purpose';
  if v_purpose.needs_permission and not app.may_be_sent_campaigns(v_tenant, p_recipient.patient_id, p_recipient.contact_id) then
    v_why := 'no_permission';
  elsif exists (
    select from public.patients p where p.tenant_id = v_tenant and p.id = p_recipient.patient_id and p.archived_at is not null and p.merged_into_id is null) then
    v_why := 'person_archived';
  else
    if p_recipient.phone is not null then
      v_key := app.campaign_thread(v_tenant, p_recipient.phone, nullif(p_recipient.name, ''));
    end if;
    v_created := app.create_automation_message(v_tenant, v_key, p_recipient.id, v_said ->> 'body', v_purpose.reason,
      case when v_said -> 'template' <> 'null'::jsonb then v_said -> 'template' end);
    v_why := v_created ->> 'skipped';
  end if;
  if v_why in ('no_active_channel', 'channel_disconnected', 'template_not_found', 'template_not_approved', 'template_not_supported',
    'insufficient_credits', 'credits_kept_for_reminders', 'hold_exhausted', 'outside_24h_window') then
    return jsonb_build_object('stop', v_why);
  end if;
  update public.campaign_recipients r set
    state = case when v_why is not null then 'skipped' else case v_created #>> '{message,status}' when 'queued' then 'sending' else v_created #>> '{message,status}' end end,
    reason = v_why, taken_at = case when v_why is null then p_now else r.taken_at end,
    message_id = (v_created #>> '{message,id}')::uuid, thread_id = (v_created #>> '{message,thread_id}')::uuid
  where r.tenant_id = v_tenant and r.id = p_recipient.id;
  return v_created;
end;
$$;
comment on function app.send_campaign_message(public.campaigns, public.campaign_recipients, timestamptz) is
  'As create_automation_message, or {stop: code} where the whole campaign cannot go on.';
revoke execute on function app.send_campaign_message(public.campaigns, public.campaign_recipients, timestamptz) from public, anon, authenticated;
