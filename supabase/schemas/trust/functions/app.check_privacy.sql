create function app.check_privacy(p_tenant_id uuid, p_now timestamptz default now())
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_today date := (p_now at time zone app.clinic_zone(p_tenant_id))::date;
  v_kinds text[] := array['privacy_request_due', 'privacy_request_late', 'incident_due', 'incident_late'];
  v_stands text[] := '{}';
  v_one record;
begin
  for v_one in
    -- a stage is a subject of its own, so that people are told again when it comes
    select d.what || case when d.days < 0 then '_late' else '_due' end as kind,
      d.id || case when d.days < 0 then '' when d.days <= 1 then ':1' when d.days <= 5 then ':5' else ':new' end as subject,
      jsonb_build_object('id', d.id, 'number', d.number, 'due', to_char(d.due_on, 'DD/MM/YYYY')) as data
    from (
      select 'privacy_request' as what, r.id, app.privacy_protocol(r.id) as number, r.due_on, r.due_on - v_today as days
      from public.privacy_requests r
      where r.tenant_id = p_tenant_id and r.state = 'open' and (r.due_on <= v_today + 5 or r.origin = 'page')
      union all
      select 'incident', i.id, null, i.due_on, i.due_on - v_today
      from public.privacy_incidents i
      where i.tenant_id = p_tenant_id and i.is_grave and i.authority_told_on is null and i.not_told_reason is null
    ) d
    order by d.due_on, d.id
  loop
    v_stands := v_stands || (v_one.kind || ' ' || v_one.subject);
    perform app.raise_alert(p_tenant_id, v_one.kind, v_one.subject, v_one.data, p_now);
  end loop;
  perform app.resolve_alert(p_tenant_id, a.kind, a.subject, p_now)
  from public.alerts a
  where a.tenant_id = p_tenant_id and a.kind = any (v_kinds) and a.ended_at is null and not (a.kind || ' ' || a.subject) = any (v_stands);
end;
$$;
comment on function app.check_privacy(uuid, timestamptz) is
  'Caller: functions of any domain, as often as they like. Raises and ends the alerts of requests and incidents: when a person hands one in, five days and one day before it is due, and when it is late.';
revoke execute on function app.check_privacy(uuid, timestamptz) from public, anon, authenticated;
