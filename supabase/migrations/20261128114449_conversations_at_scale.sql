-- conversations at scale: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION app.find_messages (
  p_tenant_id   uuid,
  p_query       tsquery,
  p_thread_id   uuid,
  p_channel_id  uuid,
  p_assigned_to uuid,
  p_direction   text,
  p_has_media   boolean,
  p_from        timestamp with time zone,
  p_before_at   timestamp with time zone,
  p_before_id   uuid,
  p_tag_id      uuid,
  p_limit       integer,
  p_reach       integer[]                DEFAULT ARRAY[3000,
  20000         ]
)
  RETURNS TABLE (
    message_id   uuid,
    thread_id    uuid,
    thread_key   text,
    contact_name text,
    phone        text,
    kind         text,
    direction    text,
    body         text,
    occurred_at  timestamp with time zone
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_words constant text := ' from app.message_words x where x.tenant_id = $1
    and (x.occurred_at, x.message_id) < ($9, $10) and ($8::timestamptz is null or x.occurred_at >= $8)';
  v_newest_first constant text := ' order by x.occurred_at desc, x.message_id desc';
  v_answer constant text := ' select m.id, t.id, t.thread_key, t.contact_name, t.phone, m.kind, m.direction, m.body, m.occurred_at
    from w join public.conversation_messages m on m.tenant_id = $1 and m.id = w.message_id
    join public.conversation_threads t on t.tenant_id = $1 and t.id = m.thread_id
    where w.words @@ $2 and ($3::uuid is null or m.thread_id = $3) and ($4::uuid is null or m.channel_id = $4)
      and ($5::uuid is null or t.assigned_to = $5) and ($6::text is null or m.direction = $6) and (not $7 or m.media is not null)
      and ($11::uuid is null or t.tag_ids @> array[$11])';
  v_answer_by_time constant text := v_answer || ' order by w.occurred_at desc, w.message_id desc limit $12';
  v_at timestamptz := p_before_at;
  v_id uuid := p_before_id;
  v_left int := p_limit;
  v_rows int;
  v_reach int;
begin
  if p_thread_id is not null then
    return query execute 'with w as not materialized (select x.*' || v_words || ')' || v_answer
        || ' order by m.occurred_at desc, m.id desc limit $12'
      using p_tenant_id, p_query, p_thread_id, p_channel_id, p_assigned_to, p_direction, p_has_media, p_from, v_at, v_id, p_tag_id, v_left;
    return;
  end if;
  foreach v_reach in array p_reach loop
    return query execute 'with w as not materialized (select x.*' || v_words || v_newest_first || ' limit $13)' || v_answer_by_time
      using p_tenant_id, p_query, p_thread_id, p_channel_id, p_assigned_to, p_direction, p_has_media, p_from, v_at, v_id, p_tag_id, v_left, v_reach;
    get diagnostics v_rows = row_count;
    v_left := v_left - v_rows;
    if v_left = 0 then
      return;
    end if;
    execute 'select x.occurred_at, x.message_id' || v_words || v_newest_first || ' offset $13 - 1 limit 1' into v_at, v_id
      using p_tenant_id, p_query, p_thread_id, p_channel_id, p_assigned_to, p_direction, p_has_media, p_from, v_at, v_id, p_tag_id, v_left, v_reach;
    if v_at is null then
      return;
    end if;
    exit when v_rows::bigint * p_reach[array_upper(p_reach, 1)] < v_left::bigint * v_reach;
  end loop;
  return query execute 'with w as materialized (select x.*' || v_words || ' and x.words @@ $2' || v_newest_first || ')' || v_answer_by_time
    using p_tenant_id, p_query, p_thread_id, p_channel_id, p_assigned_to, p_direction, p_has_media, p_from, v_at, v_id, p_tag_id, v_left;
end;
$function$;

CREATE OR REPLACE FUNCTION public.list_media (
  p_tenant_id  uuid,
  p_thread_key text,
  p_before_at  timestamp with time zone DEFAULT NULL::timestamp WITH time zone,
  p_before_id  uuid                     DEFAULT NULL::uuid,
  p_limit      integer                  DEFAULT 60
)
  RETURNS SETOF public.conversation_messages
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_thread_id uuid;
  -- plain variables: beside a policy, a plan for any values takes nothing else as the beginning of an index range
  v_at timestamptz := coalesce(p_before_at, 'infinity');
  v_id uuid := coalesce(p_before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
begin
  perform app.require_member(p_tenant_id);
  v_thread_id := app.thread_id_of_key(p_tenant_id, p_thread_key);
  return query
    select m.* from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.thread_id = v_thread_id and m.media is not null and m.deleted_at is null
      and (m.occurred_at, m.id) < (v_at, v_id)
    order by m.occurred_at desc, m.id desc
    limit least(greatest(coalesce(p_limit, 60), 1), 200);
end;
$function$;

CREATE OR REPLACE FUNCTION public.list_messages (
  p_tenant_id  uuid,
  p_thread_key text,
  p_before_at  timestamp with time zone DEFAULT NULL::timestamp WITH time zone,
  p_before_id  uuid                     DEFAULT NULL::uuid,
  p_limit      integer                  DEFAULT 50
)
  RETURNS SETOF public.conversation_messages
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_thread_id uuid;
  -- plain variables: beside a policy, a plan for any values takes nothing else as the beginning of an index range
  v_at timestamptz := coalesce(p_before_at, 'infinity');
  v_id uuid := coalesce(p_before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
begin
  perform app.require_member(p_tenant_id);
  v_thread_id := app.thread_id_of_key(p_tenant_id, p_thread_key);
  return query
    select m.* from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.thread_id = v_thread_id
      and (m.occurred_at, m.id) < (v_at, v_id)
    order by m.occurred_at desc, m.id desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$function$;

CREATE OR REPLACE FUNCTION public.search_messages (
  p_tenant_id   uuid,
  p_search      text,
  p_thread_key  text                     DEFAULT NULL::text,
  p_channel_id  uuid                     DEFAULT NULL::uuid,
  p_assigned_to uuid                     DEFAULT NULL::uuid,
  p_direction   text                     DEFAULT NULL::text,
  p_has_media   boolean                  DEFAULT false,
  p_from        timestamp with time zone DEFAULT NULL::timestamp WITH time zone,
  p_until       timestamp with time zone DEFAULT NULL::timestamp WITH time zone,
  p_before_at   timestamp with time zone DEFAULT NULL::timestamp WITH time zone,
  p_before_id   uuid                     DEFAULT NULL::uuid,
  p_limit       integer                  DEFAULT 30,
  p_tag_id      uuid                     DEFAULT NULL::uuid
)
  RETURNS TABLE (
    message_id   uuid,
    thread_id    uuid,
    thread_key   text,
    contact_name text,
    phone        text,
    kind         text,
    direction    text,
    body         text,
    occurred_at  timestamp with time zone
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_query tsquery;
  v_thread_id uuid;
  v_at timestamptz := coalesce(p_before_at, 'infinity');
  v_id uuid := coalesce(p_before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
begin
  perform app.require_member(p_tenant_id);
  v_query := app.text_query(p_search);
  if v_query is null then
    return;
  end if;
  if p_thread_key is not null then
    v_thread_id := app.thread_id_of_key(p_tenant_id, p_thread_key);
    if v_thread_id is null then
      return;
    end if;
  end if;
  if p_until is not null and p_until <= v_at then
    v_at := p_until;
    v_id := '00000000-0000-0000-0000-000000000000';
  end if;
  return query
    select f.* from app.find_messages(p_tenant_id, v_query, v_thread_id, p_channel_id, p_assigned_to, p_direction,
      coalesce(p_has_media, false), p_from, v_at, v_id, p_tag_id,
      least(greatest(coalesce(p_limit, 30), 1), 100)) f;
end;
$function$;

CREATE INDEX message_words_moment ON app.message_words USING btree (tenant_id, occurred_at DESC, message_id DESC);

CREATE INDEX conversation_threads_finished ON public.conversation_threads USING btree (tenant_id)
  WHERE ((status = 'finished'::text) AND (snoozed_until IS NULL) AND (blocked_at IS NULL));

COMMENT ON FUNCTION "app"."find_messages"(uuid, tsquery, uuid, uuid, uuid, text, boolean, timestamp with time zone, timestamp
  with time zone, uuid, uuid, integer, integer[]) IS 'Caller: search_messages. Messages of a clinic that match, newest first, before a moment and id. p_reach: how many of the newest messages each step reads before the index of words is asked.';

REVOKE ALL
  ON FUNCTION "app"."find_messages"(uuid, tsquery, uuid, uuid, uuid, text, boolean, timestamp WITH time zone, timestamp WITH time zone, uuid, uuid, integer, integer[])
  FROM PUBLIC;

REVOKE ALL
  ON FUNCTION "app"."find_messages"(uuid, tsquery, uuid, uuid, uuid, text, boolean, timestamp WITH time zone, timestamp WITH time zone, uuid, uuid, integer, integer[])
  FROM "postgres";

GRANT EXECUTE
  ON FUNCTION "app"."find_messages"(uuid, tsquery, uuid, uuid, uuid, text, boolean, timestamp WITH time zone, timestamp WITH time zone, uuid, uuid, integer, integer[])
  TO "postgres";
