create function public.get_operations(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  return app.operations_state(p_tenant_id) || jsonb_build_object(
    'alerts', (
      select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'kind', a.kind, 'subject', a.subject, 'data', a.data, 'is_urgent', k.is_urgent,
        'raised_at', a.raised_at, 'seen_at', a.seen_at, 'told_at', a.told_at, 'snoozed_until', nullif(greatest(a.snoozed_until, now()), now()))
        order by k.is_urgent desc, a.raised_at), '[]')
      from public.alerts a join app.alert_kinds k on k.kind = a.kind
      where a.tenant_id = p_tenant_id and a.ended_at is null and a.handled_at is null),
    'past', (
      select coalesce(jsonb_agg(to_jsonb(x) order by x.raised_at desc), '[]')
      from (
        select a.id, a.kind, a.data, a.raised_at, a.ended_at, a.handled_at, coalesce(nullif(p.full_name, ''), p.email) as handled_by
        from public.alerts a left join public.profiles p on p.id = a.handled_by
        where a.tenant_id = p_tenant_id and (a.ended_at is not null or a.handled_at is not null)
        order by a.raised_at desc limit 20) x),
    'kinds', (
      select jsonb_agg(jsonb_build_object('kind', k.kind, 'is_urgent', k.is_urgent, 'unit', k.unit, 'lowest', k.lowest, 'highest', k.highest,
        'usual', k.threshold, 'is_on', s.is_on, 'threshold', s.threshold, 'by_email', s.by_email, 'by_push', s.by_push) order by k.position)
      from app.alert_kinds k, lateral app.alert_setting(p_tenant_id, k.kind) s),
    'quiet', coalesce((
      select jsonb_build_object('from', to_char(q.quiet_from, 'HH24:MI'), 'until', to_char(q.quiet_until, 'HH24:MI'))
      from public.alert_quiet_hours q where q.tenant_id = p_tenant_id), '{"from": "21:00", "until": "07:00"}'));
end;
$$;
comment on function public.get_operations(uuid) is
  'Caller: owner or admin. How the machinery of the clinic is (app.operations_state), its open alerts, the last that ended or were seen to, and what it is warned of. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.get_operations(uuid) from public, anon, authenticated;
grant execute on function public.get_operations(uuid) to authenticated;
