create function app.campaign_result(p_tenant_id uuid, p_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  with sides as (
    select r.variant, (count(*) filter (where r.state in ('sent', 'delivered', 'read')))::integer as sent,
      (count(*) filter (where r.state = 'read'))::integer as read, (count(*) filter (where r.replied_at is not null and r.state in ('sent', 'delivered', 'read')))::integer as replied
    from public.campaign_recipients r where r.tenant_id = p_tenant_id and r.campaign_id = p_id group by r.variant
  ), pair as (
    select coalesce(max(s.sent) filter (where s.variant = 'a'), 0) as a, coalesce(max(s.replied) filter (where s.variant = 'a'), 0) as a_replied,
      coalesce(max(s.read) filter (where s.variant = 'a'), 0) as a_read, coalesce(max(s.sent) filter (where s.variant = 'b'), 0) as b,
      coalesce(max(s.replied) filter (where s.variant = 'b'), 0) as b_replied, coalesce(max(s.read) filter (where s.variant = 'b'), 0) as b_read
    from sides s
  )
  select jsonb_build_object('a', jsonb_build_object('sent', p.a, 'read', p.a_read, 'replied', p.a_replied),
    'b', jsonb_build_object('sent', p.b, 'read', p.b_read, 'replied', p.b_replied),
    'low', d.difference -> 'low', 'high', d.difference -> 'high', 'verdict', case d.difference ->> 'verdict'
      when 'helps' then 'a' when 'hurts' then 'b' else d.difference ->> 'verdict' end)
  from pair p, app.share_difference(p.a_replied, p.a, p.b_replied, p.b) d (difference);
$$;
comment on function app.campaign_result(uuid, uuid) is
  'Two texts compared by who answered: {a and b: {sent, read, replied}, low, high: how many more answered a, as a share, with 95 %, verdict too_few|unclear|a|b}.';
revoke execute on function app.campaign_result(uuid, uuid) from public, anon, authenticated;
