create function public.get_deal_stats(p_tenant_id uuid, p_pipeline_id uuid, p_owner_id uuid default null, p_now timestamptz default now())
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_seller(p_tenant_id);
  v_zone text := app.clinic_zone(p_tenant_id);
  v_month timestamptz := app.local_moment(date_trunc('month', p_now at time zone v_zone), v_zone);
begin
  return jsonb_build_object(
    'stages', (
      select coalesce(jsonb_agg(jsonb_build_object('stage_id', s.id, 'count', coalesce(n.count, 0), 'cents', coalesce(n.cents, 0),
        'weighted_cents', coalesce(n.cents, 0) * s.probability / 100, 'rotting', coalesce(n.rotting, 0)) order by s.position, s.id), '[]')
      from public.pipeline_stages s
      left join lateral (
        select count(*) as count, sum(d.value_cents) as cents,
          count(*) filter (where d.stage_since < p_now - make_interval(days => s.rotting_days)) as rotting
        from public.deals d
        where d.tenant_id = p_tenant_id and d.pipeline_id = p_pipeline_id and d.stage_id = s.id and d.status = 'open'
          and (p_owner_id is null or d.owner_id = p_owner_id)) n on true
      where s.tenant_id = p_tenant_id and s.pipeline_id = p_pipeline_id and s.archived_at is null),
    'month', (
      select jsonb_build_object('won', count(*) filter (where d.status = 'won'), 'won_cents', coalesce(sum(d.value_cents) filter (where d.status = 'won'), 0),
        'lost', count(*) filter (where d.status = 'lost'), 'lost_cents', coalesce(sum(d.value_cents) filter (where d.status = 'lost'), 0))
      from public.deals d
      where d.tenant_id = p_tenant_id and d.pipeline_id = p_pipeline_id and d.status <> 'open' and d.closed_at >= v_month
        and (p_owner_id is null or d.owner_id = p_owner_id)),
    'reasons', (
      select coalesce(jsonb_agg(jsonb_build_object('name', x.name, 'count', x.count) order by x.count desc, x.name), '[]')
      from (
        select r.name, count(*) as count from public.deals d
        join public.deal_lost_reasons r on r.tenant_id = p_tenant_id and r.id = d.lost_reason_id
        where d.tenant_id = p_tenant_id and d.pipeline_id = p_pipeline_id and d.status = 'lost' and d.closed_at >= v_month
          and (p_owner_id is null or d.owner_id = p_owner_id)
        group by r.name) x),
    'forecast', (
      select coalesce(jsonb_agg(jsonb_build_object('month', x.month, 'count', x.count, 'cents', x.cents, 'weighted_cents', x.weighted) order by x.month nulls last), '[]')
      from (
        select to_char(d.expected_on, 'YYYY-MM') as month, count(*) as count, sum(d.value_cents) as cents, sum(d.value_cents * s.probability / 100) as weighted
        from public.deals d join public.pipeline_stages s on s.tenant_id = p_tenant_id and s.id = d.stage_id
        where d.tenant_id = p_tenant_id and d.pipeline_id = p_pipeline_id and d.status = 'open' and (p_owner_id is null or d.owner_id = p_owner_id)
        group by 1) x));
end;
$$;
comment on function public.get_deal_stats(uuid, uuid, uuid, timestamptz) is
  'Caller: who sells. {stages [{stage_id, count, cents, weighted_cents, rotting}], month {won, won_cents, lost, lost_cents} of this month, reasons, forecast [{month: null where no day is expected, count, cents, weighted_cents}]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function public.get_deal_stats(uuid, uuid, uuid, timestamptz) from public, anon, authenticated;
grant execute on function public.get_deal_stats(uuid, uuid, uuid, timestamptz) to authenticated;
