create function app.preview_campaign(p_tenant_id uuid, p_id uuid, p_definition jsonb, p_now timestamptz)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_channel record;
  v_clinic text := (select t.name from public.tenants t where t.id = p_tenant_id);
  v_people jsonb;
  v_a integer;
  v_b integer;
  v_price_a integer;
  v_price_b integer;
  v_samples jsonb;
  v_credits integer;
  v_balance integer := coalesce((select b.balance from public.whatsapp_credits_balance b where b.tenant_id = p_tenant_id), 0);
  v_kept integer := app.reminder_credits(p_tenant_id, p_now, true);
  v_from time := (p_definition ->> 'hour_from')::time;
  v_to time := (p_definition ->> 'hour_to')::time;
  v_pace integer := (p_definition ->> 'per_minute')::integer;
  v_tier jsonb := app.campaign_tier(p_tenant_id, p_now);
  v_reach integer;
begin
  select * into v_channel from app.campaign_channel(p_tenant_id);
  v_price_a := app.campaign_price(p_tenant_id, v_channel.provider, p_definition #> '{variants,0}');
  v_price_b := app.campaign_price(p_tenant_id, v_channel.provider, p_definition #> '{variants,1}');
  with found as (
    select c.*, coalesce(c.reason, case when row_number() over (partition by c.address, c.reason is null order by c.person_key) > 1 then 'duplicate_phone' end) as why,
      app.campaign_variant(coalesce(p_id, '00000000-0000-0000-0000-000000000000'), c.address, p_definition) as variant
    from app.campaign_candidates(p_tenant_id, p_definition -> 'audience', p_definition ->> 'purpose') c
  ), first as (
    select f.person_key, f.name, f.phone, f.variant from found f where f.why is null order by md5(f.person_key::text) limit 5
  )
  select (select coalesce(jsonb_object_agg(g.why, g.people), '{}') from (select coalesce(f.why, 'reachable') as why, count(*) as people from found f group by 1) g),
    (select count(*) from found f where f.why is null and f.variant = 'a'), (select count(*) from found f where f.why is null and f.variant = 'b'),
    (select coalesce(jsonb_agg(jsonb_build_object('name', s.name, 'phone', s.phone, 'variant', s.variant, 'text',
      app.fill_campaign(p_tenant_id, p_definition -> 'variants' -> case s.variant when 'b' then 1 else 0 end, app.campaign_fills(v_clinic, app.normalize_name(s.name))) -> 'text')), '[]')
      from first s)
  into v_people, v_a, v_b, v_samples;
  v_reach := v_a + v_b;
  v_credits := v_a * v_price_a + v_b * v_price_b;
  return jsonb_build_object(
    'total', (select coalesce(sum(e.value::integer), 0) from jsonb_each_text(v_people) e), 'reachable', v_reach, 'left_out', v_people - 'reachable',
    'a', v_a, 'b', v_b, 'credits', v_credits, 'price_a', v_price_a, 'price_b', v_price_b, 'balance', v_balance, 'kept_for_reminders', v_kept,
    'missing_credits', greatest(0, v_credits - greatest(0, v_balance - v_kept)),
    'tier', v_tier, 'next_at', app.campaign_moment(p_tenant_id, v_from, v_to, p_now),
    'minutes', ceil(v_reach::numeric / v_pace),
    'fits_today', least(v_reach, v_pace::bigint * app.campaign_minutes_left(p_tenant_id, v_from, v_to, p_now), coalesce((v_tier ->> 'left')::integer, v_reach),
      case when v_credits > 0 then greatest(0, v_balance - v_kept) / greatest(v_price_a, v_price_b, 1) else v_reach end),
    'samples', v_samples,
    'problems', (select coalesce(jsonb_agg(to_jsonb(p)), '[]') from app.campaign_problems(p_tenant_id, p_definition, p_now) p));
end;
$$;
comment on function app.preview_campaign(uuid, uuid, jsonb, timestamptz) is
  'What preview_campaign answers as of a moment.';
revoke execute on function app.preview_campaign(uuid, uuid, jsonb, timestamptz) from public, anon, authenticated;
