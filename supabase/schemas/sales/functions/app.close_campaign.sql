create function app.close_campaign(p_campaign public.campaigns, p_now timestamptz)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_campaign.held_credits > 0 then
    perform app.release_held_credits(p_campaign.tenant_id, p_campaign.hold_id);
  end if;
  update public.campaigns c set state = case c.state when 'stopped' then 'stopped' else 'finished' end, closed_at = p_now,
    waits_for = null, waits_until = null
  where c.tenant_id = p_campaign.tenant_id and c.id = p_campaign.id;
  perform app.tell_campaign(p_campaign.tenant_id, p_campaign.id);
end;
$$;
comment on function app.close_campaign(public.campaigns, timestamptz) is
  'Caller: the worker, holding the campaign, once nobody waits any more. Credits that nobody needed go back.';
revoke execute on function app.close_campaign(public.campaigns, timestamptz) from public, anon, authenticated;
