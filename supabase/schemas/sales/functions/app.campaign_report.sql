create function app.campaign_report(p_campaign public.campaigns)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select app.campaign_payload(p_campaign) || jsonb_build_object(
    'problems', case when p_campaign.state in ('draft', 'scheduled') then (
      select coalesce(jsonb_agg(to_jsonb(p)), '[]') from app.campaign_problems(p_campaign.tenant_id, p_campaign.definition) p) else '[]'::jsonb end,
    'reasons', (
      select coalesce(jsonb_agg(jsonb_build_object('state', g.state, 'reason', g.reason, 'count', g.people) order by g.people desc, g.reason), '[]') from (
        select r.state, r.reason, count(*) as people from public.campaign_recipients r
        where r.tenant_id = p_campaign.tenant_id and r.campaign_id = p_campaign.id and r.reason is not null group by 1, 2) g),
    'result', case when jsonb_array_length(p_campaign.definition -> 'variants') = 2 then app.campaign_result(p_campaign.tenant_id, p_campaign.id) end,
    'credits', jsonb_build_object('held', coalesce(p_campaign.held_credits, 0), 'used', (
      select count(*) from app.credit_settlements s
      where s.tenant_id = p_campaign.tenant_id and s.refunded_at is null and s.hold_id in (
        select distinct r.hold_id from public.campaign_recipients r where r.tenant_id = p_campaign.tenant_id and r.campaign_id = p_campaign.id))));
$$;
comment on function app.campaign_report(public.campaigns) is
  'A campaign with its problems, reasons, credits and, with two texts, their result.';
revoke execute on function app.campaign_report(public.campaigns) from public, anon, authenticated;
