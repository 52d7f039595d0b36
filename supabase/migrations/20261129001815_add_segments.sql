-- add segments: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "app"."segment_entities" (
  "key"           text     NOT NULL,
  "position"      smallint NOT NULL,
  "source"        text     NOT NULL,
  "scope"         text     NOT NULL DEFAULT 'true'::text,
  "roles"         text[],
  "title"         text     NOT NULL,
  "subtitle"      text     NOT NULL DEFAULT 'null::text'::text,
  "detail"        text     NOT NULL DEFAULT '''{}''::jsonb'::text,
  "custom_entity" text,
  CONSTRAINT "key_is_a_word" CHECK ((key ~ '^[a-z_]{2,30}$'::text)),
  CONSTRAINT "segment_entities_pkey" PRIMARY KEY (key)
);

ALTER TABLE "app"."segment_entities"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."segment_facts" (
  "entity"   text     NOT NULL,
  "key"      text     NOT NULL,
  "position" smallint NOT NULL DEFAULT 0,
  "source"   text     NOT NULL,
  CONSTRAINT "segment_facts_pkey" PRIMARY KEY (entity, key)
);

ALTER TABLE "app"."segment_facts"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."segment_fields" (
  "entity"     text     NOT NULL,
  "key"        text     NOT NULL,
  "position"   smallint NOT NULL,
  "type"       text     NOT NULL,
  "expression" text     NOT NULL,
  "fact"       text,
  "roles"      text[],
  "choices"    text,
  "format"     text,
  CONSTRAINT "format_is_known" CHECK ((format = ANY (ARRAY['money'::text, 'percent'::text, 'days'::text]))),
  CONSTRAINT "key_is_a_word" CHECK ((key ~ '^[a-z_]{2,40}$'::text)),
  CONSTRAINT "segment_fields_pkey" PRIMARY KEY (entity, key),
  CONSTRAINT "type_is_known" CHECK ((type = ANY (ARRAY['text'::text, 'list'::text, 'number'::text, 'boolean'::text, 'day'::text, 'moment'::text])))
);

ALTER TABLE "app"."segment_fields"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."segment_types" (
  "key"      text     NOT NULL,
  "position" smallint NOT NULL,
  "ops"      text[]   NOT NULL,
  CONSTRAINT "key_is_known" CHECK ((key = ANY (ARRAY['text'::text, 'list'::text, 'number'::text, 'boolean'::text, 'day'::text, 'moment'::text]))),
  CONSTRAINT "segment_types_pkey" PRIMARY KEY (key)
);

ALTER TABLE "app"."segment_types"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."segment_users" (
  "kind"          text     NOT NULL,
  "position"      smallint NOT NULL,
  "function_name" text     NOT NULL,
  CONSTRAINT "it_is_a_function_of_app" CHECK ((function_name ~ '^app\.[a-z_]+$'::text)),
  CONSTRAINT "kind_is_a_word" CHECK ((kind ~ '^[a-z_]{2,30}$'::text)),
  CONSTRAINT "segment_users_pkey" PRIMARY KEY (kind)
);

ALTER TABLE "app"."segment_users"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."segments" (
  "tenant_id"  uuid                     NOT NULL,
  "id"         uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "name"       text                     NOT NULL,
  "entity"     text                     NOT NULL,
  "query"      jsonb                    NOT NULL,
  "version"    integer                  NOT NULL DEFAULT 1,
  "created_by" uuid,
  "created_at" timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "updated_at" timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "segment_name_is_used_once" UNIQUE (tenant_id, entity, name),
  CONSTRAINT "segments_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "segment_is_one_plain_line" CHECK (((name = app.normalize_name(name)) AND ((char_length(name) >= 2) AND (char_length(name) <= 60))))
);

ALTER TABLE "public"."segments"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."segments" FROM "anon";

CREATE OR REPLACE FUNCTION app.fold_text (
  p_text text
)
  RETURNS text
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  STRICT
  SET search_path TO ''
  AS $function$
begin
  -- most texts have no accents: nothing is taken apart then
  return lower(btrim(
    case when octet_length(p_text) = char_length(p_text) then p_text
      else regexp_replace(normalize(p_text, nfd), U&'[\0300-\036F]', '', 'g') end,
    U&' \0009\000A\000B\000C\000D\00A0\1680\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200A\2028\2029\202F\205F\3000\FEFF'));
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_segment (
  p_tenant_id uuid,
  p_id        uuid,
  p_role      text DEFAULT NULL::text
)
  RETURNS public.segments
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_row public.segments;
begin
  select * into v_row from public.segments s where s.tenant_id = p_tenant_id and s.id = p_id;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'segment_not_found';
  end if;
  if not p_role = any ((select n.roles from app.segment_entities n where n.key = v_row.entity)::text[]) then
    raise sqlstate 'PT403' using message = 'forbidden';
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.segment_field (
  p_tenant_id uuid,
  p_entity    text,
  p_key       text,
  OUT         field app.segment_fields
)
  RETURNS app.segment_fields
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_custom public.custom_fields;
  v_column text;
begin
  select f.* into field from app.segment_fields f where f.entity = p_entity and f.key = p_key;
  if field.key is not null or p_key is null or p_key not like 'custom.%' then
    return;
  end if;
  -- an archived one is no longer offered, and who asked for it before still gets an answer
  select c.* into v_custom from public.custom_fields c join app.segment_entities n on n.key = p_entity and n.custom_entity = c.entity
  where c.tenant_id = p_tenant_id and c.id = app.typed_id(substr(p_key, 8));
  if v_custom.id is null then
    return;
  end if;
  field.entity := p_entity;
  field.key := p_key;
  if p_entity = 'patients' then
    field.fact := 'contact';
    field.roles := array['owner', 'admin', 'supervisor', 'operator'];
  end if;
  v_column := format('%s.custom -> %L', case p_entity when 'patients' then 'f_contact' else 'e' end, v_custom.id);
  field.type := case v_custom.type when 'choice' then 'text' when 'date' then 'day' else v_custom.type end;
  field.expression := case v_custom.type
    when 'number' then format('case jsonb_typeof(%1$s) when ''number'' then (%1$s)::numeric end', v_column)
    when 'boolean' then format('case jsonb_typeof(%1$s) when ''boolean'' then (%1$s)::boolean end', v_column)
    when 'date' then format('case when pg_input_is_valid((%1$s) #>> ''{}'', ''date'') then ((%1$s) #>> ''{}'')::date end', v_column)
    else format('(%s) #>> ''{}''', v_column) end;
end;
$function$;

CREATE OR REPLACE FUNCTION app.segment_has (
  p_tenant_id uuid,
  p_entity    text,
  p_query     jsonb,
  p_id        uuid,
  p_now       timestamp with time zone DEFAULT now()
)
  RETURNS boolean
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_one record;
  v_is_in boolean;
begin
  select * into v_one from app.segment_statement(p_tenant_id, p_entity, p_query, p_now, null);
  execute 'select exists (select ' || v_one.body || ' and e.id = $6)'
    into v_is_in using p_tenant_id, v_one.bound, p_now, v_one.today, v_one.zone, p_id;
  return v_is_in;
end;
$function$;

CREATE OR REPLACE FUNCTION app.segment_ids (
  p_tenant_id uuid,
  p_entity    text,
  p_query     jsonb,
  p_after     uuid                     DEFAULT NULL::uuid,
  p_limit     integer                  DEFAULT NULL::integer,
  p_now       timestamp with time zone DEFAULT now(),
  p_role      text                     DEFAULT NULL::text
)
  RETURNS SETOF uuid
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_one record;
begin
  select * into v_one from app.segment_statement(p_tenant_id, p_entity, p_query, p_now, p_role);
  return query execute 'select e.id ' || v_one.body || case when p_after is null then '' else ' and e.id > $6' end || ' order by e.id limit $7'
    using p_tenant_id, v_one.bound, p_now, v_one.today, v_one.zone, p_after, p_limit;
end;
$function$;

CREATE OR REPLACE FUNCTION app.segment_node (
  p_context jsonb,
  p_node    jsonb,
  p_path    text,
  p_depth   integer,
  INOUT     p_values text[],
  INOUT     p_facts text[],
  OUT       condition text
)
  RETURNS record
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_child record;
  v_part text;
  v_parts text[] := '{}';
begin
  if jsonb_typeof(p_node) is distinct from 'object' then
    raise sqlstate 'PT400' using message = 'invalid_segment', detail = p_path;
  elsif p_depth > 0 and not p_node ?| array['rules', 'logic'] then
    select r.* into p_values, p_facts, condition from app.segment_rule(p_context, p_node, p_path, p_values, p_facts) r;
    return;
  elsif p_depth > 8 then
    raise sqlstate 'PT400' using message = 'segment_too_large', detail = p_path;
  elsif jsonb_typeof(coalesce(p_node -> 'rules', '[]')) <> 'array' then
    raise sqlstate 'PT400' using message = 'invalid_segment', detail = p_path;
  elsif jsonb_array_length(coalesce(p_node -> 'rules', '[]')) = 0 then
    raise sqlstate 'PT400' using message = 'empty_group', detail = p_path;
  elsif not coalesce(p_node ->> 'logic', '') in ('AND', 'OR') then
    raise sqlstate 'PT400' using message = 'invalid_segment', detail = p_path;
  end if;
  for v_child in
    select c.node, c.n - 1 as place from jsonb_array_elements(p_node -> 'rules') with ordinality c (node, n) order by c.n
  loop
    select r.* into p_values, p_facts, v_part
    from app.segment_node(p_context, v_child.node, concat_ws('.', nullif(p_path, ''), 'rules', v_child.place), p_depth + 1, p_values, p_facts) r;
    v_parts := v_parts || v_part;
  end loop;
  condition := '(' || array_to_string(v_parts, case p_node ->> 'logic' when 'AND' then ' and ' else ' or ' end) || ')';
end;
$function$;

CREATE OR REPLACE FUNCTION app.segment_payload (
  p_segment public.segments
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select to_jsonb(p_segment) - 'tenant_id' || jsonb_build_object('created_by_name', w.full_name, 'uses', app.segment_uses(p_segment.tenant_id, p_segment.id))
  from (select 1) one left join public.profiles w on w.id = p_segment.created_by;
$function$;

CREATE OR REPLACE FUNCTION app.segment_rule (
  p_context jsonb,
  p_rule    jsonb,
  p_path    text,
  INOUT     p_values text[],
  INOUT     p_facts text[],
  OUT       condition text
)
  RETURNS record
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_field app.segment_fields;
  v_op text := case jsonb_typeof(p_rule -> 'op') when 'string' then p_rule ->> 'op' end;
  v_given jsonb := nullif(p_rule -> 'value', 'null');
  v_value text;
begin
  if jsonb_typeof(p_rule -> 'field') = 'string' then
    v_field := app.segment_field((p_context ->> 'tenant_id')::uuid, p_context ->> 'entity', p_rule ->> 'field');
  end if;
  if v_field.key is null then
    raise sqlstate 'PT400' using message = 'unknown_field', detail = p_path;
  elsif v_op is null or not exists (select from app.segment_types t where v_op = any (t.ops)) then
    raise sqlstate 'PT400' using message = 'unknown_op', detail = p_path;
  elsif not exists (select from app.segment_types t where t.key = v_field.type and v_op = any (t.ops)) then
    raise sqlstate 'PT400' using message = 'op_not_for_type', detail = p_path;
  elsif not (p_context ->> 'role') = any (v_field.roles) then
    raise sqlstate 'PT403' using message = 'forbidden', detail = p_path;
  end if;
  if v_op = 'is_empty' then
    if coalesce(jsonb_typeof(v_given), 'boolean') <> 'boolean' then
      raise sqlstate 'PT400' using message = 'bad_value', detail = p_path;
    end if;
  else
    v_value := app.segment_value(v_field.type, v_op, v_given, p_context ->> 'zone', (p_context ->> 'today')::date);
    if v_value is null then
      raise sqlstate 'PT400' using message = 'bad_value', detail = p_path;
    end if;
    p_values := p_values || v_value;
  end if;
  if v_field.fact is not null and not v_field.fact = any (p_facts) then
    p_facts := p_facts || v_field.fact;
  end if;
  condition := app.segment_test(v_field.type, v_field.expression, v_op, (v_given is distinct from 'false'), format('($2)[%s]', cardinality(p_values)));
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
  elsif octet_length(p_query::text) > 32000
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

CREATE OR REPLACE FUNCTION app.segment_test (
  p_type       text,
  p_expression text,
  p_op         text,
  p_is_empty   boolean,
  p_value      text
)
  RETURNS text
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
declare
  v_side text := case p_type
    when 'text' then format('nullif(app.fold_text(%s), '''')', p_expression)
    when 'list' then 'app.fold_text(l.item)'
    when 'number' then format('(%s)::numeric', p_expression)
    when 'boolean' then format('(%s)::boolean', p_expression)
    when 'day' then format('(%s)::date', p_expression)
    else format('(%s)', p_expression) end;
  v_value text := p_value || case when p_type in ('text', 'list') then '::text' when p_type = 'number' then '::numeric' when p_type = 'boolean' then '::boolean'
    when p_type = 'day' then '::date' else '::timestamptz' end;
  v_test text;
begin
  if p_op = 'is_empty' then
    return case
      when p_type = 'list' then format('%s exists (select from (%s) l (item))', case when p_is_empty then 'not' else '' end, p_expression)
      else format('%s is %s null', v_side, case when p_is_empty then '' else 'not' end) end;
  end if;
  v_test := case p_op
    when 'contains' then format('strpos(%s, %s) > 0', v_side, v_value)
    when 'starts' then format('starts_with(%s, %s)', v_side, v_value)
    when 'ends' then format('right(%1$s, char_length(%2$s)) = %2$s', v_side, v_value)
    when 'in' then format('%s = any (%s[])', v_side, v_value)
    when 'neq' then case when p_type = 'list' then format('%s = %s', v_side, v_value) else format('%s is distinct from %s', v_side, v_value) end
    when 'eq' then format('%s = %s', v_side, v_value)
    -- the value of a moment is already the edge of the day that counts
    when 'gte' then format('%s >= %s', v_side, v_value)
    when 'before' then format('%s < %s', v_side, v_value)
    when 'lte' then format('%s %s %s', v_side, case p_type when 'moment' then '<' else '<=' end, v_value)
    when 'after' then format('%s %s %s', v_side, case p_type when 'moment' then '>=' else '>' end, v_value) end;
  if p_type = 'list' then
    return format('%s exists (select from (%s) l (item) where %s)', case p_op when 'neq' then 'not' else '' end, p_expression, v_test);
  end if;
  return v_test;
end;
$function$;

CREATE OR REPLACE FUNCTION app.segment_uses (
  p_tenant_id  uuid,
  p_segment_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_user app.segment_users;
  v_found jsonb;
  v_uses jsonb := '[]';
begin
  for v_user in select * from app.segment_users u order by u.position, u.kind loop
    execute format('select coalesce(jsonb_agg(jsonb_build_object(''kind'', $3, ''id'', f.id, ''name'', f.name)), ''[]'') from %s($1, $2) f', v_user.function_name)
      into v_found using p_tenant_id, p_segment_id, v_user.kind;
    v_uses := v_uses || v_found;
  end loop;
  return v_uses;
end;
$function$;

CREATE OR REPLACE FUNCTION app.segment_value (
  p_type  text,
  p_op    text,
  p_value jsonb,
  p_zone  text,
  p_today date
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_text text := p_value #>> '{}';
  v_kind text := jsonb_typeof(p_value);
  v_day date;
begin
  if p_op = 'in' then
    if v_kind is distinct from 'array' or jsonb_array_length(p_value) > 200 then
      return null;
    end if;
    declare
      v_items text[] := array(
        select app.segment_value(p_type, 'eq', i.item, p_zone, p_today) from jsonb_array_elements(p_value) with ordinality i (item, n) order by i.n);
    begin
      return case when array_position(v_items, null) is null then v_items::text end;
    end;
  elsif p_type in ('text', 'list') then
    return case when v_kind in ('string', 'number', 'boolean') and char_length(v_text) <= 200 then app.fold_text(v_text) end;
  elsif p_type = 'number' then
    return case when v_kind = 'number' or v_kind = 'string' and v_text ~ '^-?[0-9]+(\.[0-9]+)?$' then case when char_length(v_text) <= 40 then v_text end end;
  elsif p_type = 'boolean' then
    return case when v_kind = 'boolean' then v_text end;
  end if;
  if v_kind = 'object' and p_value - 'days' = '{}' and p_value ->> 'days' ~ '^-?[0-9]{1,5}$' and jsonb_typeof(p_value -> 'days') = 'number' then
    v_day := p_today + (p_value ->> 'days')::integer;
  elsif v_kind = 'string' and v_text ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' and pg_input_is_valid(v_text, 'date') then
    v_day := v_text::date;
  end if;
  return case
    when v_day is null or p_type = 'day' then v_day::text
    -- the first moment that is not before, or that is after, the clinic's day
    else app.local_moment((case when p_op in ('after', 'lte') then v_day + 1 else v_day end)::timestamp, p_zone)::text end;
end;
$function$;

CREATE OR REPLACE FUNCTION app.workflows_with_segment (
  p_tenant_id  uuid,
  p_segment_id uuid
)
  RETURNS TABLE (
    id   uuid,
    name text
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select w.id, w.name from public.workflows w
  where w.tenant_id = p_tenant_id and (
    strpos(w.draft::text, p_segment_id::text) > 0
    or exists (
      select from public.workflow_versions v
      where v.tenant_id = p_tenant_id and v.workflow_id = w.id and strpos(v.definition::text, p_segment_id::text) > 0
        and (v.version = w.version or exists (
          select from public.workflow_runs r
          where r.tenant_id = p_tenant_id and r.workflow_id = w.id and r.version = v.version and r.state in ('running', 'paused')))))
  order by w.name, w.id;
$function$;

CREATE OR REPLACE FUNCTION public.count_segment (
  p_tenant_id uuid,
  p_entity    text,
  p_query     jsonb
)
  RETURNS integer
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_one record;
  v_count integer;
begin
  select * into v_one from app.segment_statement(p_tenant_id, p_entity, p_query, now(), app.require_member(p_tenant_id));
  execute 'select count(*)::integer ' || v_one.body into v_count using p_tenant_id, v_one.bound, now(), v_one.today, v_one.zone;
  return v_count;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."count_segment"(uuid, text, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.create_segment (
  p_tenant_id uuid,
  p_id        uuid,
  p_name      text,
  p_entity    text,
  p_query     jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_seller(p_tenant_id);
  v_name text;
  v_row public.segments;
begin
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_name := app.require_name(p_name, 60);
  perform app.segment_statement(p_tenant_id, p_entity, p_query, now(), v_role);
  select * into v_row from public.segments s where s.tenant_id = p_tenant_id and s.id = p_id;
  if v_row.id is not null then
    return app.segment_payload(v_row); -- asked again
  end if;
  if (select count(*) from public.segments s where s.tenant_id = p_tenant_id) >= 200 then
    raise sqlstate 'PT409' using message = 'too_many_segments', detail = '200';
  end if;
  insert into public.segments (tenant_id, id, name, entity, query, created_by)
  values (p_tenant_id, p_id, v_name, p_entity, p_query, auth.uid()) returning * into v_row;
  perform app.audit(p_tenant_id, 'segment.created', 'segment', p_id::text, null, jsonb_build_object('name', v_name, 'entity', p_entity, 'query', p_query));
  return app.segment_payload(v_row);
exception
  when unique_violation then
    raise sqlstate 'PT409' using message = 'segment_name_taken';
end;
$function$;

REVOKE ALL ON FUNCTION "public"."create_segment"(uuid, uuid, text, text, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.delete_segment (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.segments;
  v_uses jsonb;
begin
  perform app.require_seller(p_tenant_id);
  select * into v_row from public.segments s where s.tenant_id = p_tenant_id and s.id = p_id for update;
  if v_row.id is null then
    return; -- asked again
  end if;
  v_uses := app.segment_uses(p_tenant_id, p_id);
  if v_uses <> '[]' then
    raise sqlstate 'PT409' using message = 'segment_in_use', detail = (select string_agg(u ->> 'name', ', ') from jsonb_array_elements(v_uses) u);
  end if;
  delete from public.segments s where s.tenant_id = p_tenant_id and s.id = p_id;
  perform app.audit(p_tenant_id, 'segment.deleted', 'segment', p_id::text, jsonb_build_object('name', v_row.name, 'query', v_row.query), null);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."delete_segment"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

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
  v_sells boolean := v_role in ('owner', 'admin', 'supervisor', 'operator');
begin
  return jsonb_build_object(
    'may_save', v_sells,
    'types', (select jsonb_object_agg(t.key, t.ops) from app.segment_types t),
    'entities', (select jsonb_agg(n.key order by n.position) from app.segment_entities n where n.roles is null or v_role = any (n.roles)),
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

REVOKE ALL ON FUNCTION "public"."get_segment_kit"(uuid) FROM PUBLIC, "anon", "service_role";

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
    where s.tenant_id = p_tenant_id and (p_entity is null or s.entity = p_entity) and (n.roles is null or v_role = any (n.roles)));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_segments"(uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.preview_segment (
  p_tenant_id uuid,
  p_entity    text,
  p_query     jsonb,
  p_after     uuid    DEFAULT NULL::uuid,
  p_limit     integer DEFAULT 8
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_one record;
  v_entity app.segment_entities;
  v_ids uuid[];
  v_total integer;
  v_rows jsonb;
begin
  select * into v_one from app.segment_statement(p_tenant_id, p_entity, p_query, now(), app.require_member(p_tenant_id));
  select n.* into v_entity from app.segment_entities n where n.key = p_entity;
  -- one reading of the clinic: the page, and how many there are
  execute 'with all_of_them as materialized (select e.id ' || v_one.body || ')
    select (select count(*)::integer from all_of_them), array(select a.id from all_of_them a where $6 is null or a.id > $6 order by a.id limit $7)'
    into v_total, v_ids using p_tenant_id, v_one.bound, now(), v_one.today, v_one.zone, p_after, least(greatest(coalesce(p_limit, 8), 1), 200);
  execute format('select coalesce(jsonb_agg(jsonb_build_object(''id'', e.id, ''title'', %s, ''subtitle'', %s, ''detail'', %s) order by e.id), ''[]'')
    from %s where e.tenant_id = $1 and e.id = any ($2)', v_entity.title, v_entity.subtitle, v_entity.detail, v_entity.source)
    into v_rows using p_tenant_id, v_ids, now(), v_one.today, v_one.zone;
  return jsonb_build_object('total', v_total, 'rows', v_rows);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."preview_segment"(uuid, text, jsonb, uuid, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.update_segment (
  p_tenant_id uuid,
  p_id        uuid,
  p_version   integer,
  p_name      text,
  p_query     jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_seller(p_tenant_id);
  v_name text := app.require_name(p_name, 60);
  v_row public.segments := app.require_segment(p_tenant_id, p_id, v_role);
  v_before public.segments;
begin
  perform app.segment_statement(p_tenant_id, v_row.entity, p_query, now(), v_role);
  select * into v_before from public.segments s where s.tenant_id = p_tenant_id and s.id = p_id for update;
  if v_before.name = v_name and v_before.query = p_query then
    return app.segment_payload(v_before); -- asked again
  end if;
  if v_before.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  update public.segments s set name = v_name, query = p_query, version = s.version + 1
  where s.tenant_id = p_tenant_id and s.id = p_id returning * into v_row;
  perform app.audit(p_tenant_id, 'segment.changed', 'segment', p_id::text, jsonb_build_object('name', v_before.name, 'query', v_before.query),
    jsonb_build_object('name', v_name, 'query', p_query));
  return app.segment_payload(v_row);
exception
  when unique_violation then
    raise sqlstate 'PT409' using message = 'segment_name_taken';
end;
$function$;

REVOKE ALL ON FUNCTION "public"."update_segment"(uuid, uuid, integer, text, jsonb) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "app"."segment_facts"
  ADD CONSTRAINT "segment_facts_entity_fkey" FOREIGN KEY (entity) REFERENCES app.segment_entities(key) ON DELETE CASCADE;

ALTER TABLE "app"."segment_fields"
  ADD CONSTRAINT "segment_fields_entity_fkey" FOREIGN KEY (entity) REFERENCES app.segment_entities(key) ON DELETE CASCADE;

ALTER TABLE "public"."segments"
  ADD CONSTRAINT "segments_entity_fkey" FOREIGN KEY (entity) REFERENCES app.segment_entities(key) ON DELETE RESTRICT;

ALTER TABLE "public"."segments"
  ADD CONSTRAINT "segments_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

CREATE INDEX segments_entity ON public.segments USING btree (entity);

CREATE TRIGGER segments_touch
  BEFORE UPDATE ON public.segments
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE POLICY "select_nobody" ON "app"."segment_entities"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."segment_facts"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."segment_fields"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."segment_types"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."segment_users"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_members" ON "public"."segments"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

COMMENT ON COLUMN "app"."segment_entities"."custom_entity" IS 'Whose fields of the clinic''s own they have (custom_fields.entity).';

COMMENT ON COLUMN "app"."segment_entities"."roles" IS 'Who sees the list of them; NULL: every member.';

COMMENT ON COLUMN "app"."segment_entities"."scope" IS 'Which rows of e are there at all, beside those of the clinic.';

COMMENT ON COLUMN "app"."segment_entities"."source" IS 'Table with the alias e; it has tenant_id and id.';

COMMENT ON COLUMN "app"."segment_entities"."title" IS 'Over e: what a row is called in a sample; subtitle is the line below, detail what a link needs.';

COMMENT ON COLUMN "app"."segment_facts"."source" IS 'A left join that adds at most one row to each of e. $1 is the clinic, $3 now, $4 the clinic''s day, $5 its time zone.';

COMMENT ON COLUMN "app"."segment_fields"."choices" IS 'Which values a screen offers: a list of the product''s (its words are texts of the screen) or of the clinic''s (get_segment_kit).';

COMMENT ON COLUMN "app"."segment_fields"."expression" IS 'SQL over e and the fact; of a list: a query with one text column.';

COMMENT ON COLUMN "app"."segment_fields"."format" IS 'How a screen shows the number.';

COMMENT ON COLUMN "app"."segment_fields"."roles" IS 'Who sees this of the rows; NULL: whoever sees the rows.';

COMMENT ON COLUMN "public"."segments"."query" IS 'The rule tree, as app.segment_statement compiles it.';

COMMENT ON COLUMN "public"."segments"."version" IS 'Rises with every change: who saves an older one is told.';

COMMENT ON FUNCTION "app"."fold_text"(text) IS 'A text as segments compare it: without case, accents and outer blanks. Unlike app.normalize_text it leaves blanks inside and every sign as they are.';

COMMENT ON FUNCTION "app"."require_segment"(uuid, uuid, text) IS 'A saved segment, for p_role (NULL: the product itself). Errors: PT404 segment_not_found, PT403 forbidden.';

COMMENT ON FUNCTION "app"."segment_field"(uuid, text, text) IS 'A field that rules may name: of the product, or custom.<id> of the clinic''s own; NULL when there is none.';

COMMENT ON FUNCTION "app"."segment_has"(uuid, text, jsonb, uuid, timestamp with time zone) IS 'Whether one of the clinic belongs to a segment now. Errors: as app.segment_statement.';

COMMENT ON FUNCTION "app"."segment_ids"(uuid, text, jsonb, uuid, integer, timestamp with time zone, text) IS 'Who belongs to a segment, by id; p_after is the last of the page before. p_role: who asks (app.segment_statement); NULL: the product itself, for campaigns and workflows. Errors: as app.segment_statement.';

COMMENT ON FUNCTION "app"."segment_node"(jsonb, jsonb, text, integer, text[], text[]) IS 'Compiles a group with what is in it, or a rule. Errors: as app.segment_rule, and PT400 empty_group, PT400 invalid_segment, PT400 segment_too_large.';

COMMENT ON FUNCTION "app"."segment_payload"(public.segments) IS 'A saved segment as screens show it, with where it is used.';

COMMENT ON FUNCTION "app"."segment_rule"(jsonb, jsonb, text, text[], text[]) IS 'Compiles one rule: its condition, with its value put behind p_values and its fact behind p_facts. Errors: PT400 unknown_field, PT400 unknown_op, PT400 op_not_for_type, PT400 bad_value, PT403 forbidden (a field that the role does not see).';

COMMENT ON FUNCTION "app"."segment_statement"(uuid, text, jsonb, timestamp with time zone, text) IS 'A rule tree as SQL over e: only text of app.segment_entities, _facts and _fields, and places of bound values ($1 clinic, $2 values, $3 now, $4 today, $5 zone). p_role: who asks; NULL: the product itself. Errors: PT400 invalid_segment, PT400 segment_too_large, PT400 empty_group, PT400 unknown_field, PT400 unknown_op, PT400 op_not_for_type, PT400 bad_value (detail: where in the tree), PT403 forbidden.';

COMMENT ON FUNCTION "app"."segment_test"(text, text, text, boolean, text) IS 'The SQL of one rule. p_value is the place of its bound value: no value stands in the text. An empty field is NULL here, so that it matches neq alone.';

COMMENT ON FUNCTION "app"."segment_uses"(uuid, uuid) IS 'Where a segment is used: [{kind, id, name}], by the functions of app.segment_users.';

COMMENT ON FUNCTION "app"."segment_value"(text, text, jsonb, text, date) IS 'The value of a rule as its statement binds it, or NULL when it is none of the type. Days are dates or {days: n} from today (−60: sixty days ago); of a moment it is the edge of the clinic''s day.';

COMMENT ON FUNCTION "app"."workflows_with_segment"(uuid, uuid) IS 'Caller: app.segment_uses. Workflows that ask for a segment: in the draft, in what is published, or in a version in which somebody still is.';

COMMENT ON FUNCTION "public"."count_segment"(uuid, text, jsonb) IS 'Caller: members, about what their lists show them: therapists about patients and sessions, without money and sales. How many match a rule tree. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_segment, PT400 segment_too_large, PT400 empty_group, PT400 unknown_field, PT400 unknown_op, PT400 op_not_for_type, PT400 bad_value (detail: where in the tree).';

COMMENT ON FUNCTION "public"."create_segment"(uuid, uuid, text, text, jsonb) IS 'Caller: who sells. Saves a rule tree under a name; p_id comes from the client, and the same id is the same segment. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_name, PT409 segment_name_taken, PT409 too_many_segments, and those of count_segment.';

COMMENT ON FUNCTION "public"."delete_segment"(uuid, uuid) IS 'Caller: who sells. Removes a segment that nothing uses. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT409 segment_in_use (detail: where, by name).';

COMMENT ON FUNCTION "public"."get_segment_kit"(uuid) IS 'Caller: members. What a segment can be made of, for the caller: {may_save, types: {type: ops}, entities, fields: [{entity, key, type, choices, format}], custom: [{entity, key, label, type, options}], choices: {list: values}}. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_segments"(uuid, text) IS 'Caller: members. Saved segments of what the caller sees: [{id, name, entity, query, version, created_by_name, updated_at, uses}]. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."preview_segment"(uuid, text, jsonb, uuid, integer) IS 'Caller: as count_segment. {total, rows: [{id, title, subtitle, detail}]} of who matches a rule tree, a page by id; p_after is the id of the last row. Errors: as count_segment.';

COMMENT ON FUNCTION "public"."update_segment"(uuid, uuid, integer, text, jsonb) IS 'Caller: who sells. Another name or other rules; whoever uses the segment uses the new ones from now on. p_version is the one that was read. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 segment_not_found, PT400 invalid_name, PT409 segment_name_taken, PT409 changed_meanwhile, and those of count_segment.';

COMMENT ON TABLE "app"."segment_entities" IS 'What segments can be made of.';

COMMENT ON TABLE "app"."segment_facts" IS 'Joins that fields of segments need; a statement has each at most once.';

COMMENT ON TABLE "app"."segment_fields" IS 'The whitelist of segments: what a rule may name, its type and its SQL. Fields of a clinic''s own are custom.<id> beside it.';

COMMENT ON TABLE "app"."segment_types" IS 'Types of fields of segments and their comparisons; app.segment_test writes the SQL of each.';

COMMENT ON TABLE "app"."segment_users" IS 'Kinds of things that use segments, and the function that finds those of one: (clinic, segment) returns (id uuid, name text).';

COMMENT ON TABLE "public"."segments" IS 'Saved segments of a clinic. Their people are found by their rules at the moment of use; none is stored.';

REVOKE ALL ON FUNCTION "app"."fold_text"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."fold_text"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."fold_text"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_segment"(uuid, uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_segment"(uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_segment"(uuid, uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."segment_field"(uuid, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."segment_field"(uuid, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."segment_field"(uuid, text, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."segment_has"(uuid, text, jsonb, uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."segment_has"(uuid, text, jsonb, uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."segment_has"(uuid, text, jsonb, uuid, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."segment_ids"(uuid, text, jsonb, uuid, integer, timestamp WITH time zone, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."segment_ids"(uuid, text, jsonb, uuid, integer, timestamp WITH time zone, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."segment_ids"(uuid, text, jsonb, uuid, integer, timestamp WITH time zone, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."segment_node"(jsonb, jsonb, text, integer, text[], text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."segment_node"(jsonb, jsonb, text, integer, text[], text[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."segment_node"(jsonb, jsonb, text, integer, text[], text[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."segment_payload"(public.segments) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."segment_payload"(public.segments) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."segment_payload"(public.segments) TO "postgres";

REVOKE ALL ON FUNCTION "app"."segment_rule"(jsonb, jsonb, text, text[], text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."segment_rule"(jsonb, jsonb, text, text[], text[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."segment_rule"(jsonb, jsonb, text, text[], text[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."segment_statement"(uuid, text, jsonb, timestamp WITH time zone, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."segment_statement"(uuid, text, jsonb, timestamp WITH time zone, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."segment_statement"(uuid, text, jsonb, timestamp WITH time zone, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."segment_test"(text, text, text, boolean, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."segment_test"(text, text, text, boolean, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."segment_test"(text, text, text, boolean, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."segment_uses"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."segment_uses"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."segment_uses"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."segment_value"(text, text, jsonb, text, date) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."segment_value"(text, text, jsonb, text, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."segment_value"(text, text, jsonb, text, date) TO "postgres";

REVOKE ALL ON FUNCTION "app"."workflows_with_segment"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."workflows_with_segment"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."workflows_with_segment"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."count_segment"(uuid, text, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."count_segment"(uuid, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."count_segment"(uuid, text, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."create_segment"(uuid, uuid, text, text, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."create_segment"(uuid, uuid, text, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."create_segment"(uuid, uuid, text, text, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_segment"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."delete_segment"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_segment"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_segment_kit"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_segment_kit"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_segment_kit"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_segments"(uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_segments"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_segments"(uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."preview_segment"(uuid, text, jsonb, uuid, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."preview_segment"(uuid, text, jsonb, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."preview_segment"(uuid, text, jsonb, uuid, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."update_segment"(uuid, uuid, integer, text, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."update_segment"(uuid, uuid, integer, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."update_segment"(uuid, uuid, integer, text, jsonb) TO "postgres";

REVOKE ALL ON TABLE "public"."segments" FROM "authenticated";

GRANT SELECT ON TABLE "public"."segments" TO "authenticated";

REVOKE ALL ON TABLE "public"."segments" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."segments" TO "service_role";

insert into app.audit_actions (key, area, severity) values
  ('module.switched_on', 'settings', 'warning'), ('module.switched_off', 'settings', 'warning')
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
  ('segment.created', 'sales', 'info'), ('segment.changed', 'sales', 'info'), ('segment.deleted', 'sales', 'notice')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.segment_entities (key, position, source, scope, roles, title, subtitle, detail, custom_entity) values
  ('patients', 1, 'public.patients e', 'e.archived_at is null and e.merged_into_id is null', null, 'e.name',
    '(select h.phone from public.contact_phones h where h.tenant_id = $1 and h.entity_type = ''patient'' and h.entity_id = e.id and h.is_primary)',
    '''{}''::jsonb', 'contact'),
  ('contacts', 2, 'public.contacts e', 'e.archived_at is null', '{owner,admin,supervisor,operator}', 'e.full_name',
    '(select h.phone from public.contact_phones h where h.tenant_id = $1 and h.entity_type = case when e.patient_id is null then ''contact'' else ''patient'' end and h.entity_id = coalesce(e.patient_id, e.id) and h.is_primary)',
    'jsonb_build_object(''patient_id'', e.patient_id)', 'contact'),
  ('companies', 3, 'public.companies e', 'e.archived_at is null', '{owner,admin,supervisor,operator}', 'e.name', 'e.city', '''{}''::jsonb', 'company'),
  ('leads', 4, 'public.crm_leads e', 'true', '{owner,admin,supervisor,operator}', 'e.full_name', 'coalesce(e.phone, e.email)',
    'jsonb_build_object(''contact_id'', e.contact_id)', 'lead'),
  ('deals', 5, 'public.deals e', 'true', '{owner,admin,supervisor,operator}', 'e.title',
    '(select c.full_name from public.contacts c where c.tenant_id = $1 and c.id = e.contact_id)', 'jsonb_build_object(''contact_id'', e.contact_id)', 'deal'),
  ('sessions', 6, 'public.sessions e', 'true', null,
    'coalesce((select string_agg(p.name, '', '' order by x.position, p.sort_name) from public.session_patients x join public.patients p on p.tenant_id = $1 and p.id = x.patient_id where x.tenant_id = $1 and x.session_id = e.id), e.title, ''—'')',
    'to_char(e.starts_at at time zone $5, ''DD/MM/YYYY HH24:MI'')', 'jsonb_build_object(''day'', (e.starts_at at time zone $5)::date)', null)
on conflict (key) do update set position = excluded.position, source = excluded.source, scope = excluded.scope, roles = excluded.roles,
  title = excluded.title, subtitle = excluded.subtitle, detail = excluded.detail, custom_entity = excluded.custom_entity;

-- The person of a patient or contact is the patient's id where there is one: phones, addresses and conversations are found by it.
insert into app.segment_facts (entity, key, source)
select v.entity, f.key, format(f.source, v.person, v.kind)
from (values
  ('patients', 'e.id', '''patient'''),
  ('contacts', 'coalesce(e.patient_id, e.id)', 'case when e.patient_id is null then ''contact'' else ''patient'' end')
) v (entity, person, kind)
cross join (values
  ('phone', 'left join public.contact_phones f_phone on f_phone.tenant_id = $1 and f_phone.entity_type = %2$s and f_phone.entity_id = %1$s and f_phone.is_primary'),
  ('email', 'left join public.contact_emails f_email on f_email.tenant_id = $1 and f_email.entity_type = %2$s and f_email.entity_id = %1$s and f_email.is_primary'),
  ('threads', 'left join (
      select l.person_id, max(t.last_inbound_at) as last_inbound_at, max(t.last_message_at) as last_message_at, bool_or(t.opted_out) as opted_out
      from (
        select h.entity_id as person_id, a.thread_id from public.contact_phones h
        join public.conversation_addresses a on a.tenant_id = $1 and a.channel = any (array(select k.family from public.channel_kinds k)) and a.address = h.phone
        where h.tenant_id = $1 and h.entity_type in (''patient'', ''contact'')
        union
        select c.patient_id, c.thread_id from public.patient_conversations c where c.tenant_id = $1) l
      join public.conversation_threads t on t.tenant_id = $1 and t.id = l.thread_id
      group by l.person_id) f_threads on f_threads.person_id = %1$s')
) f (key, source)
on conflict (entity, key) do update set source = excluded.source;

insert into app.segment_facts (entity, key, source)
select v.entity, f.key, format(f.source, v.patient)
from (values ('patients', 'e.id'), ('contacts', 'e.patient_id')) v (entity, patient)
cross join (values
  ('visits', 'left join (
      select x.patient_id, max(s.starts_at) filter (where x.status = ''attended'') as last_at, min(s.starts_at) filter (where x.status = ''attended'') as first_at,
        count(*) filter (where x.status = ''attended'') as attended, count(*) filter (where x.status = ''missed'') as missed
      from public.session_patients x join public.sessions s on s.tenant_id = $1 and s.id = x.session_id
      where x.tenant_id = $1 and x.status in (''attended'', ''missed'')
      group by x.patient_id) f_visits on f_visits.patient_id = %1$s'),
  ('planned', 'left join (
      select x.patient_id, min(s.starts_at) as next_at
      from public.sessions s join public.session_patients x on x.tenant_id = $1 and x.session_id = s.id
      where s.tenant_id = $1 and s.starts_at > $3 and x.status in (''scheduled'', ''confirmed'')
      group by x.patient_id) f_planned on f_planned.patient_id = %1$s'),
  ('money', 'left join (
      select c.patient_id, sum(c.amount_cents - c.paid_cents) as due_cents,
        sum(c.amount_cents - c.paid_cents) filter (where c.due_on < $4) as overdue_cents
      from public.money_charges c
      where c.tenant_id = $1 and c.reversed_at is null and c.paid_cents < c.amount_cents
      group by c.patient_id) f_money on f_money.patient_id = %1$s')
) f (key, source)
on conflict (entity, key) do update set source = excluded.source;

insert into app.segment_facts (entity, key, source) values
  ('patients', 'contact', 'left join public.contacts f_contact on f_contact.tenant_id = $1 and f_contact.patient_id = e.id'),
  ('contacts', 'patient', 'left join public.patients f_patient on f_patient.tenant_id = $1 and f_patient.id = e.patient_id'),
  ('contacts', 'company', 'left join public.companies f_company on f_company.tenant_id = $1 and f_company.id = e.company_id'),
  ('contacts', 'lead', 'left join (
      select l.contact_id, max(l.score) as score from public.crm_leads l where l.tenant_id = $1 and l.contact_id is not null
      group by l.contact_id) f_lead on f_lead.contact_id = e.id'),
  ('companies', 'phone', 'left join public.contact_phones f_phone on f_phone.tenant_id = $1 and f_phone.entity_type = ''company'' and f_phone.entity_id = e.id and f_phone.is_primary'),
  ('companies', 'email', 'left join public.contact_emails f_email on f_email.tenant_id = $1 and f_email.entity_type = ''company'' and f_email.entity_id = e.id and f_email.is_primary'),
  ('companies', 'people', 'left join (
      select c.company_id, count(*) as people from public.contacts c
      where c.tenant_id = $1 and c.company_id is not null and c.archived_at is null group by c.company_id) f_people on f_people.company_id = e.id'),
  ('companies', 'deals', 'left join (
      select d.company_id, count(*) filter (where d.status = ''open'') as open_deals, sum(d.value_cents) filter (where d.status = ''open'') as open_cents,
        sum(d.value_cents) filter (where d.status = ''won'') as won_cents
      from public.deals d where d.tenant_id = $1 and d.company_id is not null group by d.company_id) f_deals on f_deals.company_id = e.id'),
  ('contacts', 'deals', 'left join (
      select d.contact_id, count(*) filter (where d.status = ''open'') as open_deals, sum(d.value_cents) filter (where d.status = ''open'') as open_cents,
        sum(d.value_cents) filter (where d.status = ''won'') as won_cents
      from public.deals d where d.tenant_id = $1 and d.contact_id is not null group by d.contact_id) f_deals on f_deals.contact_id = e.id'),
  ('deals', 'stage', 'left join public.pipeline_stages f_stage on f_stage.tenant_id = $1 and f_stage.id = e.stage_id'),
  ('deals', 'pipeline', 'left join public.pipelines f_pipeline on f_pipeline.tenant_id = $1 and f_pipeline.id = e.pipeline_id'),
  ('deals', 'contact', 'left join public.contacts f_contact on f_contact.tenant_id = $1 and f_contact.id = e.contact_id'),
  ('deals', 'company', 'left join public.companies f_company on f_company.tenant_id = $1 and f_company.id = e.company_id'),
  ('deals', 'reason', 'left join public.deal_lost_reasons f_reason on f_reason.tenant_id = $1 and f_reason.id = e.lost_reason_id'),
  ('contacts', 'owner', 'left join public.profiles f_owner on f_owner.id = e.owner_id'),
  ('companies', 'owner', 'left join public.profiles f_owner on f_owner.id = e.owner_id'),
  ('deals', 'owner', 'left join public.profiles f_owner on f_owner.id = e.owner_id'),
  ('leads', 'owner', 'left join public.profiles f_owner on f_owner.id = e.owner_id'),
  ('sessions', 'therapist', 'left join public.therapists f_therapist on f_therapist.tenant_id = $1 and f_therapist.user_id = e.therapist_id'),
  ('sessions', 'room', 'left join public.rooms f_room on f_room.tenant_id = $1 and f_room.id = e.room_id'),
  ('sessions', 'type', 'left join public.session_types f_type on f_type.tenant_id = $1 and f_type.id = e.session_type_id')
on conflict (entity, key) do update set source = excluded.source;

insert into app.segment_fields (entity, key, position, type, expression, fact, roles, choices, format) values
  -- patients: what every member sees in their list; money and sales are for whoever sees those
  ('patients', 'name', 1, 'text', 'e.name', null, null, null, null),
  ('patients', 'phone', 2, 'text', 'f_phone.phone', 'phone', null, null, null),
  ('patients', 'email', 3, 'text', 'f_email.email', 'email', null, null, null),
  ('patients', 'birth_date', 4, 'day', 'e.birth_date', null, null, null, null),
  ('patients', 'birth_month', 5, 'number', 'extract(month from e.birth_date)', null, null, 'month', null),
  ('patients', 'age', 6, 'number', 'extract(year from age($4, e.birth_date))', null, null, null, null),
  ('patients', 'gender', 7, 'text', 'e.gender', null, null, 'gender', null),
  ('patients', 'city', 8, 'text', 'e.city', null, null, null, null),
  ('patients', 'state', 9, 'text', 'e.state', null, null, null, null),
  ('patients', 'district', 10, 'text', 'e.district', null, null, null, null),
  ('patients', 'cpf', 11, 'text', 'e.cpf', null, null, null, null),
  ('patients', 'notes', 12, 'text', 'e.note', null, null, null, null),
  ('patients', 'therapists', 13, 'list', 'select t.name from public.care_team k join public.therapists t on t.tenant_id = $1 and t.user_id = k.user_id where k.tenant_id = $1 and k.patient_id = e.id and k.ended_at is null', null, null, 'therapist', null),
  ('patients', 'last_session_at', 20, 'moment', 'f_visits.last_at', 'visits', null, null, null),
  ('patients', 'first_session_at', 21, 'moment', 'f_visits.first_at', 'visits', null, null, null),
  ('patients', 'next_session_at', 22, 'moment', 'f_planned.next_at', 'planned', null, null, null),
  ('patients', 'session_count', 23, 'number', 'coalesce(f_visits.attended, 0)', 'visits', null, null, null),
  ('patients', 'no_show_count', 24, 'number', 'coalesce(f_visits.missed, 0)', 'visits', null, null, null),
  ('patients', 'last_inbound_at', 30, 'moment', 'f_threads.last_inbound_at', 'threads', null, null, null),
  ('patients', 'last_message_at', 31, 'moment', 'f_threads.last_message_at', 'threads', null, null, null),
  ('patients', 'opted_out', 32, 'boolean', 'coalesce(f_threads.opted_out, false)', 'threads', null, null, null),
  ('patients', 'conversation_tags', 33, 'list', 'select t.name from public.contact_phones h join public.conversation_addresses a on a.tenant_id = $1 and a.channel = any (array(select k.family from public.channel_kinds k)) and a.address = h.phone join public.conversation_thread_tags g on g.tenant_id = $1 and g.thread_id = a.thread_id join public.conversation_tags t on t.tenant_id = $1 and t.id = g.tag_id where h.tenant_id = $1 and h.entity_type = ''patient'' and h.entity_id = e.id', null, null, 'tag', null),
  ('patients', 'balance_due_cents', 40, 'number', 'coalesce(f_money.due_cents, 0)', 'money', '{owner,admin,supervisor,operator}', null, 'money'),
  ('patients', 'overdue_cents', 41, 'number', 'coalesce(f_money.overdue_cents, 0)', 'money', '{owner,admin,supervisor,operator}', null, 'money'),
  ('patients', 'tags', 50, 'list', 'select t.name from public.contacts c join public.contact_tags g on g.tenant_id = $1 and g.contact_id = c.id join public.conversation_tags t on t.tenant_id = $1 and t.id = g.tag_id where c.tenant_id = $1 and c.patient_id = e.id', null, '{owner,admin,supervisor,operator}', 'tag', null),
  ('patients', 'stage', 51, 'text', 'f_contact.stage', 'contact', '{owner,admin,supervisor,operator}', 'contact_stage', null),
  ('patients', 'origin', 52, 'text', 'f_contact.origin', 'contact', '{owner,admin,supervisor,operator}', 'origin', null),
  ('patients', 'created_at', 60, 'moment', 'e.created_at', null, null, null, null),

  ('contacts', 'name', 1, 'text', 'e.full_name', null, null, null, null),
  ('contacts', 'phone', 2, 'text', 'f_phone.phone', 'phone', null, null, null),
  ('contacts', 'email', 3, 'text', 'f_email.email', 'email', null, null, null),
  ('contacts', 'stage', 4, 'text', 'e.stage', null, null, 'contact_stage', null),
  ('contacts', 'origin', 5, 'text', 'e.origin', null, null, 'origin', null),
  ('contacts', 'tags', 6, 'list', 'select t.name from public.contact_tags g join public.conversation_tags t on t.tenant_id = $1 and t.id = g.tag_id where g.tenant_id = $1 and g.contact_id = e.id', null, null, 'tag', null),
  ('contacts', 'owner', 7, 'text', 'f_owner.full_name', 'owner', null, 'seller', null),
  ('contacts', 'company', 8, 'text', 'f_company.name', 'company', null, null, null),
  ('contacts', 'job', 9, 'text', 'e.job', null, null, null, null),
  ('contacts', 'notes', 10, 'text', 'e.note', null, null, null, null),
  ('contacts', 'score', 11, 'number', 'f_lead.score', 'lead', null, null, null),
  ('contacts', 'is_patient', 12, 'boolean', 'e.patient_id is not null', null, null, null, null),
  ('contacts', 'open_deals', 13, 'number', 'coalesce(f_deals.open_deals, 0)', 'deals', null, null, null),
  ('contacts', 'open_cents', 14, 'number', 'coalesce(f_deals.open_cents, 0)', 'deals', null, null, 'money'),
  ('contacts', 'won_cents', 15, 'number', 'coalesce(f_deals.won_cents, 0)', 'deals', null, null, 'money'),
  ('contacts', 'birth_date', 20, 'day', 'f_patient.birth_date', 'patient', null, null, null),
  ('contacts', 'birth_month', 21, 'number', 'extract(month from f_patient.birth_date)', 'patient', null, 'month', null),
  ('contacts', 'age', 22, 'number', 'extract(year from age($4, f_patient.birth_date))', 'patient', null, null, null),
  ('contacts', 'city', 23, 'text', 'f_patient.city', 'patient', null, null, null),
  ('contacts', 'last_session_at', 30, 'moment', 'f_visits.last_at', 'visits', null, null, null),
  ('contacts', 'next_session_at', 31, 'moment', 'f_planned.next_at', 'planned', null, null, null),
  ('contacts', 'session_count', 32, 'number', 'coalesce(f_visits.attended, 0)', 'visits', null, null, null),
  ('contacts', 'no_show_count', 33, 'number', 'coalesce(f_visits.missed, 0)', 'visits', null, null, null),
  ('contacts', 'balance_due_cents', 34, 'number', 'coalesce(f_money.due_cents, 0)', 'money', null, null, 'money'),
  ('contacts', 'last_inbound_at', 40, 'moment', 'f_threads.last_inbound_at', 'threads', null, null, null),
  ('contacts', 'last_message_at', 41, 'moment', 'f_threads.last_message_at', 'threads', null, null, null),
  ('contacts', 'opted_out', 42, 'boolean', 'coalesce(f_threads.opted_out, false)', 'threads', null, null, null),
  ('contacts', 'conversation_tags', 43, 'list', 'select t.name from public.contact_phones h join public.conversation_addresses a on a.tenant_id = $1 and a.channel = any (array(select k.family from public.channel_kinds k)) and a.address = h.phone join public.conversation_thread_tags g on g.tenant_id = $1 and g.thread_id = a.thread_id join public.conversation_tags t on t.tenant_id = $1 and t.id = g.tag_id where h.tenant_id = $1 and h.entity_type = case when e.patient_id is null then ''contact'' else ''patient'' end and h.entity_id = coalesce(e.patient_id, e.id)', null, null, 'tag', null),
  ('contacts', 'created_at', 60, 'moment', 'e.created_at', null, null, null, null),

  ('companies', 'name', 1, 'text', 'e.name', null, null, null, null),
  ('companies', 'phone', 2, 'text', 'f_phone.phone', 'phone', null, null, null),
  ('companies', 'email', 3, 'text', 'f_email.email', 'email', null, null, null),
  ('companies', 'segment', 4, 'text', 'e.segment', null, null, null, null),
  ('companies', 'city', 5, 'text', 'e.city', null, null, null, null),
  ('companies', 'state', 6, 'text', 'e.state', null, null, null, null),
  ('companies', 'website', 7, 'text', 'e.website', null, null, null, null),
  ('companies', 'cnpj', 8, 'text', 'e.cnpj', null, null, null, null),
  ('companies', 'owner', 9, 'text', 'f_owner.full_name', 'owner', null, 'seller', null),
  ('companies', 'notes', 10, 'text', 'e.note', null, null, null, null),
  ('companies', 'people', 11, 'number', 'coalesce(f_people.people, 0)', 'people', null, null, null),
  ('companies', 'open_deals', 12, 'number', 'coalesce(f_deals.open_deals, 0)', 'deals', null, null, null),
  ('companies', 'open_cents', 13, 'number', 'coalesce(f_deals.open_cents, 0)', 'deals', null, null, 'money'),
  ('companies', 'won_cents', 14, 'number', 'coalesce(f_deals.won_cents, 0)', 'deals', null, null, 'money'),
  ('companies', 'created_at', 60, 'moment', 'e.created_at', null, null, null, null),

  ('leads', 'name', 1, 'text', 'e.full_name', null, null, null, null),
  ('leads', 'phone', 2, 'text', 'e.phone', null, null, null, null),
  ('leads', 'email', 3, 'text', 'e.email', null, null, null, null),
  ('leads', 'status', 4, 'text', 'e.status', null, null, 'lead_status', null),
  ('leads', 'origin', 5, 'text', 'e.origin', null, null, 'origin', null),
  ('leads', 'score', 6, 'number', 'e.score', null, null, null, null),
  ('leads', 'owner', 7, 'text', 'f_owner.full_name', 'owner', null, 'seller', null),
  ('leads', 'company', 8, 'text', 'e.company', null, null, null, null),
  ('leads', 'message', 9, 'text', 'e.message', null, null, null, null),
  ('leads', 'notes', 10, 'text', 'e.note', null, null, null, null),
  ('leads', 'utm_source', 11, 'text', 'e.utm ->> ''source''', null, null, null, null),
  ('leads', 'utm_campaign', 12, 'text', 'e.utm ->> ''campaign''', null, null, null, null),
  ('leads', 'converted_at', 20, 'moment', 'e.converted_at', null, null, null, null),
  ('leads', 'created_at', 60, 'moment', 'e.created_at', null, null, null, null),

  ('deals', 'title', 1, 'text', 'e.title', null, null, null, null),
  ('deals', 'pipeline', 2, 'text', 'f_pipeline.name', 'pipeline', null, 'pipeline', null),
  ('deals', 'stage', 3, 'text', 'f_stage.name', 'stage', null, 'deal_stage', null),
  ('deals', 'status', 4, 'text', 'e.status', null, null, 'deal_status', null),
  ('deals', 'value_cents', 5, 'number', 'e.value_cents', null, null, null, 'money'),
  ('deals', 'probability', 6, 'number', 'f_stage.probability', 'stage', null, null, 'percent'),
  ('deals', 'owner', 7, 'text', 'f_owner.full_name', 'owner', null, 'seller', null),
  ('deals', 'origin', 8, 'text', 'e.origin', null, null, 'origin', null),
  ('deals', 'contact', 9, 'text', 'f_contact.full_name', 'contact', null, null, null),
  ('deals', 'company', 10, 'text', 'f_company.name', 'company', null, null, null),
  ('deals', 'expected_close', 11, 'day', 'e.expected_on', null, null, null, null),
  ('deals', 'stage_since', 12, 'moment', 'e.stage_since', null, null, null, null),
  ('deals', 'closed_at', 13, 'moment', 'e.closed_at', null, null, null, null),
  ('deals', 'lost_reason', 14, 'text', 'f_reason.name', 'reason', null, 'lost_reason', null),
  ('deals', 'notes', 15, 'text', 'e.note', null, null, null, null),
  ('deals', 'created_at', 60, 'moment', 'e.created_at', null, null, null, null),

  ('sessions', 'starts_at', 1, 'moment', 'e.starts_at', null, null, null, null),
  ('sessions', 'status', 2, 'text', 'e.status', null, null, 'session_status', null),
  ('sessions', 'patients', 3, 'list', 'select p.name from public.session_patients x join public.patients p on p.tenant_id = $1 and p.id = x.patient_id where x.tenant_id = $1 and x.session_id = e.id', null, null, null, null),
  ('sessions', 'therapist', 4, 'text', 'f_therapist.name', 'therapist', null, 'therapist', null),
  ('sessions', 'session_type', 5, 'text', 'f_type.name', 'type', null, 'session_type', null),
  ('sessions', 'room', 6, 'text', 'f_room.name', 'room', null, 'room', null),
  ('sessions', 'is_online', 7, 'boolean', 'e.is_online', null, null, null, null),
  ('sessions', 'is_repeated', 8, 'boolean', 'e.series_id is not null', null, null, null, null),
  ('sessions', 'title', 9, 'text', 'e.title', null, null, null, null),
  ('sessions', 'notes', 10, 'text', 'e.note', null, null, null, null),
  ('sessions', 'cancel_reason', 11, 'text', 'e.cancel_reason', null, null, null, null),
  ('sessions', 'created_at', 60, 'moment', 'e.created_at', null, null, null, null)
on conflict (entity, key) do update set position = excluded.position, type = excluded.type, expression = excluded.expression, fact = excluded.fact,
  roles = excluded.roles, choices = excluded.choices, format = excluded.format;

insert into app.segment_types (key, position, ops) values
  ('text', 1, '{eq,neq,contains,starts,ends,in,is_empty}'),
  ('list', 2, '{eq,neq,contains,in,is_empty}'),
  ('number', 3, '{gte,lte,eq,neq,in,is_empty}'),
  ('boolean', 4, '{eq,neq,is_empty}'),
  ('day', 5, '{before,after,gte,lte,eq,neq,in,is_empty}'),
  ('moment', 6, '{before,after,gte,lte,is_empty}')
on conflict (key) do update set position = excluded.position, ops = excluded.ops;

insert into app.segment_users (kind, position, function_name) values
  ('workflow', 1, 'app.workflows_with_segment')
on conflict (kind) do update set position = excluded.position, function_name = excluded.function_name;

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
  ('audit.exported', 'audit', 'notice'), ('audit.pruned', 'audit', 'warning'), ('audit.erased', 'audit', 'warning'),
  ('audit.kept', 'audit', 'notice')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('clinic.cancelled', 'settings', 'critical'), ('clinic.restored', 'settings', 'critical'),
  ('api_key.created', 'settings', 'warning'), ('api_key.revoked', 'settings', 'warning'),
  ('webhook.created', 'settings', 'warning'), ('webhook.changed', 'settings', 'notice'), ('webhook.secret_rotated', 'settings', 'warning'),
  ('webhook.deleted', 'settings', 'warning'), ('webhook.disabled', 'settings', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;
