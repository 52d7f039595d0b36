-- Writes down the next people of the audience with what they will be told. The caller holds the campaign.
create function app.plan_campaign(p_campaign public.campaigns, p_limit integer, p_now timestamptz)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_clinic text := (select t.name from public.tenants t where t.id = p_campaign.tenant_id);
  v_provider text := (select c.provider from app.campaign_channel(p_campaign.tenant_id) c);
  v_price_a integer := app.campaign_price(p_campaign.tenant_id, v_provider, p_campaign.definition #> '{variants,0}');
  v_price_b integer := app.campaign_price(p_campaign.tenant_id, v_provider, p_campaign.definition #> '{variants,1}');
  v_last uuid;
  v_people integer;
  v_credits integer;
begin
  with found as (
    select c.* from app.campaign_candidates(p_campaign.tenant_id, p_campaign.definition -> 'audience', p_campaign.definition ->> 'purpose',
      p_campaign.plan_after, p_limit) c
  ), told as (
    select f.*, app.campaign_variant(p_campaign.id, f.address, p_campaign.definition) as variant,
      coalesce(f.reason, case when row_number() over (partition by f.address, f.reason is null order by f.person_key) > 1 or exists (
        select from public.campaign_recipients r
        where r.tenant_id = p_campaign.tenant_id and r.campaign_id = p_campaign.id and r.address = f.address and r.state <> 'skipped')
        then 'duplicate_phone' end) as why
    from found f
  ), priced as (
    select t.*, case when t.why is not null then 0 when t.variant = 'b' then v_price_b else v_price_a end as price from told t
  ), placed as (
    select p.*, row_number() over (order by p.person_key) as place, sum(p.price) over (order by p.person_key) as upto from priced p
  ), written as (
    insert into public.campaign_recipients (tenant_id, campaign_id, position, person_key, patient_id, contact_id, thread_key, name, phone,
      address, variant, fills, hold_id, hold_position, credits, state, reason)
    select p_campaign.tenant_id, p_campaign.id, p_campaign.planned_people + p.place, p.person_key, p.patient_id, p.contact_id, p.thread_key,
      coalesce(app.normalize_name(p.name), ''), p.phone, p.address, p.variant, app.campaign_fills(v_clinic, app.normalize_name(p.name)),
      case when p.price > 0 then p_campaign.hold_id end, case when p.price > 0 then p_campaign.planned_credits + p.upto - p.price + 1 end,
      p.price, case when p.why is null then 'queued' else 'skipped' end, p.why
    from placed p
    on conflict (tenant_id, campaign_id, person_key) do nothing
  )
  select count(*), coalesce(sum(p.price), 0), (array_agg(p.person_key order by p.person_key desc))[1] into v_people, v_credits, v_last from placed p;
  update public.campaigns c set plan_after = coalesce(v_last, c.plan_after), planned_people = c.planned_people + v_people,
    planned_credits = c.planned_credits + v_credits, planned_at = case when v_people < p_limit then p_now end
  where c.tenant_id = p_campaign.tenant_id and c.id = p_campaign.id;
  return v_people = p_limit;
end;
$$;
comment on function app.plan_campaign(public.campaigns, integer, timestamptz) is
  'Answers whether there may be more people.';
revoke execute on function app.plan_campaign(public.campaigns, integer, timestamptz) from public, anon, authenticated;
