-- segments in lists: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

ALTER TABLE "app"."workflow_fields"
  DROP CONSTRAINT "value_is_known";

CREATE TABLE "app"."export_lists" (
  "key"     text  NOT NULL,
  "page"    text  NOT NULL,
  "columns" jsonb NOT NULL,
  CONSTRAINT "columns_are_pairs" CHECK ((jsonb_typeof(columns) = 'array'::text)),
  CONSTRAINT "export_lists_pkey" PRIMARY KEY (key),
  CONSTRAINT "key_is_a_word" CHECK ((key ~ '^[a-z][a-z_]*$'::text))
);

ALTER TABLE "app"."export_lists"
  ENABLE ROW LEVEL SECURITY;

ALTER TABLE "app"."segment_entities"
  ADD COLUMN "module" text;

CREATE OR REPLACE FUNCTION app.check_list_export (
  p_tenant_id uuid,
  p_subject   jsonb,
  p_user_id   uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  if octet_length(p_subject::text) > 4000 or jsonb_typeof(coalesce(p_subject -> 'where', '{}')) <> 'object' then
    raise sqlstate 'PT400' using message = 'invalid_filter';
  end if;
  -- the first row: whoever may not see the list, or filters wrongly, is told now
  perform app.read_list_page(p_tenant_id, p_user_id, p_subject, null, 1);
  return jsonb_build_object('list', p_subject ->> 'list', 'search', p_subject ->> 'search', 'where', coalesce(p_subject -> 'where', '{}'));
end;
$function$;

CREATE OR REPLACE FUNCTION app.list_conversation_facts (
  p_tenant_id uuid,
  p_search    text,
  p_where     jsonb,
  p_after     jsonb,
  p_limit     integer
)
  RETURNS TABLE (
    id              uuid,
    contact_name    text,
    phone           text,
    status          text,
    board_column    text,
    assignee_name   text,
    tags            text,
    unread_count    integer,
    waiting_since   timestamp with time zone,
    last_message_at timestamp with time zone,
    opted_out       boolean
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return query
    select t.id, t.contact_name, t.phone, t.status, t.board_column, w.full_name, (
        select string_agg(g.name, ', ' order by g.position, g.name) from public.conversation_tags g
        where g.tenant_id = p_tenant_id and g.id = any (t.tag_ids)),
      t.unread_count, t.waiting_since, t.last_message_at, t.opted_out
    from public.list_conversations(p_tenant_id, 'all', coalesce(p_where ->> 'status', 'open'), p_search,
      (p_after ->> 'last_message_at')::timestamptz, app.typed_id(p_after ->> 'id'), least(p_limit, 100), '{}') t
    left join public.profiles w on w.id = t.assigned_to
    order by t.last_message_at desc, t.id desc;
end;
$function$;

CREATE OR REPLACE FUNCTION app.list_session_facts (
  p_tenant_id uuid,
  p_where     jsonb,
  p_after     jsonb,
  p_limit     integer
)
  RETURNS TABLE (
    id             uuid,
    starts_at      timestamp with time zone,
    ends_at        timestamp with time zone,
    patients       text,
    therapist_name text,
    type_name      text,
    room_name      text,
    status         text,
    is_online      boolean,
    note           text
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_from timestamptz;
  v_to timestamptz;
begin
  perform app.require_member(p_tenant_id);
  v_from := app.local_moment(app.typed_date(p_where ->> 'from')::timestamp, v_zone);
  v_to := app.local_moment((app.typed_date(p_where ->> 'to') + 1)::timestamp, v_zone);
  return query
    select s.id, s.starts_at, s.ends_at, (
        select string_agg(q.name, ', ' order by x.position, q.sort_name)
        from public.session_patients x join public.patients q on q.tenant_id = p_tenant_id and q.id = x.patient_id
        where x.tenant_id = p_tenant_id and x.session_id = s.id),
      t.name, y.name, r.name, s.status, s.is_online, s.note
    from public.sessions s
    join public.therapists t on t.tenant_id = p_tenant_id and t.user_id = s.therapist_id
    join public.session_types y on y.tenant_id = p_tenant_id and y.id = s.session_type_id
    left join public.rooms r on r.tenant_id = p_tenant_id and r.id = s.room_id
    where s.tenant_id = p_tenant_id and (v_from is null or s.starts_at >= v_from) and (v_to is null or s.starts_at < v_to)
      and (p_where -> 'therapist_ids' is null or s.therapist_id in (
        select app.typed_id(e) from jsonb_array_elements_text(p_where -> 'therapist_ids') e))
      and (p_after is null or (s.starts_at, s.id) > ((p_after ->> 'starts_at')::timestamptz, app.typed_id(p_after ->> 'id')))
    order by s.starts_at, s.id limit p_limit;
end;
$function$;

CREATE OR REPLACE FUNCTION app.list_tag_facts (
  p_tenant_id uuid,
  p_after     jsonb,
  p_limit     integer
)
  RETURNS TABLE (
    id            uuid,
    name          text,
    color         text,
    conversations bigint,
    is_archived   boolean
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return query
    select g.id, g.name, g.color, (
        select count(*) from public.conversation_thread_tags x where x.tenant_id = p_tenant_id and x.tag_id = g.id), g.archived_at is not null
    from public.conversation_tags g
    where g.tenant_id = p_tenant_id and (p_after is null or g.id > app.typed_id(p_after ->> 'id'))
    order by g.id limit p_limit;
end;
$function$;

CREATE OR REPLACE FUNCTION app.patient_condition (
  p_tenant_id uuid,
  p_where     jsonb
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_age text := nullif(p_where ->> 'age', '');
  v_month text := nullif(p_where ->> 'birthday', '');
  v_missing text := nullif(p_where ->> 'missing', '');
  v_segment text := nullif(p_where ->> 'segment', '');
  v_adult_since date;
begin
  if v_age not in ('minor', 'adult') or v_month !~ '^([1-9]|1[0-2])$' or v_missing not in ('phone', 'email', 'cpf', 'birth_date')
    or v_segment is not null and app.typed_id(v_segment) is null then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = left(p_where::text, 80);
  end if;
  select (now() at time zone t.time_zone)::date - interval '18 years' into v_adult_since from public.tenants t where t.id = p_tenant_id;
  return concat_ws(' and ', 'true',
    case v_age when 'minor' then format('p.birth_date > %L', v_adult_since) when 'adult' then format('p.birth_date <= %L', v_adult_since) end,
    'extract(month from p.birth_date) = ' || v_month,
    case when v_segment is not null then format('p.id in (select app.segment_member_ids(%L, ''patients'', %L))', p_tenant_id, app.typed_id(v_segment)) end,
    case v_missing
      when 'cpf' then 'p.cpf is null'
      when 'birth_date' then 'p.birth_date is null'
      when 'phone' then 'not exists (select from public.contact_phones c where c.tenant_id = p.tenant_id and c.patient_id = p.id)'
      when 'email' then 'not exists (select from public.contact_emails c where c.tenant_id = p.tenant_id and c.patient_id = p.id)'
    end);
end;
$function$;

CREATE OR REPLACE FUNCTION app.read_list_page (
  p_tenant_id uuid,
  p_user_id   uuid,
  p_subject   jsonb,
  p_after     jsonb,
  p_limit     integer
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_claims text := current_setting('request.jwt.claims', true);
  v_list app.export_lists;
  v_rows jsonb;
begin
  select * into v_list from app.export_lists l where l.key = p_subject ->> 'list';
  if v_list.key is null then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = 'list';
  end if;
  -- the list decides who sees what; whoever asked for the file had passed the second factor
  perform set_config('request.jwt.claims', jsonb_build_object('sub', p_user_id, 'role', 'authenticated', 'aal', 'aal2')::text, true);
  execute format('select coalesce(jsonb_agg(r.one), ''[]'') from (%s) r (one)', v_list.page)
    into v_rows using p_tenant_id, nullif(p_subject ->> 'search', ''), coalesce(p_subject -> 'where', '{}'), p_after, p_limit;
  perform set_config('request.jwt.claims', coalesce(v_claims, ''), true);
  return jsonb_build_object('columns', v_list.columns, 'rows', v_rows);
end;
$function$;

CREATE OR REPLACE FUNCTION app.segment_member_ids (
  p_tenant_id  uuid,
  p_entity     text,
  p_segment_id uuid
)
  RETURNS SETOF uuid
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id);
  v_row public.segments := app.require_segment(p_tenant_id, p_segment_id, v_role);
begin
  if v_row.entity = p_entity then
    return query select app.segment_ids(p_tenant_id, v_row.entity, v_row.query, null, null, now(), v_role);
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.segment_statement (
  p_tenant_id uuid,
  p_entity    text,
  p_query     jsonb,
  p_now       timestamp with time zone,
  p_role      text,
  OUT         body text,
  OUT         bound text[],
  OUT         zone text,
  OUT         today date
)
  RETURNS record
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_entity app.segment_entities;
  v_facts text[];
  v_condition text;
begin
  select n.* into v_entity from app.segment_entities n where n.key = p_entity;
  if v_entity.key is null then
    raise sqlstate 'PT400' using message = 'invalid_segment', detail = 'entity';
  elsif not p_role = any (v_entity.roles) then
    raise sqlstate 'PT403' using message = 'forbidden';
  elsif p_role is not null and v_entity.module is not null then
    perform app.require_module(p_tenant_id, v_entity.module);
  end if;
  if octet_length(p_query::text) > 32000
    or (select count(*) from jsonb_path_query(p_query, 'strict $.** ? (exists (@.field))', silent => true)) > 100
  then
    raise sqlstate 'PT400' using message = 'segment_too_large';
  end if;
  zone := app.clinic_zone(p_tenant_id);
  today := (p_now at time zone zone)::date;
  select r.p_values, r.p_facts, r.condition into bound, v_facts, v_condition
  from app.segment_node(jsonb_build_object('tenant_id', p_tenant_id, 'entity', p_entity, 'zone', zone, 'today', today, 'role', p_role),
    coalesce(p_query, '{}'), '', 0, '{}', '{}') r;
  -- the clinic stands outside of the tree
  body := format('from %s %s where e.tenant_id = $1 and (%s) and %s', v_entity.source, (
      select string_agg(f.source, ' ' order by f.position, f.key) from app.segment_facts f where f.entity = p_entity and f.key = any (v_facts)),
    v_entity.scope, v_condition);
end;
$function$;

CREATE OR REPLACE FUNCTION app.workflow_condition (
  p_tenant_id  uuid,
  p_options    jsonb,
  p_occurrence jsonb,
  p_answer     text,
  p_now        timestamp with time zone
)
  RETURNS boolean
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_value text := p_options ->> 'value';
  v_patient uuid := (p_occurrence ->> 'patient_id')::uuid;
  v_thread public.conversation_threads;
  v_fact boolean;
begin
  select * into v_thread from public.conversation_threads t
  where t.tenant_id = p_tenant_id and t.id = (p_occurrence ->> 'thread_id')::uuid;
  v_fact := case p_options ->> 'field'
    when 'patient.is_known' then v_patient is not null
    when 'patient.future_session' then exists (
      select from public.session_patients sp join public.sessions s on s.tenant_id = p_tenant_id and s.id = sp.session_id
      where sp.tenant_id = p_tenant_id and sp.patient_id = v_patient and s.starts_at > p_now and sp.status in ('scheduled', 'confirmed'))
    when 'patient.age' then (
      select case p_options ->> 'op' when 'gte' then a.years >= v_value::integer else a.years <= v_value::integer end
      from (select extract(year from age((p_now at time zone app.clinic_zone(p_tenant_id))::date, p.birth_date)) as years
        from public.patients p where p.tenant_id = p_tenant_id and p.id = v_patient and p.birth_date is not null) a)
    when 'patient.segment' then (
      select app.segment_has(p_tenant_id, s.entity, s.query, v_patient, p_now) from public.segments s
      where s.tenant_id = p_tenant_id and s.id::text = v_value and v_patient is not null)
    when 'conversation.tag' then v_value::uuid = any (v_thread.tag_ids)
    when 'conversation.assigned' then v_thread.assigned_to is not null
    when 'message.text' then app.holds_words((select m.body from public.conversation_messages m
      where m.tenant_id = p_tenant_id and m.id = (p_occurrence ->> 'message_id')::uuid), v_value)
    when 'run.answer' then app.holds_words(p_answer, v_value)
    when 'clinic.open' then app.clinic_is_open(p_tenant_id, p_now)
  end;
  v_fact := coalesce(v_fact, false);
  return case p_options ->> 'op' when 'is' then v_fact = v_value::boolean when 'has_not' then not v_fact when 'not_contains' then not v_fact else v_fact end;
end;
$function$;

CREATE OR REPLACE FUNCTION app.workflow_option_problem (
  p_tenant_id uuid,
  p_spec      jsonb,
  p_value     jsonb,
  p_options   jsonb
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_type text := p_spec ->> 'type';
  v_text text := p_value #>> '{}';
  v_field app.workflow_fields;
begin
  if p_value is null or p_value = 'null' or v_type <> 'boolean' and btrim(v_text) = '' then
    return case when (p_spec ->> 'required')::boolean then 'missing_option' end;
  end if;
  select * into v_field from app.workflow_fields f where f.field = p_options ->> 'field';
  if v_type = 'value' then
    v_type := coalesce(v_field.value, 'text');
    p_spec := p_spec || '{"max": 200}';
  end if;
  case v_type
    when 'text', 'url' then
      if jsonb_typeof(p_value) <> 'string' then
        return 'invalid_option';
      elsif char_length(v_text) > coalesce((p_spec ->> 'max')::integer, 4000) then
        return 'body_too_long';
      elsif (p_spec ->> 'variables')::boolean and exists (
        select from regexp_matches(v_text, '\{\{\s*([^{}]*?)\s*\}\}', 'g') m where not m[1] = any (app.workflow_variables()))
      then
        return 'unknown_variable';
      elsif v_type = 'url' and v_text !~ '^https://[^\s/@]+\.[^\s/@]+(/[^\s]*)?$' then
        return 'invalid_option';
      end if;
    when 'texts' then
      if jsonb_typeof(p_value) <> 'array' or jsonb_array_length(p_value) > 30
        or exists (select from jsonb_array_elements(p_value) w (x) where jsonb_typeof(w.x) <> 'string' or char_length(w.x #>> '{}') not between 1 and 60)
      then
        return 'invalid_option';
      end if;
    when 'number' then
      if jsonb_typeof(p_value) <> 'number' or v_text !~ '^-?[0-9]{1,7}$'
        or v_text::integer not between coalesce((p_spec ->> 'min')::integer, 0) and coalesce((p_spec ->> 'max')::integer, 1000000)
      then
        return 'invalid_option';
      end if;
    when 'boolean' then
      return case when jsonb_typeof(p_value) <> 'boolean' then 'invalid_option' end;
    when 'member' then
      return case when not exists (select from public.tenant_members m
        where m.tenant_id = p_tenant_id and m.user_id::text = v_text and m.status = 'active') then 'invalid_option' end;
    when 'tag' then
      return case when not exists (select from public.conversation_tags g
        where g.tenant_id = p_tenant_id and g.id::text = v_text and g.archived_at is null) then 'invalid_option' end;
    when 'segment' then
      return case when not exists (select from public.segments s
        where s.tenant_id = p_tenant_id and s.id::text = v_text and s.entity = 'patients') then 'invalid_option' end;
    when 'stage' then
      return case when not exists (select from public.pipeline_stages s
        where s.tenant_id = p_tenant_id and s.id::text = v_text and s.archived_at is null) then 'invalid_option' end;
    when 'template' then
      return case when not exists (select from public.message_templates m
        where m.tenant_id = p_tenant_id and m.id::text = p_value ->> 'id') then 'invalid_option' end;
    when 'column' then
      return case when not p_spec -> 'values' @> p_value then 'invalid_option' end;
    when 'field' then
      return case when v_field.field is null then 'unknown_field' end;
    when 'op' then
      return case when v_field.field is not null and not v_text = any (v_field.ops) then 'unknown_op' end;
    else null;
  end case;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION public.get_segment_kit (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id);
  v_sells boolean := v_role in ('owner', 'admin', 'supervisor', 'operator') and app.module_is_on(p_tenant_id, 'sales');
begin
  return jsonb_build_object(
    'may_save', v_sells,
    'types', (select jsonb_object_agg(t.key, t.ops) from app.segment_types t),
    'entities', (select jsonb_agg(n.key order by n.position) from app.segment_entities n
      where (n.roles is null or v_role = any (n.roles)) and (n.module is null or app.module_is_on(p_tenant_id, n.module))),
    'fields', (
      select jsonb_agg(jsonb_build_object('entity', f.entity, 'key', f.key, 'type', f.type, 'choices', f.choices, 'format', f.format)
        order by n.position, f.position, f.key)
      from app.segment_fields f join app.segment_entities n on n.key = f.entity
      where (n.roles is null or v_role = any (n.roles)) and (f.roles is null or v_role = any (f.roles))),
    'custom', case when v_sells then (
      select coalesce(jsonb_agg(jsonb_build_object('entity', n.key, 'key', 'custom.' || c.id, 'label', c.label,
        'type', case c.type when 'choice' then 'text' when 'date' then 'day' else c.type end,
        'options', case c.type when 'choice' then to_jsonb(c.options) end) order by n.position, c.position, c.id), '[]')
      from public.custom_fields c join app.segment_entities n on n.custom_entity = c.entity
      where c.tenant_id = p_tenant_id and c.archived_at is null) else '[]' end,
    -- what the clinic itself calls things: offered while a value is typed
    'choices', jsonb_build_object(
      'origin', (select jsonb_agg(o.key order by o.position) from public.lead_origins o),
      'tag', (select coalesce(jsonb_agg(t.name order by t.position, t.name), '[]') from public.conversation_tags t
        where t.tenant_id = p_tenant_id and t.archived_at is null),
      'therapist', (select coalesce(jsonb_agg(t.name order by t.name), '[]') from public.therapists t where t.tenant_id = p_tenant_id and t.is_active),
      'room', (select coalesce(jsonb_agg(r.name order by r.name), '[]') from public.rooms r where r.tenant_id = p_tenant_id and r.archived_at is null),
      'session_type', (select coalesce(jsonb_agg(y.name order by y.name), '[]') from public.session_types y where y.tenant_id = p_tenant_id and y.archived_at is null),
      'seller', case when v_sells then (
        select coalesce(jsonb_agg(w.full_name order by w.full_name), '[]') from public.tenant_members m join public.profiles w on w.id = m.user_id
        where m.tenant_id = p_tenant_id and m.status = 'active' and m.role in ('owner', 'admin', 'supervisor', 'operator')) end,
      'pipeline', case when v_sells then (
        select coalesce(jsonb_agg(p.name order by p.position), '[]') from public.pipelines p where p.tenant_id = p_tenant_id and p.archived_at is null) end,
      'deal_stage', case when v_sells then (
        select coalesce(jsonb_agg(s.name order by s.at), '[]') from (
          select x.name, min(x.position) as at from public.pipeline_stages x where x.tenant_id = p_tenant_id and x.archived_at is null group by x.name) s) end,
      'lost_reason', case when v_sells then (
        select coalesce(jsonb_agg(d.name order by d.position), '[]') from public.deal_lost_reasons d
        where d.tenant_id = p_tenant_id and d.archived_at is null) end));
end;
$function$;

CREATE OR REPLACE FUNCTION public.list_companies (
  p_tenant_id uuid,
  p_search    text    DEFAULT NULL::text,
  p_after     jsonb   DEFAULT NULL::jsonb,
  p_limit     integer DEFAULT 50,
  p_where     jsonb   DEFAULT '{}'::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_seller(p_tenant_id);
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'sort_key', c.sort_key, 'cnpj', c.cnpj, 'segment', c.segment,
      'city', c.city, 'state', c.state, 'owner_id', c.owner_id, 'owner_name', w.full_name, 'custom', c.custom, 'archived_at', c.archived_at,
      'phone', h.phone, 'email', e.email,
      'contacts', (select count(*) from public.contacts x where x.tenant_id = p_tenant_id and x.company_id = c.id and x.archived_at is null),
      'open_cents', (select coalesce(sum(d.value_cents), 0) from public.deals d
        where d.tenant_id = p_tenant_id and d.company_id = c.id and d.status = 'open')) order by c.sort_key, c.id), '[]')
    from (
      select * from public.companies c
      where c.tenant_id = p_tenant_id and (c.archived_at is null) = not coalesce((p_where ->> 'archived')::boolean, false)
        and (nullif(p_where ->> 'owner', '') is null or c.owner_id = app.typed_id(p_where ->> 'owner'))
        and (p_where -> 'custom' is null or c.custom @> (p_where -> 'custom'))
        and (nullif(p_where ->> 'segment', '') is null
          or c.id in (select app.segment_member_ids(p_tenant_id, 'companies', app.typed_id(p_where ->> 'segment'))))
        and (app.search_condition(p_search) is null or c.id in (select app.find_people(p_tenant_id, 'company', p_search)))
        and (p_after is null or (c.sort_key, c.id) > (p_after ->> 'sort_key', (p_after ->> 'id')::uuid))
      order by c.sort_key, c.id limit least(greatest(coalesce(p_limit, 50), 1), 200)) c
    left join public.profiles w on w.id = c.owner_id
    left join public.contact_phones h on h.tenant_id = p_tenant_id and h.entity_type = 'company' and h.entity_id = c.id and h.is_primary
    left join public.contact_emails e on e.tenant_id = p_tenant_id and e.entity_type = 'company' and e.entity_id = c.id and e.is_primary);
end;
$function$;

CREATE OR REPLACE FUNCTION public.list_contacts (
  p_tenant_id uuid,
  p_search    text    DEFAULT NULL::text,
  p_sort      text    DEFAULT 'name'::text,
  p_after     jsonb   DEFAULT NULL::jsonb,
  p_limit     integer DEFAULT 50,
  p_where     jsonb   DEFAULT '{}'::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_limit int := least(greatest(coalesce(p_limit, 50), 1), 200);
  v_rows jsonb;
  v_is_newest boolean := p_sort = 'newest';
begin
  perform app.require_seller(p_tenant_id);
  if coalesce(p_sort, 'name') not in ('name', 'newest') then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = left(p_sort, 40);
  end if;
  execute format($query$
    select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'full_name', c.full_name, 'sort_key', c.sort_key, 'patient_id', c.patient_id,
      'company_id', c.company_id, 'company_name', o.name, 'job', c.job, 'origin', c.origin, 'stage', c.stage, 'owner_id', c.owner_id,
      'owner_name', w.full_name, 'custom', c.custom, 'archived_at', c.archived_at, 'created_at', c.created_at, 'phone', h.phone,
      'email', e.email, 'thread_key', t.thread_key,
      'tag_ids', (select coalesce(jsonb_agg(g.tag_id), '[]') from public.contact_tags g where g.tenant_id = $1 and g.contact_id = c.id)) order by c.n), '[]')
    from (
      select c.*, row_number() over (order by %1$s) as n from public.contacts c
      where c.tenant_id = $1 and (c.archived_at is null) = not coalesce(($4 ->> 'archived')::boolean, false)
        and (nullif($4 ->> 'stage', '') is null or c.stage = $4 ->> 'stage')
        and (nullif($4 ->> 'origin', '') is null or c.origin = $4 ->> 'origin')
        and (nullif($4 ->> 'owner', '') is null or c.owner_id = app.typed_id($4 ->> 'owner'))
        and (nullif($4 ->> 'company', '') is null or c.company_id = app.typed_id($4 ->> 'company'))
        and (nullif($4 ->> 'tag', '') is null or exists (
          select from public.contact_tags g where g.tenant_id = $1 and g.contact_id = c.id and g.tag_id = app.typed_id($4 ->> 'tag')))
        and ($4 -> 'custom' is null or c.custom @> ($4 -> 'custom'))
        and (nullif($4 ->> 'segment', '') is null
          or c.id in (select app.segment_member_ids($1, 'contacts', app.typed_id($4 ->> 'segment'))))
        %2$s %3$s
      order by %1$s limit $5) c
    left join public.companies o on o.tenant_id = $1 and o.id = c.company_id
    left join public.profiles w on w.id = c.owner_id
    left join public.contact_phones h on h.tenant_id = $1 and h.entity_type = case when c.patient_id is null then 'contact' else 'patient' end
      and h.entity_id = coalesce(c.patient_id, c.id) and h.is_primary
    left join public.contact_emails e on e.tenant_id = $1 and e.entity_type = case when c.patient_id is null then 'contact' else 'patient' end
      and e.entity_id = coalesce(c.patient_id, c.id) and e.is_primary
    left join public.conversation_threads t on t.tenant_id = $1 and t.id = app.thread_of_phone($1, h.phone)$query$,
    case when v_is_newest then 'c.created_at desc, c.id desc' else 'c.sort_key, c.id' end,
    case when app.search_condition(p_search) is null then '' else
      'and (c.id in (select app.find_people($1, ''contact'', $2)) or c.patient_id in (select app.find_people($1, ''patient'', $2)))' end,
    case when p_after is null then ''
      when v_is_newest then 'and (c.created_at, c.id) < (($3 ->> ''created_at'')::timestamptz, ($3 ->> ''id'')::uuid)'
      else 'and (c.sort_key, c.id) > ($3 ->> ''sort_key'', ($3 ->> ''id'')::uuid)' end)
    into v_rows using p_tenant_id, p_search, p_after, coalesce(p_where, '{}'), v_limit;
  return v_rows;
end;
$function$;

CREATE OR REPLACE FUNCTION public.list_deals (
  p_tenant_id uuid,
  p_search    text    DEFAULT NULL::text,
  p_sort      text    DEFAULT 'newest'::text,
  p_after     jsonb   DEFAULT NULL::jsonb,
  p_limit     integer DEFAULT 50,
  p_where     jsonb   DEFAULT '{}'::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_column text := case coalesce(p_sort, 'newest') when 'newest' then 'created_at' when 'stage' then 'stage_since' when 'value' then 'value_cents'
    when 'title' then 'sort_key' when 'expected' then 'expected_on' end;
  v_type text := case v_column when 'value_cents' then 'bigint' when 'sort_key' then 'text' when 'expected_on' then 'date' else 'timestamptz' end;
  v_is_up boolean := v_column in ('sort_key', 'expected_on');
  v_ids uuid[];
begin
  perform app.require_seller(p_tenant_id);
  if v_column is null then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = left(p_sort, 40);
  end if;
  execute format($query$
    select array(
      select d.id from public.deals d
      where d.tenant_id = $1
        and (nullif($4 ->> 'pipeline', '') is null or d.pipeline_id = app.typed_id($4 ->> 'pipeline'))
        and (nullif($4 ->> 'stage', '') is null or d.stage_id = app.typed_id($4 ->> 'stage'))
        and (nullif($4 ->> 'status', '') is null or d.status = $4 ->> 'status')
        and (nullif($4 ->> 'owner', '') is null or d.owner_id = app.typed_id($4 ->> 'owner'))
        and (nullif($4 ->> 'origin', '') is null or d.origin = $4 ->> 'origin')
        and ($4 -> 'custom' is null or d.custom @> ($4 -> 'custom'))
        and (nullif($4 ->> 'segment', '') is null
          or d.id in (select app.segment_member_ids($1, 'deals', app.typed_id($4 ->> 'segment'))))
        and (not coalesce(($4 ->> 'rotting')::boolean, false) or d.status = 'open' and exists (
          select from public.pipeline_stages s
          where s.tenant_id = $1 and s.id = d.stage_id and d.stage_since < now() - make_interval(days => s.rotting_days)))
        %1$s %2$s
      order by %3$s limit $5)$query$,
    case when app.search_condition(p_search) is null then '' else 'and d.id in (select app.find_people($1, ''deal'', $2))' end,
    case when p_after is null then '' else format('and (%s, d.id) %s (%s, ($3 ->> ''id'')::uuid)',
      case v_column when 'expected_on' then 'coalesce(d.expected_on, ''infinity'')' else 'd.' || v_column end, case when v_is_up then '>' else '<' end,
      case v_column when 'expected_on' then 'coalesce(($3 ->> ''expected_on'')::date, ''infinity'')'
        else format('($3 ->> %L)::%s', v_column, v_type) end) end,
    case when v_is_up then case v_column when 'expected_on' then 'coalesce(d.expected_on, ''infinity''), d.id' else 'd.sort_key, d.id' end
      else format('d.%1$s desc, d.id desc', v_column) end)
    into v_ids using p_tenant_id, p_search, p_after, coalesce(p_where, '{}'), least(greatest(coalesce(p_limit, 50), 1), 200);
  return app.deal_rows(p_tenant_id, v_ids);
end;
$function$;

CREATE OR REPLACE FUNCTION public.list_leads (
  p_tenant_id uuid,
  p_search    text    DEFAULT NULL::text,
  p_sort      text    DEFAULT 'newest'::text,
  p_after     jsonb   DEFAULT NULL::jsonb,
  p_limit     integer DEFAULT 50,
  p_where     jsonb   DEFAULT '{}'::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_column text := case coalesce(p_sort, 'newest') when 'newest' then 'created_at' when 'score' then 'score' end;
  v_ids uuid[];
begin
  perform app.require_seller(p_tenant_id);
  if v_column is null then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = left(p_sort, 40);
  end if;
  execute format($query$
    select array(
      select l.id from public.crm_leads l
      where l.tenant_id = $1
        and case coalesce(nullif($4 ->> 'status', ''), 'open') when 'all' then true when 'open' then l.status in ('new', 'contacted', 'qualified')
          else l.status = $4 ->> 'status' end
        and (nullif($4 ->> 'origin', '') is null or l.origin = $4 ->> 'origin')
        and (nullif($4 ->> 'owner', '') is null or l.owner_id = app.typed_id($4 ->> 'owner'))
        and ($4 -> 'custom' is null or l.custom @> ($4 -> 'custom'))
        and (nullif($4 ->> 'segment', '') is null
          or l.id in (select app.segment_member_ids($1, 'leads', app.typed_id($4 ->> 'segment'))))
        %1$s %2$s
      order by l.%3$s desc, l.id desc limit $5)$query$,
    case when app.search_condition(p_search) is null then '' else 'and l.id in (select app.find_people($1, ''lead'', $2))' end,
    case when p_after is null then '' else format('and (l.%1$s, l.id) < (($3 ->> %1$L)::%2$s, ($3 ->> ''id'')::uuid)', v_column,
      case v_column when 'score' then 'smallint' else 'timestamptz' end) end, v_column)
    into v_ids using p_tenant_id, p_search, p_after, coalesce(p_where, '{}'), least(greatest(coalesce(p_limit, 50), 1), 200);
  return app.lead_rows(p_tenant_id, v_ids);
end;
$function$;

CREATE OR REPLACE FUNCTION public.list_segments (
  p_tenant_id uuid,
  p_entity    text DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id);
begin
  return (
    select coalesce(jsonb_agg(app.segment_payload(s) order by n.position, app.normalize_text(s.name), s.id), '[]')
    from public.segments s join app.segment_entities n on n.key = s.entity
    where s.tenant_id = p_tenant_id and (p_entity is null or s.entity = p_entity) and (n.roles is null or v_role = any (n.roles))
      and (n.module is null or app.module_is_on(p_tenant_id, n.module)));
end;
$function$;

CREATE OR REPLACE FUNCTION public.note_list_export (
  p_tenant_id uuid,
  p_list      text,
  p_format    text,
  p_rows      integer,
  p_filters   jsonb   DEFAULT '{}'::jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  if coalesce(p_list, '') !~ '^[a-z][a-z0-9-]{1,39}$' or coalesce(p_format, '') not in ('csv', 'xlsx') or p_rows is null or p_rows < 0
    or octet_length(coalesce(p_filters, '{}')::text) > 4000
  then
    raise sqlstate 'PT400' using message = 'invalid_filter';
  end if;
  perform app.audit(p_tenant_id, 'export.list_saved', 'export', p_list, null,
    jsonb_build_object('list', p_list, 'format', p_format, 'rows', p_rows, 'filters', coalesce(p_filters, '{}')));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."note_list_export"(uuid, text, text, integer, jsonb) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "app"."workflow_fields"
  ADD CONSTRAINT "value_is_known" CHECK ((value = ANY (ARRAY['boolean'::text, 'text'::text, 'number'::text, 'tag'::text, 'segment'::text])));

CREATE POLICY "select_nobody" ON "app"."export_lists"
  FOR SELECT
  TO "authenticated"
  USING (false);

COMMENT ON COLUMN "app"."export_lists"."columns" IS 'What is in the file, in order: [[key of the row, heading]].';

COMMENT ON COLUMN "app"."export_lists"."page" IS 'A query with one jsonb a row: $1 clinic, $2 search, $3 filters, $4 the last row of the page before, $5 limit.';

COMMENT ON COLUMN "app"."segment_entities"."module" IS 'The module of the clinic that shows them; NULL: every clinic has them.';

COMMENT ON FUNCTION "app"."check_list_export"(uuid, jsonb, uuid) IS 'A list as filtered, for whoever sees it: {list, search, where}. Errors: PT400 invalid_filter, and those of the list.';

COMMENT ON FUNCTION "app"."list_conversation_facts"(uuid, text, jsonb, jsonb, integer) IS 'Conversations for a file: who, where they stand and since when, and no word of what was written. p_where {status}. Errors: as list_conversations.';

COMMENT ON FUNCTION "app"."list_session_facts"(uuid, jsonb, jsonb, integer) IS 'Sessions for a file, as every member sees them in the agenda. p_where {from, to, therapist_ids}: days of the clinic, both included. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_date.';

COMMENT ON FUNCTION "app"."list_tag_facts"(uuid, jsonb, integer) IS 'Tags for a file. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "app"."patient_condition"(uuid, jsonb) IS 'Caller: list_patients and count_patients. {age: minor | adult, birthday: month, missing: phone | email | cpf | birth_date, segment: id of one}, all of them at once; absent or empty is no filter. Errors: PT400 invalid_filter.';

COMMENT ON FUNCTION "app"."read_list_page"(uuid, uuid, jsonb, jsonb, integer) IS 'Caller: worker. A page of a list as p_user_id sees it: {columns, rows}; p_after is the last row of the page before. p_subject {list, search, where}. Errors: PT400 invalid_filter, and those of the list.';

COMMENT ON FUNCTION "app"."segment_member_ids"(uuid, text, uuid) IS 'Caller: members, through the lists. Who belongs to a saved segment of that kind; nobody when it is of another. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 segment_not_found.';

COMMENT ON FUNCTION "public"."list_companies"(uuid, text, jsonb, integer, jsonb) IS 'Caller: who sells. Companies by name: [{id, name, cnpj, segment, city, owner_name, phone, email, contacts, open_cents, custom, …}]. p_where {archived, owner, custom, segment}; p_after: the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."list_contacts"(uuid, text, text, jsonb, integer, jsonb) IS 'Caller: who sells. Contacts by name or the newest first, as an array of {id, full_name, company_name, origin, stage, owner_name, custom, phone, email, thread_key, tag_ids, …}. p_where {archived, stage, origin, owner, company, tag, custom: {field id: value}, segment}; p_after: the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_filter.';

COMMENT ON FUNCTION "public"."list_deals"(uuid, text, text, jsonb, integer, jsonb) IS 'Caller: who sells. p_sort: newest, stage (who came last to where it stands), value, title or expected. p_where {pipeline, stage, status, owner, origin, rotting, custom, segment}; p_after: the last row. An array of deals with the names around them, next_activity and is_rotting. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_filter.';

COMMENT ON FUNCTION "public"."list_leads"(uuid, text, text, jsonb, integer, jsonb) IS 'Caller: who sells. p_sort: newest or score; p_where {status: open | all | new | contacted | qualified | converted | discarded, origin, owner, custom, segment}; p_after: the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_filter.';

COMMENT ON FUNCTION "public"."note_list_export"(uuid, text, text, integer, jsonb) IS 'Caller: members, whose browser has saved a list as a file: the audit says which, how many rows and by what filters. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_filter.';

COMMENT ON TABLE "app"."export_lists" IS 'Lists as files: the function of the list itself, asked page after page as the person who wants the file.';

REVOKE ALL ON FUNCTION "app"."check_list_export"(uuid, jsonb, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."check_list_export"(uuid, jsonb, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."check_list_export"(uuid, jsonb, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."list_conversation_facts"(uuid, text, jsonb, jsonb, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."list_conversation_facts"(uuid, text, jsonb, jsonb, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."list_conversation_facts"(uuid, text, jsonb, jsonb, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."list_session_facts"(uuid, jsonb, jsonb, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."list_session_facts"(uuid, jsonb, jsonb, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."list_session_facts"(uuid, jsonb, jsonb, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."list_tag_facts"(uuid, jsonb, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."list_tag_facts"(uuid, jsonb, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."list_tag_facts"(uuid, jsonb, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."read_list_page"(uuid, uuid, jsonb, jsonb, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."read_list_page"(uuid, uuid, jsonb, jsonb, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."read_list_page"(uuid, uuid, jsonb, jsonb, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."read_list_page"(uuid, uuid, jsonb, jsonb, integer) TO "service_role";

REVOKE ALL ON FUNCTION "app"."segment_member_ids"(uuid, text, uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."segment_member_ids"(uuid, text, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."segment_member_ids"(uuid, text, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."segment_member_ids"(uuid, text, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."note_list_export"(uuid, text, text, integer, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."note_list_export"(uuid, text, text, integer, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."note_list_export"(uuid, text, text, integer, jsonb) TO "postgres";

insert into app.audit_actions (key, area, severity) values
  ('module.switched_on', 'settings', 'warning'), ('module.switched_off', 'settings', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.workflow_fields (field, position, ops, value) values
  ('patient.is_known', 1, '{is}', 'boolean'), ('patient.future_session', 2, '{is}', 'boolean'), ('patient.age', 3, '{gte,lte}', 'number'),
  ('conversation.tag', 4, '{has,has_not}', 'tag'), ('conversation.assigned', 5, '{is}', 'boolean'),
  ('message.text', 6, '{contains,not_contains}', 'text'), ('run.answer', 7, '{contains,not_contains}', 'text'),
  ('clinic.open', 8, '{is}', 'boolean'), ('patient.segment', 9, '{has,has_not}', 'segment')
on conflict (field) do update set position = excluded.position, ops = excluded.ops, value = excluded.value;

insert into app.audit_actions (key, area, severity) values
  ('product.created', 'sales', 'info'), ('product.changed', 'sales', 'info'), ('product.archived', 'sales', 'info'), ('product.restored', 'sales', 'info'),
  ('stock.adjusted', 'sales', 'notice'), ('stock.counted', 'sales', 'notice'),
  ('purchase.sent', 'sales', 'info'), ('purchase.received', 'sales', 'info'), ('purchase.cancelled', 'sales', 'info')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

-- What sales write down: app.note_sale.
insert into app.audit_actions (key, area, severity)
select t.entity || '.' || v.verb, 'sales', case when v.verb in ('won', 'lost', 'became_patient', 'converted') then 'notice' else 'info' end
from (values ('contact'), ('company'), ('deal'), ('lead')) t (entity)
cross join (values ('created'), ('changed'), ('moved'), ('won'), ('lost'), ('reopened'), ('converted'), ('archived'), ('restored'), ('became_patient')) v (verb)
where t.entity in ('contact', 'company') and v.verb in ('created', 'changed', 'archived', 'restored')
  or t.entity = 'contact' and v.verb = 'became_patient'
  or t.entity = 'deal' and v.verb in ('created', 'changed', 'moved', 'won', 'lost', 'reopened')
  or t.entity = 'lead' and v.verb in ('created', 'changed', 'converted')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;
insert into app.audit_actions (key, area, severity) values
  ('import.requested', 'sales', 'notice'), ('import.finished', 'sales', 'notice'), ('import.cancelled', 'sales', 'info'),
  ('import.undone', 'sales', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('campaign.scheduled', 'sales', 'info'), ('campaign.unscheduled', 'sales', 'info'), ('campaign.started', 'sales', 'notice'),
  ('campaign.paused', 'sales', 'notice'), ('campaign.resumed', 'sales', 'notice'), ('campaign.stopped', 'sales', 'notice'),
  ('campaign.retried', 'sales', 'notice'), ('campaign.settings', 'sales', 'notice'),
  ('marketing_permission.recorded', 'sales', 'info'), ('marketing_permission.revoked', 'sales', 'notice')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('segment.created', 'sales', 'info'), ('segment.changed', 'sales', 'info'), ('segment.deleted', 'sales', 'notice')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.segment_entities (key, position, source, scope, roles, module, title, subtitle, detail, custom_entity) values
  ('patients', 1, 'public.patients e', 'e.archived_at is null and e.merged_into_id is null', null, null, 'e.name',
    '(select h.phone from public.contact_phones h where h.tenant_id = $1 and h.entity_type = ''patient'' and h.entity_id = e.id and h.is_primary)',
    '''{}''::jsonb', 'contact'),
  ('contacts', 2, 'public.contacts e', 'e.archived_at is null', '{owner,admin,supervisor,operator}', 'sales', 'e.full_name',
    '(select h.phone from public.contact_phones h where h.tenant_id = $1 and h.entity_type = case when e.patient_id is null then ''contact'' else ''patient'' end and h.entity_id = coalesce(e.patient_id, e.id) and h.is_primary)',
    'jsonb_build_object(''patient_id'', e.patient_id)', 'contact'),
  ('companies', 3, 'public.companies e', 'e.archived_at is null', '{owner,admin,supervisor,operator}', 'sales', 'e.name', 'e.city', '''{}''::jsonb', 'company'),
  ('leads', 4, 'public.crm_leads e', 'true', '{owner,admin,supervisor,operator}', 'sales', 'e.full_name', 'coalesce(e.phone, e.email)',
    'jsonb_build_object(''contact_id'', e.contact_id)', 'lead'),
  ('deals', 5, 'public.deals e', 'true', '{owner,admin,supervisor,operator}', 'sales', 'e.title',
    '(select c.full_name from public.contacts c where c.tenant_id = $1 and c.id = e.contact_id)', 'jsonb_build_object(''contact_id'', e.contact_id)', 'deal'),
  ('sessions', 6, 'public.sessions e', 'true', null, null,
    'coalesce((select string_agg(p.name, '', '' order by x.position, p.sort_name) from public.session_patients x join public.patients p on p.tenant_id = $1 and p.id = x.patient_id where x.tenant_id = $1 and x.session_id = e.id), e.title, ''—'')',
    'to_char(e.starts_at at time zone $5, ''DD/MM/YYYY HH24:MI'')', 'jsonb_build_object(''day'', (e.starts_at at time zone $5)::date)', null)
on conflict (key) do update set position = excluded.position, source = excluded.source, scope = excluded.scope, roles = excluded.roles,
  module = excluded.module, title = excluded.title, subtitle = excluded.subtitle, detail = excluded.detail, custom_entity = excluded.custom_entity;

-- What happens to the rows of audited tables.
insert into app.audit_actions (key, area, severity)
select t.entity || v.verb, t.area, (array['info', 'notice', 'warning'])[1 + greatest(t.severity, case v.verb when '.deleted' then 1 else 0 end)]
from (values
  ('clinic', 'settings', 1), ('member', 'team', 2), ('invitation', 'team', 1), ('therapist', 'team', 1), ('therapist_fiscal', 'money', 1),
  ('patient', 'patients', 0), ('care_team', 'record', 1), ('patient_file', 'patients', 0), ('patient_document', 'record', 0),
  ('patient_merge', 'patients', 1), ('consent', 'privacy', 1), ('receipt', 'money', 1), ('payout_rule', 'money', 1),
  ('session_price', 'money', 1), ('absence_policy', 'money', 1), ('session_type', 'agenda', 0), ('workflow', 'automation', 1),
  ('channel', 'messages', 1), ('agenda_settings', 'settings', 0), ('booking_settings', 'settings', 1), ('money_settings', 'settings', 0),
  ('fiscal_settings', 'settings', 1), ('record_settings', 'settings', 2), ('waiting_settings', 'settings', 0),
  ('notice_settings', 'settings', 0), ('reminder_settings', 'settings', 0), ('autoreply_settings', 'settings', 0),
  ('optout_settings', 'settings', 0)
) t (entity, area, severity)
cross join (values ('.created'), ('.changed'), ('.deleted')) v (verb)
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('money.reversal', 'money', 'warning'), ('money.refund', 'money', 'warning'), ('money.adjustment', 'money', 'warning'),
  ('money.override', 'money', 'warning'),
  ('record.read', 'record', 'info'), ('record.copy', 'record', 'warning'), ('record.break_glass', 'record', 'critical'),
  ('record.opened', 'record', 'critical'),
  ('session.booked', 'agenda', 'info'), ('session.moved', 'agenda', 'info'), ('session.changed', 'agenda', 'info'),
  ('session.status', 'agenda', 'info'), ('session.cancelled', 'agenda', 'notice'), ('session.joined', 'agenda', 'info'),
  ('session.left', 'agenda', 'info'),
  ('conversation.assigned', 'messages', 'info'), ('conversation.unassigned', 'messages', 'info'), ('conversation.finished', 'messages', 'info'),
  ('conversation.reopened', 'messages', 'info'), ('conversation.opted_out', 'messages', 'notice'), ('conversation.opted_in', 'messages', 'notice'),
  ('conversation.renamed', 'messages', 'info'), ('conversation.tagged', 'messages', 'info'), ('conversation.untagged', 'messages', 'info'),
  ('conversation.moved', 'messages', 'info'), ('conversation.snoozed', 'messages', 'info'), ('conversation.woken', 'messages', 'info'),
  ('conversation.blocked', 'messages', 'notice'), ('conversation.unblocked', 'messages', 'notice'),
  ('conversation.schedule_cancelled', 'messages', 'info'),
  ('fiscal.exported', 'money', 'notice'),
  ('credits.granted', 'service', 'notice'), ('credits.taken_back', 'service', 'warning'), ('addon.granted', 'service', 'notice'),
  ('addon.limited', 'service', 'notice'),
  ('privacy_request.opened', 'privacy', 'notice'), ('privacy_request.answered', 'privacy', 'notice'),
  ('privacy_request.received', 'privacy', 'notice'), ('privacy_request.linked', 'privacy', 'notice'), ('privacy_page.saved', 'privacy', 'notice'),
  ('incident.saved', 'privacy', 'critical'), ('processing_record.saved', 'privacy', 'info'),
  ('retention.changed', 'privacy', 'warning'), ('retention.removed', 'privacy', 'warning'),
  ('erasure.requested', 'privacy', 'critical'), ('erasure.finished', 'privacy', 'critical'), ('identity.opened', 'privacy', 'critical'),
  ('export.requested', 'privacy', 'notice'), ('export.downloaded', 'privacy', 'warning'), ('export.cancelled', 'privacy', 'info'),
  ('export.list_saved', 'privacy', 'notice'),
  ('audit.exported', 'audit', 'notice'), ('audit.pruned', 'audit', 'warning'), ('audit.erased', 'audit', 'warning'),
  ('audit.kept', 'audit', 'notice'),
  ('second_factor.added', 'team', 'notice'), ('second_factor.removed', 'team', 'warning'), ('second_factor.reset', 'team', 'critical'),
  ('second_factor.recovered', 'team', 'critical'), ('second_factor.required', 'team', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('clinic.cancelled', 'settings', 'critical'), ('clinic.restored', 'settings', 'critical'),
  ('api_key.created', 'settings', 'warning'), ('api_key.revoked', 'settings', 'warning'),
  ('webhook.created', 'settings', 'warning'), ('webhook.changed', 'settings', 'notice'), ('webhook.secret_rotated', 'settings', 'warning'),
  ('webhook.deleted', 'settings', 'warning'), ('webhook.disabled', 'settings', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.export_kinds (key, roles, lifetime_hours, check_function, file_name, extension) values
  ('person', '{owner,admin,supervisor,therapist}', 72, 'app.check_person_export', 'dados-da-pessoa', 'zip'),
  ('erasure_certificate', '{owner,admin}', 72, 'app.check_erasure_certificate', 'certificado-de-eliminacao', 'pdf'),
  ('clinic', '{owner}', 72, 'app.check_clinic_export', 'clinica', 'zip'),
  ('therapist', '{owner,admin,supervisor,therapist}', 72, 'app.check_therapist_export', 'meus-pacientes', 'zip'),
  ('list', '{owner,admin,supervisor,therapist,operator}', 72, 'app.check_list_export', 'lista', 'zip')
on conflict (key) do update set
  roles = excluded.roles, lifetime_hours = excluded.lifetime_hours, check_function = excluded.check_function,
  file_name = excluded.file_name, extension = excluded.extension;

insert into app.export_lists (key, page, columns) values
  ('patients', 'select to_jsonb(r) from public.list_patients($1, $2, coalesce(($3 ->> ''archived'')::boolean, false), ''name'', $4, $5, $3) r',
    '[["name", "Nome"], ["full_name", "Nome civil"], ["phone", "Telefone"], ["email", "E-mail"], ["birth_date", "Nascimento"], ["cpf", "CPF"], ["created_at", "Cadastro"]]'),
  ('contacts', 'select jsonb_array_elements(public.list_contacts($1, $2, ''name'', $4, $5, $3))',
    '[["full_name", "Nome"], ["phone", "Telefone"], ["email", "E-mail"], ["company_name", "Empresa"], ["job", "Cargo"], ["stage", "Etapa"], ["origin", "Origem"], ["owner_name", "Responsável"], ["created_at", "Cadastro"]]'),
  ('companies', 'select jsonb_array_elements(public.list_companies($1, $2, $4, $5, $3))',
    '[["name", "Nome"], ["cnpj", "CNPJ"], ["segment", "Ramo"], ["phone", "Telefone"], ["email", "E-mail"], ["city", "Cidade"], ["state", "Estado"], ["owner_name", "Responsável"], ["contacts", "Contatos"], ["open_cents", "Em aberto"]]'),
  ('leads', 'select jsonb_array_elements(public.list_leads($1, $2, ''newest'', $4, $5, $3))',
    '[["full_name", "Nome"], ["phone", "Telefone"], ["email", "E-mail"], ["company", "Empresa"], ["status", "Situação"], ["origin", "Origem"], ["score", "Pontos"], ["owner_name", "Responsável"], ["message", "Mensagem"], ["created_at", "Entrada"]]'),
  ('deals', 'select jsonb_array_elements(public.list_deals($1, $2, ''newest'', $4, $5, $3))',
    '[["title", "Oportunidade"], ["stage_name", "Etapa"], ["status", "Situação"], ["value_cents", "Valor"], ["contact_name", "Contato"], ["company_name", "Empresa"], ["owner_name", "Responsável"], ["origin", "Origem"], ["expected_on", "Previsão"], ["created_at", "Criada em"]]'),
  ('charges', 'select to_jsonb(r) from public.list_session_charges($1, $3, ''due'', $4, $5) r',
    '[["payer_name", "Quem paga"], ["patient_name", "Paciente"], ["therapist_name", "Terapeuta"], ["type_name", "Atendimento"], ["starts_local", "Sessão"], ["due_on", "Vencimento"], ["amount_cents", "Valor"], ["paid_cents", "Pago"], ["state", "Situação"], ["note", "Observação"]]'),
  ('payments', 'select to_jsonb(r) from public.list_received_payments($1, $3, $4, $5) r',
    '[["number", "Número"], ["paid_on", "Dia"], ["payer_name", "Quem pagou"], ["patients", "Pacientes"], ["therapists", "Terapeutas"], ["method", "Forma"], ["amount_cents", "Valor"], ["refunded_cents", "Devolvido"]]'),
  ('conversations', 'select to_jsonb(r) from app.list_conversation_facts($1, $2, $3, $4, $5) r',
    '[["contact_name", "Nome"], ["phone", "Telefone"], ["status", "Situação"], ["board_column", "Coluna"], ["assignee_name", "Responsável"], ["tags", "Etiquetas"], ["unread_count", "Não lidas"], ["waiting_since", "Esperando desde"], ["last_message_at", "Última mensagem"], ["opted_out", "Não quer mensagens"]]'),
  ('sessions', 'select to_jsonb(r) from app.list_session_facts($1, $3, $4, $5) r',
    '[["starts_at", "Início"], ["ends_at", "Fim"], ["patients", "Pacientes"], ["therapist_name", "Terapeuta"], ["type_name", "Tipo"], ["room_name", "Sala"], ["status", "Situação"], ["is_online", "Online"], ["note", "Observação"]]'),
  ('tags', 'select to_jsonb(r) from app.list_tag_facts($1, $4, $5) r',
    '[["name", "Etiqueta"], ["color", "Cor"], ["conversations", "Conversas"], ["is_archived", "Arquivada"]]')
on conflict (key) do update set page = excluded.page, columns = excluded.columns;
