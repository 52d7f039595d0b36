-- audit page: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION app.audit_chain_payload (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object(
    'rows', coalesce(c.head_seq - c.anchor_seq, 0), 'end_hash', encode(c.head_hash, 'hex'), 'checked_at', c.checked_at, 'fault', c.fault,
    'whole_until', (select l.at from public.audit_logs l where l.tenant_id = p_tenant_id and l.seq = c.checked_seq),
    'fault_at', (
      select l.at from public.audit_logs l where l.tenant_id = p_tenant_id and l.seq >= c.fault_seq order by l.seq limit 1),
    'pruned_until', nullif(c.anchor_seq, 0), 'keep_months', coalesce(c.keep_months, 60))
  from (select) one left join app.audit_chains c on c.tenant_id = p_tenant_id;
$function$;

CREATE OR REPLACE FUNCTION app.audit_entries (
  p_tenant_id uuid,
  p_filter    jsonb,
  p_before    uuid,
  p_limit     integer
)
  RETURNS TABLE (
    key        uuid,
    at         timestamp with time zone,
    source     text,
    actor_kind text,
    actor_id   uuid,
    actor_name text,
    action     text,
    area       text,
    severity   text,
    entity     text,
    entity_id  text,
    before     jsonb,
    after      jsonb,
    reason     text,
    request_id text,
    seq        bigint,
    erased_at  timestamp with time zone
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION app.audit_label (
  p_tenant_id uuid,
  p_entity    text,
  p_entity_id text,
  p_details   jsonb
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_table app.audited_tables;
  v_id uuid := case when p_entity_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then p_entity_id end;
  v_label text;
begin
  if p_entity = 'session' then
    return (
      select coalesce(string_agg(p.name, ', ' order by x.position), '') from public.session_patients x
      join public.patients p on p.tenant_id = x.tenant_id and p.id = x.patient_id
      where x.tenant_id = p_tenant_id and x.session_id = v_id);
  elsif p_entity = 'conversation' then
    return (
      select coalesce(t.contact_name, t.phone) from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_id);
  elsif p_entity = 'payer' then
    return (
      select coalesce(p.name, y.full_name) from public.payers y left join public.patients p on p.tenant_id = y.tenant_id and p.id = y.patient_id
      where y.tenant_id = p_tenant_id and y.id = v_id);
  end if;
  select * into v_table from app.audited_tables t where t.entity = p_entity;
  if v_table.label_column is not null and v_id is not null and v_table.key_column <> 'tenant_id' then
    -- the clinic itself is its own tenant
    execute format('select left(t.%I::text, 200) from %s t where t.%I = $1 and t.%I = $2', v_table.label_column, v_table.name,
      v_table.key_column, case p_entity when 'clinic' then 'id' else 'tenant_id' end)
    into v_label using v_id, p_tenant_id;
  end if;
  return coalesce(v_label, app.audit_names(p_tenant_id, coalesce(p_entity_id, '')) ->> p_entity_id, p_details ->> v_table.label_column,
    p_details ->> 'full_name');
end;
$function$;

CREATE OR REPLACE FUNCTION app.audit_link (
  p_tenant_id uuid,
  p_entity    text,
  p_entity_id text
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select case p_entity
    when 'session' then (
      select to_char(s.starts_at at time zone app.clinic_zone(p_tenant_id), 'YYYY-MM-DD') from public.sessions s
      where s.tenant_id = p_tenant_id and s.id::text = p_entity_id)
    when 'conversation' then (
      select t.thread_key from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id::text = p_entity_id)
    when 'payer' then (
      select y.patient_id::text from public.payers y where y.tenant_id = p_tenant_id and y.id::text = p_entity_id)
    when 'patient' then (
      select p.id::text from public.patients p where p.tenant_id = p_tenant_id and p.id::text = p_entity_id)
  end;
$function$;

CREATE OR REPLACE FUNCTION app.audit_names (
  p_tenant_id uuid,
  p_texts     text
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_object_agg(n.id, n.name), '{}')
  from (
    select i.id, coalesce(
      (select t.name from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = i.id),
      (select app.name_of_member(m.user_id) from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = i.id),
      (select p.name from public.patients p where p.tenant_id = p_tenant_id and p.id = i.id),
      (select r.name from public.rooms r where r.tenant_id = p_tenant_id and r.id = i.id),
      (select y.name from public.session_types y where y.tenant_id = p_tenant_id and y.id = i.id)) as name
    from (
      select distinct m[1]::uuid as id
      from regexp_matches(p_texts, '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', 'g') m
    ) i
  ) n
  where n.name is not null;
$function$;

CREATE OR REPLACE FUNCTION app.audit_page (
  p_tenant_id uuid,
  p_filter    jsonb,
  p_before    uuid,
  p_limit     integer
)
  RETURNS TABLE (
    key        uuid,
    at         timestamp with time zone,
    source     text,
    actor_kind text,
    actor_id   uuid,
    actor_name text,
    action     text,
    area       text,
    severity   text,
    entity     text,
    entity_id  text,
    label      text,
    link       text,
    before     jsonb,
    after      jsonb,
    names      jsonb,
    reason     text,
    request_id text,
    seq        bigint,
    erased_at  timestamp with time zone
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select e.key, e.at, e.source, e.actor_kind, e.actor_id, coalesce(e.actor_name, app.name_of_member(e.actor_id)), e.action, e.area, e.severity,
    e.entity, e.entity_id, app.audit_label(p_tenant_id, e.entity, e.entity_id, coalesce(e.before, e.after)),
    app.audit_link(p_tenant_id, e.entity, e.entity_id), e.before, e.after,
    app.audit_names(p_tenant_id, concat(e.before, e.after)), e.reason, e.request_id, e.seq, e.erased_at
  from app.audit_entries(p_tenant_id, p_filter, p_before, p_limit) e
  order by e.key desc;
$function$;

CREATE OR REPLACE FUNCTION app.audit_session (
  p_one   jsonb,
  p_other jsonb
)
  RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select app.audit_changed(s.one, coalesce(s.other, '{}'))
  from (
    select one.state as one, other.state as other
    from (select p_one - 'patients' || jsonb_build_object('patient_ids', jsonb_path_query_array(p_one, '$.patients[*].patient_id')) as state) one,
      (select p_other - 'patients' || jsonb_build_object('patient_ids', jsonb_path_query_array(p_other, '$.patients[*].patient_id')) as state) other
    where p_one is not null
  ) s;
$function$;

CREATE OR REPLACE FUNCTION app.moment_of_uuid (
  p_id uuid
)
  RETURNS timestamp WITH time zone
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select to_timestamp((('x' || left(replace(p_id::text, '-', ''), 12))::bit(48)::bigint * 1000
    + (('x' || substr(replace(p_id::text, '-', ''), 14, 3))::bit(12)::integer * 1000 + 4095) / 4096) / 1000000.0);
$function$;

CREATE OR REPLACE FUNCTION app.require_audit_filter (
  p_filter jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
declare
  v_filter jsonb := jsonb_strip_nulls(coalesce(p_filter, '{}'));
begin
  if jsonb_typeof(v_filter) <> 'object'
    or exists (
      select from jsonb_each(v_filter) f
      where f.key <> all (array['person', 'area', 'action', 'severity', 'entity', 'entity_id', 'from', 'until']) or jsonb_typeof(f.value) <> 'string')
    or not pg_input_is_valid(coalesce(v_filter ->> 'person', '00000000-0000-4000-8000-000000000000'), 'uuid')
    or v_filter ->> 'from' !~ '^\d{4}-\d\d-\d\d$' or v_filter ->> 'until' !~ '^\d{4}-\d\d-\d\d$'
    or not pg_input_is_valid(coalesce(v_filter ->> 'from', '2026-01-01'), 'date')
    or not pg_input_is_valid(coalesce(v_filter ->> 'until', '2026-01-01'), 'date') then
    raise sqlstate 'PT400' using message = 'invalid_filter';
  end if;
  return v_filter;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_audit_logs__stand()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  new.at := clock_timestamp();
  new.id := app.uuid_of_moment(new.at);
  new.salt := gen_random_uuid();
  new.details_hash := app.audit_details_hash(new.salt, new.before, new.after, new.reason);
  new.erased_at := null;
  new.seq := null;
  new.prev_hash := null;
  new.hash := null;
  return new;
end;
$function$;

CREATE OR REPLACE FUNCTION app.uuid_of_number (
  p_at     timestamp with time zone,
  p_number bigint
)
  RETURNS uuid
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select encode(
    substring(int8send((extract(epoch from p_at) * 1000000)::bigint / 1000) from 3)
      || int2send((28672 + (extract(epoch from p_at) * 1000000)::bigint % 1000 * 4096 / 1000)::int2) || int8send(p_number),
    'hex')::uuid;
$function$;

CREATE OR REPLACE FUNCTION public.check_audit (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_admin(p_tenant_id);
  perform app.note_audit_check(p_tenant_id);
  return app.audit_chain_payload(p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."check_audit"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.export_audit (
  p_tenant_id uuid,
  p_filter    jsonb DEFAULT '{}'::jsonb
)
  RETURNS TABLE (
    key        uuid,
    at         timestamp with time zone,
    source     text,
    actor_kind text,
    actor_id   uuid,
    actor_name text,
    action     text,
    area       text,
    severity   text,
    entity     text,
    entity_id  text,
    label      text,
    link       text,
    before     jsonb,
    after      jsonb,
    names      jsonb,
    reason     text,
    request_id text,
    seq        bigint,
    erased_at  timestamp with time zone
  )
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_filter jsonb;
begin
  perform app.require_admin(p_tenant_id);
  v_filter := app.require_audit_filter(p_filter);
  perform app.audit(p_tenant_id, 'audit.exported', 'audit', '', null, v_filter);
  return query select * from app.audit_page(p_tenant_id, v_filter, null, 10000);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."export_audit"(uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_audit_kit (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_admin(p_tenant_id);
  return jsonb_build_object(
    'chain', app.audit_chain_payload(p_tenant_id),
    'people', (
      select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by app.normalize_text(p.name), p.id), '[]')
      from (
        select m.user_id as id, app.name_of_member(m.user_id) as name from public.tenant_members m where m.tenant_id = p_tenant_id
        union
        -- who acted lately and is no member: who left, the service, a key
        select distinct on (l.actor_id) l.actor_id, l.actor_name
        from (
          select x.actor_id, x.actor_name, x.id from public.audit_logs x
          where x.tenant_id = p_tenant_id and x.actor_id is not null order by x.id desc limit 2000
        ) l
        where l.actor_name is not null and not exists (
          select from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = l.actor_id)
      ) p),
    'actions', (select jsonb_agg(jsonb_build_object('key', a.key, 'area', a.area) order by a.area, a.key) from app.audit_actions a));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_audit_kit"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_audit (
  p_tenant_id uuid,
  p_filter    jsonb   DEFAULT '{}'::jsonb,
  p_before    uuid    DEFAULT NULL::uuid,
  p_limit     integer DEFAULT 50
)
  RETURNS TABLE (
    key        uuid,
    at         timestamp with time zone,
    source     text,
    actor_kind text,
    actor_id   uuid,
    actor_name text,
    action     text,
    area       text,
    severity   text,
    entity     text,
    entity_id  text,
    label      text,
    link       text,
    before     jsonb,
    after      jsonb,
    names      jsonb,
    reason     text,
    request_id text,
    seq        bigint,
    erased_at  timestamp with time zone
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_admin(p_tenant_id);
  return query
    select * from app.audit_page(p_tenant_id, app.require_audit_filter(p_filter), p_before, least(greatest(coalesce(p_limit, 50), 1), 200));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_audit"(uuid, jsonb, uuid, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_audit_settings (
  p_tenant_id   uuid,
  p_keep_months integer
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_before smallint;
begin
  perform app.require_member(p_tenant_id, array['owner']);
  if p_keep_months is null or p_keep_months not between 60 and 240 then
    raise sqlstate 'PT400' using message = 'audit_settings_invalid', detail = 'From 60 to 240 months.';
  end if;
  insert into app.audit_chains (tenant_id) values (p_tenant_id) on conflict (tenant_id) do nothing;
  select c.keep_months into v_before from app.audit_chains c where c.tenant_id = p_tenant_id for update;
  update app.audit_chains c set keep_months = p_keep_months where c.tenant_id = p_tenant_id and c.keep_months <> p_keep_months;
  perform app.audit(p_tenant_id, 'audit.kept', 'audit', '', jsonb_build_object('keep_months', v_before),
    jsonb_build_object('keep_months', p_keep_months));
  return app.audit_chain_payload(p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_audit_settings"(uuid, integer) FROM PUBLIC, "anon", "service_role";

CREATE INDEX session_events_moment ON app.session_events USING btree (tenant_id, created_at DESC, id DESC);

CREATE INDEX audit_logs_actor ON public.audit_logs USING btree (tenant_id, actor_id, id DESC)
  WHERE (actor_id IS NOT NULL);

COMMENT ON FUNCTION "app"."audit_chain_payload"(uuid) IS 'How the chain of a clinic stands, as its page says it.';

COMMENT ON FUNCTION "app"."audit_entries"(uuid, jsonb, uuid, integer) IS 'What was done in a clinic, the latest first: what was audited, who read a record, and the events of sessions and conversations, each from its own table. p_filter: person, area, action, severity, entity, entity_id, from and until (days of the clinic); p_before: key of the last row known.';

COMMENT ON FUNCTION "app"."audit_label"(uuid, text, text, jsonb) IS 'How the thing of an audit row is called now, or was when it went; null for settings and what has no name.';

COMMENT ON FUNCTION "app"."audit_link"(uuid, text, text) IS 'What a screen needs to open the thing of an audit row, null when it is gone: the day of a session, the key of a conversation, the patient of a payer.';

COMMENT ON FUNCTION "app"."audit_names"(uuid, text) IS 'How the people, rooms and kinds of session of a clinic are called now whose ids stand in a text: {id: name}.';

COMMENT ON FUNCTION "app"."audit_page"(uuid, jsonb, uuid, integer) IS 'app.audit_entries with what people call everything.';

COMMENT ON FUNCTION "app"."audit_session"(jsonb, jsonb) IS 'What of a session''s state (app.session_state) differs from another, as the audit shows it.';

COMMENT ON FUNCTION "app"."moment_of_uuid"(uuid) IS 'When app.time_ordered_uuid made an id.';

COMMENT ON FUNCTION "app"."require_audit_filter"(jsonb) IS 'A filter of app.audit_entries that can be asked for. Errors: PT400 invalid_filter.';

COMMENT ON FUNCTION "app"."uuid_of_number"(timestamp with time zone, bigint) IS 'Stands for a numbered row among ids of app.time_ordered_uuid: after what was made before that moment, and in the order of its numbers.';

COMMENT ON FUNCTION "public"."check_audit"(uuid) IS 'Caller: owner and administrators. Looks at the whole chain now. Answers chain as get_audit_kit. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."export_audit"(uuid, jsonb) IS 'Caller: owner and administrators. As list_audit, the latest ten thousand at once; that somebody took them along is audited. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_filter.';

COMMENT ON FUNCTION "public"."get_audit_kit"(uuid) IS 'Caller: owner and administrators. What the page of the audit filters by, and how its chain stands: {chain: {rows, end_hash, checked_at, whole_until, fault, fault_at, pruned_until, keep_months}, people, actions}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."list_audit"(uuid, jsonb, uuid, integer) IS 'Caller: owner and administrators. Who did and read what, the latest first: audited acts, readings of records (never of private folders, and never what is written), events of sessions and conversations. p_filter as in app.audit_entries, p_before: key of the last row. names: how the ids in before and after are called. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_filter.';

COMMENT ON FUNCTION "public"."save_audit_settings"(uuid, integer) IS 'Caller: owner. How long the audit is kept, five to twenty years. Answers chain as get_audit_kit. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 audit_settings_invalid.';

REVOKE ALL ON FUNCTION "app"."audit_chain_payload"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."audit_chain_payload"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."audit_chain_payload"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."audit_entries"(uuid, jsonb, uuid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."audit_entries"(uuid, jsonb, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."audit_entries"(uuid, jsonb, uuid, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."audit_label"(uuid, text, text, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."audit_label"(uuid, text, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."audit_label"(uuid, text, text, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."audit_link"(uuid, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."audit_link"(uuid, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."audit_link"(uuid, text, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."audit_names"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."audit_names"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."audit_names"(uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."audit_page"(uuid, jsonb, uuid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."audit_page"(uuid, jsonb, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."audit_page"(uuid, jsonb, uuid, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."audit_session"(jsonb, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."audit_session"(jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."audit_session"(jsonb, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."moment_of_uuid"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."moment_of_uuid"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."moment_of_uuid"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_audit_filter"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_audit_filter"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_audit_filter"(jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."uuid_of_number"(timestamp WITH time zone, bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."uuid_of_number"(timestamp WITH time zone, bigint) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."uuid_of_number"(timestamp WITH time zone, bigint) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."check_audit"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."check_audit"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."check_audit"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."export_audit"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."export_audit"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."export_audit"(uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_audit_kit"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_audit_kit"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_audit_kit"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_audit"(uuid, jsonb, uuid, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_audit"(uuid, jsonb, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_audit"(uuid, jsonb, uuid, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_audit_settings"(uuid, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_audit_settings"(uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_audit_settings"(uuid, integer) TO "postgres";
