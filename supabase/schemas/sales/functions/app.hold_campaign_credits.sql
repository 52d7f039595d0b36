create function app.hold_campaign_credits(p_campaign public.campaigns)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_credits integer;
begin
  select coalesce(max(r.hold_position + r.credits - 1), 0) into v_credits from public.campaign_recipients r
  where r.tenant_id = p_campaign.tenant_id and r.campaign_id = p_campaign.id and r.hold_id = p_campaign.hold_id and r.state = 'queued';
  if v_credits > 0 then
    perform app.hold_whatsapp_credits(p_campaign.tenant_id, p_campaign.hold_id, v_credits, p_campaign.name);
  end if;
  update public.campaigns c set held_credits = v_credits where c.tenant_id = p_campaign.tenant_id and c.id = p_campaign.id;
  return null;
exception when sqlstate 'PT402' then
  return sqlerrm;
end;
$$;
comment on function app.hold_campaign_credits(public.campaigns) is
  'Takes what all recipients may cost out of the balance, before the first message. Answers insufficient_credits or credits_kept_for_reminders where that is refused.';
revoke execute on function app.hold_campaign_credits(public.campaigns) from public, anon, authenticated;
