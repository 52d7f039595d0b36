create function app.audit_entries(p_tenant_id uuid, p_filter jsonb, p_before uuid, p_limit integer)
returns table (
  key uuid, at timestamptz, source text, actor_kind text, actor_id uuid, actor_name text, action text, area text, severity text,
  entity text, entity_id text, before jsonb, after jsonb, reason text, request_id text, seq bigint, erased_at timestamptz
)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_person uuid := p_filter ->> 'person';
  v_entity text := p_filter ->> 'entity';
  v_entity_id text := p_filter ->> 'entity_id';
  -- the first id that is too new, and the last one that is too old
  v_end uuid := least(p_before, app.first_uuid_of((((p_filter ->> 'until')::date + 1)::timestamp) at time zone v_zone));
  v_start uuid := app.first_uuid_of(((p_filter ->> 'from')::date::timestamp) at time zone v_zone);
  v_actions text[] := array(
    select a.key from app.audit_actions a
    where (p_filter ->> 'area' is null or a.area = p_filter ->> 'area') and (p_filter ->> 'action' is null or a.key = p_filter ->> 'action')
      and (p_filter ->> 'severity' is null or a.severity = p_filter ->> 'severity'));
  v_is_narrow boolean := p_filter ?| array['area', 'action', 'severity'];
begin
  return query
    select x.key, x.at, x.source, x.actor_kind, x.actor_id, x.actor_name, x.action, a.area, a.severity, x.entity, x.entity_id, x.before,
      x.after, x.reason, x.request_id, x.seq, x.erased_at
    from (
      (select l.id as key, l.at, 'audit' as source, l.actor_kind, l.actor_id, l.actor_name, l.action, l.entity, l.entity_id, l.before, l.after,
          l.reason, l.request_id, l.seq, l.erased_at
        from public.audit_logs l
        where l.tenant_id = p_tenant_id and (v_end is null or l.id < v_end) and (v_start is null or l.id >= v_start)
          and (v_person is null or l.actor_id = v_person) and (v_entity is null or l.entity = v_entity)
          and (v_entity_id is null or l.entity_id = v_entity_id) and (not v_is_narrow or l.action = any (v_actions))
        order by l.id desc limit p_limit)
      union all
      -- the pages and reloads of one minute are one reading: its last row stands for it; of private folders nothing
      (select r.id, r.at, 'reads', 'person', r.user_id, r.user_name, 'record.' || r.kind, 'patient', r.patient_id::text, null, null,
          null, null, null, null
        from public.record_reads r
        where r.tenant_id = p_tenant_id and r.note_id is null and (v_end is null or r.id < v_end) and (v_start is null or r.id >= v_start)
          and (v_person is null or r.user_id = v_person) and (v_entity is null or v_entity = 'patient')
          and (v_entity_id is null or r.patient_id::text = v_entity_id) and 'record.' || r.kind = any (v_actions)
          and not exists (
            select from public.record_reads o
            where o.tenant_id = p_tenant_id and o.patient_id = r.patient_id and o.user_id = r.user_id and o.kind = r.kind and o.note_id is null
              and o.at >= r.at and o.at < date_trunc('minute', r.at) + interval '1 minute' and o.id > r.id)
        order by r.id desc limit p_limit)
      union all
      (select b.id, b.opened_at, 'reads', 'person', b.user_id, b.user_name, 'record.opened', 'patient', b.patient_id::text, null,
          jsonb_build_object('expires_at', b.expires_at), b.reason, null, null, null
        from public.record_break_glass b
        where b.tenant_id = p_tenant_id and (v_end is null or b.id < v_end) and (v_start is null or b.id >= v_start)
          and (v_person is null or b.user_id = v_person) and (v_entity is null or v_entity = 'patient')
          and (v_entity_id is null or b.patient_id::text = v_entity_id) and 'record.opened' = any (v_actions)
        order by b.id desc limit p_limit)
      union all
      (select e.key, e.created_at, 'sessions', case when e.actor_id is null then 'system' else 'person' end, e.actor_id, null,
          'session.' || e.kind, 'session', e.session_id::text, app.audit_session(e.before, e.after), app.audit_session(e.after, e.before),
          null, null, null, null
        from (
          select app.uuid_of_number(s.created_at, s.id) as key, s.* from app.session_events s
          where s.tenant_id = p_tenant_id and (v_end is null or s.created_at <= app.moment_of_uuid(v_end))
            and (v_start is null or s.created_at >= app.moment_of_uuid(v_start))
            and (v_person is null or s.actor_id = v_person) and (v_entity is null or v_entity = 'session')
            and (v_entity_id is null or s.session_id::text = v_entity_id) and 'session.' || s.kind = any (v_actions)
          -- those of the moment of the cursor are looked at twice
          order by s.created_at desc, s.id desc limit p_limit + 20
        ) e
        where v_end is null or e.key < v_end
        order by e.key desc limit p_limit)
      union all
      (select c.id, app.moment_of_uuid(c.id), 'conversations', case when c.actor_id is null then 'system' else 'person' end, c.actor_id, null,
          'conversation.' || c.kind, 'conversation', c.thread_id::text, null,
          jsonb_strip_nulls(jsonb_build_object('name', c.name, 'assignee_id', c.assignee_id, 'until', c.until)), null, null, null, null
        from app.conversation_events c
        where c.tenant_id = p_tenant_id and (v_end is null or c.id < v_end) and (v_start is null or c.id >= v_start)
          and (v_person is null or c.actor_id = v_person) and (v_entity is null or v_entity = 'conversation')
          and (v_entity_id is null or c.thread_id::text = v_entity_id) and 'conversation.' || c.kind = any (v_actions)
        order by c.id desc limit p_limit)
    ) x
    join app.audit_actions a on a.key = x.action
    order by x.key desc limit p_limit;
end;
$$;
comment on function app.audit_entries(uuid, jsonb, uuid, integer) is
  'What was done in a clinic, the latest first: what was audited, who read a record, and the events of sessions and conversations, each from its own table. p_filter: person, area, action, severity, entity, entity_id, from and until (days of the clinic); p_before: key of the last row known.';
revoke execute on function app.audit_entries(uuid, jsonb, uuid, integer) from public, anon, authenticated;
