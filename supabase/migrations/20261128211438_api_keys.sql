-- api keys: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "app"."api_key_routes" (
  "key_hash"  bytea NOT NULL,
  "tenant_id" uuid  NOT NULL,
  "key_id"    uuid  NOT NULL,
  CONSTRAINT "api_key_routes_pkey" PRIMARY KEY (key_hash)
);

ALTER TABLE "app"."api_key_routes"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."api_operations" (
  "key"      text    NOT NULL,
  "scope"    text,
  "function" text    NOT NULL,
  "is_write" boolean NOT NULL DEFAULT false,
  CONSTRAINT "api_function_is_of_app" CHECK ((function ~ '^app\.api_[a-z_]+$'::text)),
  CONSTRAINT "api_operations_pkey" PRIMARY KEY (key)
);

ALTER TABLE "app"."api_operations"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."api_requests" (
  "tenant_id"       uuid                     NOT NULL,
  "key_id"          uuid                     NOT NULL,
  "idempotency_key" text                     NOT NULL,
  "operation"       text                     NOT NULL,
  "arguments_hash"  text                     NOT NULL,
  "answer"          jsonb,
  "created_at"      timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "api_requests_pkey" PRIMARY KEY (tenant_id, key_id, idempotency_key),
  CONSTRAINT "idempotency_key_fits" CHECK (((char_length(idempotency_key) >= 1) AND (char_length(idempotency_key) <= 200)))
);

ALTER TABLE "app"."api_requests"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."api_keys" (
  "tenant_id"    uuid                     NOT NULL,
  "id"           uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "name"         text                     NOT NULL,
  "hint"         text                     NOT NULL,
  "scopes"       text[]                   NOT NULL,
  "created_by"   uuid                     NOT NULL,
  "created_at"   timestamp with time zone NOT NULL DEFAULT now(),
  "expires_at"   timestamp with time zone,
  "last_used_at" timestamp with time zone,
  "revoked_at"   timestamp with time zone,
  "revoked_by"   uuid,
  CONSTRAINT "api_key_may_something" CHECK (((cardinality(scopes) >= 1) AND (cardinality(scopes) <= 50))),
  CONSTRAINT "api_keys_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "api_key_name_is_one_plain_line" CHECK (((name = app.normalize_name(name)) AND ((char_length(name) >= 1) AND (char_length(name) <= 60))))
);

ALTER TABLE "public"."api_keys"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."api_keys" FROM "anon";

CREATE TABLE "public"."api_scopes" (
  "key"      text     NOT NULL,
  "position" smallint NOT NULL,
  CONSTRAINT "api_scope_is_resource_and_right" CHECK ((key ~ '^[a-z_]+:[a-z]+$'::text)),
  CONSTRAINT "api_scopes_pkey" PRIMARY KEY (key)
);

ALTER TABLE "public"."api_scopes"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."api_scopes" FROM "anon";

CREATE OR REPLACE FUNCTION app.api_call (
  p_operation       text,
  p_arguments       jsonb,
  p_idempotency_key text  DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_key public.api_keys := app.require_api_key(p_operation);
  v_operation app.api_operations := app.api_operation(p_operation);
  v_answer jsonb;
begin
  if v_operation.is_write then
    v_answer := app.take_api_request(p_operation, p_idempotency_key, p_arguments);
    if v_answer is not null then
      return jsonb_build_object('body', v_answer, 'replayed', true);
    end if;
  end if;
  execute format('select %s($1, $2)', v_operation.function) into v_answer using v_key.tenant_id, p_arguments;
  if v_operation.is_write then
    perform app.keep_api_answer(p_operation, p_idempotency_key, v_answer -> 'body');
  else
    v_answer := jsonb_build_object('body', v_answer);
  end if;
  return v_answer;
end;
$function$;

CREATE OR REPLACE FUNCTION app.api_cancel_session (
  p_tenant_id uuid,
  p_args      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform public.cancel_session(p_tenant_id, (p_args ->> 'id')::uuid, (p_args ->> 'version')::integer, 'this', p_args ->> 'reason');
  return jsonb_build_object('body', app.api_get_session(p_tenant_id, p_args));
end;
$function$;

CREATE OR REPLACE FUNCTION app.api_create_patient (
  p_tenant_id uuid,
  p_args      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_id uuid := gen_random_uuid();
begin
  perform public.save_patient(p_tenant_id, v_id, null, p_args - array['phones', 'emails'],
    (select coalesce(jsonb_agg(jsonb_build_object('phone', e)), '[]') from jsonb_array_elements_text(coalesce(p_args -> 'phones', '[]')) e),
    (select coalesce(jsonb_agg(jsonb_build_object('email', e)), '[]') from jsonb_array_elements_text(coalesce(p_args -> 'emails', '[]')) e));
  return jsonb_build_object('body', app.api_get_patient(p_tenant_id, jsonb_build_object('id', v_id)));
end;
$function$;

CREATE OR REPLACE FUNCTION app.api_create_session (
  p_tenant_id uuid,
  p_args      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_id uuid := gen_random_uuid();
begin
  perform public.book_session(p_tenant_id, v_id, p_args - 'starts_at' || jsonb_build_object('start_local', app.api_local(p_tenant_id, p_args ->> 'starts_at')));
  return jsonb_build_object('body', app.api_get_session(p_tenant_id, jsonb_build_object('id', v_id)));
end;
$function$;

CREATE OR REPLACE FUNCTION app.api_create_webhook_endpoint (
  p_tenant_id uuid,
  p_args      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  -- secret: sealed by the function api, which looked where the address leads and answers the secret itself
  return jsonb_build_object('body', app.webhook_endpoint_resource(app.save_webhook_endpoint(p_tenant_id, (p_args ->> 'id')::uuid, p_args ->> 'url', p_args ->> 'description',
    array(select jsonb_array_elements_text(p_args -> 'events')), p_args -> 'secret')));
end;
$function$;

CREATE OR REPLACE FUNCTION app.api_delete_webhook_endpoint (
  p_tenant_id uuid,
  p_args      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform public.delete_webhook_endpoint(p_tenant_id, (p_args ->> 'id')::uuid);
  return '{"body": {"deleted": true}}';
end;
$function$;

CREATE OR REPLACE FUNCTION app.api_get_patient (
  p_tenant_id uuid,
  p_args      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_row public.patients;
begin
  select * into v_row from public.patients p where p.tenant_id = p_tenant_id and p.id = (p_args ->> 'id')::uuid;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  return app.patient_resource(v_row);
end;
$function$;

CREATE OR REPLACE FUNCTION app.api_get_session (
  p_tenant_id uuid,
  p_args      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_row public.sessions;
begin
  select * into v_row from public.sessions s where s.tenant_id = p_tenant_id and s.id = (p_args ->> 'id')::uuid;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'session_not_found';
  end if;
  return app.session_resource(v_row);
end;
$function$;

CREATE OR REPLACE FUNCTION app.api_key_payload (
  p_key public.api_keys
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return to_jsonb(p_key) - array['tenant_id', 'revoked_by'] || jsonb_build_object(
    'maker', app.name_of_member(p_key.created_by),
    'state', case
      when p_key.revoked_at is not null then 'revoked'
      when p_key.expires_at <= now() then 'expired'
      when not exists (
        select from public.tenant_members m
        where m.tenant_id = p_key.tenant_id and m.user_id = p_key.created_by and m.status = 'active' and m.role in ('owner', 'admin')) then 'maker_left'
      else 'active' end);
end;
$function$;

CREATE OR REPLACE FUNCTION app.api_list_conversations (
  p_tenant_id uuid,
  p_args      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_limit integer := least(greatest(coalesce((p_args ->> 'limit')::integer, 50), 1), 100);
begin
  return (
    select jsonb_build_object('data', coalesce(jsonb_agg(app.conversation_resource(r.t) order by r.place), '[]'),
      'next', case when count(*) = v_limit then
        (array_agg(jsonb_build_object('at', (r.t).last_message_at, 'id', (r.t).id) order by r.place desc))[1] end)
    from (
      select t, row_number() over () as place
      from public.list_conversations(p_tenant_id, 'all', coalesce(p_args ->> 'status', 'open'), p_args ->> 'search',
        (p_args -> 'after' ->> 'at')::timestamptz, (p_args -> 'after' ->> 'id')::uuid, v_limit) t) r);
end;
$function$;

CREATE OR REPLACE FUNCTION app.api_list_free_slots (
  p_tenant_id uuid,
  p_args      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return jsonb_build_object('data', (select coalesce(jsonb_agg(jsonb_build_object('starts_at', s.starts_at, 'ends_at', s.ends_at)), '[]')
    from public.find_free_slots(p_tenant_id, (p_args ->> 'therapist_id')::uuid, (p_args ->> 'minutes')::integer, app.api_local(p_tenant_id, p_args ->> 'after'),
      least(coalesce((p_args ->> 'limit')::integer, 10), 50)) s));
end;
$function$;

CREATE OR REPLACE FUNCTION app.api_list_messages (
  p_tenant_id uuid,
  p_args      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_limit integer := least(greatest(coalesce((p_args ->> 'limit')::integer, 50), 1), 100);
begin
  return (
    select jsonb_build_object('data', coalesce(jsonb_agg(app.message_resource(r.m) order by r.place), '[]'),
      'next', case when count(*) = v_limit then
        (array_agg(jsonb_build_object('at', (r.m).occurred_at, 'id', (r.m).id) order by r.place desc))[1] end)
    from (
      select m, row_number() over () as place
      from public.list_messages(p_tenant_id, p_args ->> 'conversation', (p_args -> 'after' ->> 'at')::timestamptz, (p_args -> 'after' ->> 'id')::uuid, v_limit) m) r);
end;
$function$;

CREATE OR REPLACE FUNCTION app.api_list_patients (
  p_tenant_id uuid,
  p_args      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_limit integer := least(greatest(coalesce((p_args ->> 'limit')::integer, 50), 1), 100);
begin
  return (
    select jsonb_build_object('data', coalesce(jsonb_agg(app.patient_resource(p) order by r.place), '[]'),
      'next', case when count(*) = v_limit then (array_agg(jsonb_build_object('sort_name', r.sort_name, 'id', r.id) order by r.place desc))[1] end)
    from (
      select x.*, row_number() over () as place
      from public.list_patients(p_tenant_id, p_args ->> 'search', coalesce((p_args ->> 'archived')::boolean, false), 'name', p_args -> 'after', v_limit) x) r
    join public.patients p on p.tenant_id = p_tenant_id and p.id = r.id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.api_list_payments (
  p_tenant_id uuid,
  p_args      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_limit integer := least(greatest(coalesce((p_args ->> 'limit')::integer, 50), 1), 100);
begin
  return (
    select jsonb_build_object('data', coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'payer_id', r.payer_id, 'payer_name', r.payer_name,
        'amount_cents', r.amount_cents, 'refunded_cents', r.refunded_cents, 'is_reversed', r.is_reversed, 'method', r.method, 'paid_on', r.paid_on)
        order by r.place), '[]'),
      'next', case when count(*) = v_limit then
        (array_agg(jsonb_build_object('paid_on', r.paid_on, 'number', r.number) order by r.place desc))[1] end)
    from (
      select x.*, row_number() over () as place
      from public.list_received_payments(p_tenant_id, jsonb_strip_nulls(jsonb_build_object('from', p_args -> 'from', 'to', p_args -> 'to')), p_args -> 'after', v_limit) x) r);
end;
$function$;

CREATE OR REPLACE FUNCTION app.api_list_session_types (
  p_tenant_id uuid,
  p_args      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return jsonb_build_object('data', (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'minutes', t.minutes,
    'price_cents', t.price_cents, 'is_online', t.is_online)), '[]') from public.list_session_types(p_tenant_id) t));
end;
$function$;

CREATE OR REPLACE FUNCTION app.api_list_sessions (
  p_tenant_id uuid,
  p_args      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_limit integer := least(greatest(coalesce((p_args ->> 'limit')::integer, 50), 1), 100);
begin
  return (
    select jsonb_build_object('data', coalesce(jsonb_agg(app.session_resource(r.s) order by (r.s).starts_at, (r.s).id), '[]'),
      'next', case when count(*) = v_limit then
        (array_agg(jsonb_build_object('starts_at', (r.s).starts_at, 'id', (r.s).id) order by (r.s).starts_at desc, (r.s).id desc))[1] end)
    from (
      select s from public.sessions s
      where s.tenant_id = p_tenant_id and s.starts_at >= coalesce((p_args ->> 'from')::timestamptz, now()) and s.starts_at < coalesce((p_args ->> 'to')::timestamptz, 'infinity')
        and (p_args ->> 'therapist_id' is null or s.therapist_id = (p_args ->> 'therapist_id')::uuid)
        and (p_args ->> 'patient_id' is null or exists (select from public.session_patients p
          where p.tenant_id = p_tenant_id and p.session_id = s.id and p.patient_id = (p_args ->> 'patient_id')::uuid))
        and (p_args -> 'after' is null or (s.starts_at, s.id) > ((p_args -> 'after' ->> 'starts_at')::timestamptz, (p_args -> 'after' ->> 'id')::uuid))
      order by s.starts_at, s.id limit v_limit) r);
end;
$function$;

CREATE OR REPLACE FUNCTION app.api_list_tags (
  p_tenant_id uuid,
  p_args      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return jsonb_build_object('data', (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'color', t.color)), '[]')
    from public.list_conversation_tags(p_tenant_id) t where t.archived_at is null));
end;
$function$;

CREATE OR REPLACE FUNCTION app.api_list_therapists (
  p_tenant_id uuid,
  p_args      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return jsonb_build_object('data', (select coalesce(jsonb_agg(jsonb_build_object('id', t.user_id, 'name', t.name, 'council', t.council)), '[]')
    from public.list_therapists(p_tenant_id) t));
end;
$function$;

CREATE OR REPLACE FUNCTION app.api_list_webhook_endpoints (
  p_tenant_id uuid,
  p_args      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return jsonb_build_object('data', (select coalesce(jsonb_agg(app.webhook_endpoint_resource(e)), '[]')
    from jsonb_array_elements(public.list_webhook_endpoints(p_tenant_id)) e));
end;
$function$;

CREATE OR REPLACE FUNCTION app.api_local (
  p_tenant_id uuid,
  p_moment    text
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return to_char(p_moment::timestamptz at time zone app.clinic_zone(p_tenant_id), 'YYYY-MM-DD"T"HH24:MI');
end;
$function$;

CREATE OR REPLACE FUNCTION app.api_me (
  p_tenant_id uuid,
  p_args      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return jsonb_build_object('clinic', (select jsonb_build_object('id', t.id, 'name', t.name) from public.tenants t where t.id = p_tenant_id),
    'key', (select jsonb_build_object('id', k.id, 'name', k.name, 'scopes', k.scopes, 'expires_at', k.expires_at) from public.api_keys k
      where k.tenant_id = p_tenant_id and k.id = (auth.jwt() ->> 'api_key_id')::uuid));
end;
$function$;

CREATE OR REPLACE FUNCTION app.api_move_session (
  p_tenant_id uuid,
  p_args      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform public.move_session(p_tenant_id, (p_args ->> 'id')::uuid, (p_args ->> 'version')::integer, app.api_local(p_tenant_id, p_args ->> 'starts_at'),
    (p_args ->> 'minutes')::integer, (p_args ->> 'therapist_id')::uuid, (p_args ->> 'room_id')::uuid);
  return jsonb_build_object('body', app.api_get_session(p_tenant_id, p_args));
end;
$function$;

CREATE OR REPLACE FUNCTION app.api_operation (
  p_key text
)
  RETURNS app.api_operations
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select o from app.api_operations o where o.key = p_key;
$function$;

CREATE OR REPLACE FUNCTION app.api_send_message (
  p_tenant_id uuid,
  p_args      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_key text := p_args ->> 'conversation';
  v_sent jsonb;
  v_row public.conversation_messages;
begin
  if v_key is null then
    v_key := (public.start_conversation(p_tenant_id, p_args ->> 'to', p_args ->> 'name')).thread_key;
  end if;
  v_sent := app.create_outbound_message(p_tenant_id, v_key, gen_random_uuid(), p_args ->> 'text');
  select * into v_row from public.conversation_messages m where m.tenant_id = p_tenant_id and m.id = (v_sent -> 'message' ->> 'id')::uuid;
  return jsonb_build_object('body', app.message_resource(v_row), 'lease', v_sent -> 'lease');
end;
$function$;

CREATE OR REPLACE FUNCTION app.api_tag_conversation (
  p_tenant_id uuid,
  p_args      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  return jsonb_build_object('body', app.conversation_resource(
    public.tag_conversation(p_tenant_id, p_args ->> 'conversation', (p_args ->> 'tag_id')::uuid, coalesce((p_args ->> 'on')::boolean, true))));
end;
$function$;

CREATE OR REPLACE FUNCTION app.begin_api_call (
  p_key text,
  p_now timestamp with time zone DEFAULT clock_timestamp()
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_key public.api_keys;
begin
  select k.* into v_key from app.api_key_routes r
  join public.api_keys k on k.tenant_id = r.tenant_id and k.id = r.key_id
  where r.key_hash = sha256(convert_to(coalesce(p_key, ''), 'UTF8'));
  if v_key.id is null then
    raise sqlstate 'PT401' using message = 'api_key_invalid';
  end if;
  if not app.take_turn('api:' || v_key.id, 10, interval '1 second') then
    return jsonb_build_object('retry_after_seconds', 1);
  end if;
  if v_key.last_used_at is null or v_key.last_used_at < p_now - interval '1 minute' then
    update public.api_keys k set last_used_at = p_now where k.tenant_id = v_key.tenant_id and k.id = v_key.id;
  end if;
  return jsonb_build_object('tenant_id', v_key.tenant_id, 'claims', jsonb_build_object('sub', v_key.created_by, 'role', 'authenticated',
    'aud', 'authenticated', 'aal', 'aal2', 'api_key_id', v_key.id, 'api_key_name', v_key.name, 'api_tenant_id', v_key.tenant_id));
end;
$function$;

CREATE OR REPLACE FUNCTION app.conversation_resource (
  p_thread public.conversation_threads
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('id', p_thread.thread_key, 'name', p_thread.contact_name, 'phone', p_thread.phone, 'status', p_thread.status,
    'unread_count', p_thread.unread_count, 'waiting_since', p_thread.waiting_since, 'assigned_to', p_thread.assigned_to, 'tag_ids', p_thread.tag_ids,
    'opted_out', p_thread.opted_out, 'is_group', p_thread.is_group, 'last_message_at', p_thread.last_message_at);
$function$;

CREATE OR REPLACE FUNCTION app.keep_api_answer (
  p_operation       text,
  p_idempotency_key text,
  p_answer          jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_key public.api_keys := app.require_api_key(p_operation);
begin
  update app.api_requests r set answer = p_answer
  where r.tenant_id = v_key.tenant_id and r.key_id = v_key.id and r.idempotency_key = p_idempotency_key and r.answer is null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.note_webhook_failure (
  p_tenant_id   uuid,
  p_endpoint_id uuid,
  p_status      integer,
  p_now         timestamp with time zone
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.webhook_endpoints;
begin
  select * into v_row from public.webhook_endpoints e
  where e.tenant_id = p_tenant_id and e.id = p_endpoint_id
    and (e.failing_since is null or p_status = 410 or e.failing_since < p_now - interval '3 days')
  for update;
  if v_row.id is null then
    return;
  end if;
  if v_row.is_active and (p_status = 410 or v_row.failing_since < p_now - interval '3 days') then
    update public.webhook_endpoints e set is_active = false, disabled_at = p_now, failing_since = coalesce(e.failing_since, p_now),
      disabled_reason = case when p_status = 410 then 'gone' else 'failing' end
    where e.tenant_id = p_tenant_id and e.id = p_endpoint_id;
    perform app.audit(p_tenant_id, 'webhook.disabled', 'webhook', p_endpoint_id::text, null, jsonb_build_object('url', v_row.url, 'status', p_status));
  elsif v_row.failing_since is null then
    update public.webhook_endpoints e set failing_since = p_now where e.tenant_id = p_tenant_id and e.id = p_endpoint_id;
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_api_key (
  p_operation text
)
  RETURNS public.api_keys
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_claims jsonb := auth.jwt();
  v_key public.api_keys;
  v_operation app.api_operations;
begin
  select * into v_key from public.api_keys k
  where k.tenant_id = (v_claims ->> 'api_tenant_id')::uuid and k.id = (v_claims ->> 'api_key_id')::uuid and k.created_by = app.require_user();
  if v_key.id is null or v_key.revoked_at is not null then
    raise sqlstate 'PT401' using message = 'api_key_invalid';
  end if;
  if v_key.expires_at <= now() then
    raise sqlstate 'PT401' using message = 'api_key_expired';
  end if;
  if not exists (
    select from public.tenant_members m
    where m.tenant_id = v_key.tenant_id and m.user_id = v_key.created_by and m.status = 'active' and m.role in ('owner', 'admin'))
  then
    raise sqlstate 'PT403' using message = 'api_key_maker_left';
  end if;
  select * into v_operation from app.api_operations o where o.key = p_operation;
  if v_operation.key is null or not coalesce(v_operation.scope = any (v_key.scopes), v_operation.scope is null) then
    raise sqlstate 'PT403' using message = 'api_scope_missing', detail = coalesce(v_operation.scope, p_operation);
  end if;
  return v_key;
end;
$function$;

CREATE OR REPLACE FUNCTION app.rotate_webhook_secret (
  p_tenant_id uuid,
  p_id        uuid,
  p_secret    jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.webhook_endpoints;
begin
  perform app.require_admin(p_tenant_id);
  v_row := app.require_webhook_endpoint(p_tenant_id, p_id);
  delete from app_private.webhook_secrets s where s.tenant_id = p_tenant_id and s.endpoint_id = p_id and s.ends_at is not null;
  update app_private.webhook_secrets s set ends_at = now() + interval '24 hours' where s.tenant_id = p_tenant_id and s.endpoint_id = p_id;
  insert into app_private.webhook_secrets (tenant_id, endpoint_id, secret) values (p_tenant_id, p_id, p_secret);
  perform app.audit(p_tenant_id, 'webhook.secret_rotated', 'webhook', p_id::text, null, jsonb_build_object('url', v_row.url));
  return app.webhook_endpoint_payload(v_row);
end;
$function$;

CREATE OR REPLACE FUNCTION app.save_webhook_endpoint (
  p_tenant_id   uuid,
  p_id          uuid,
  p_url         text,
  p_description text,
  p_events      text[],
  p_secret      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.webhook_endpoints;
  v_events text[];
  v_is_new boolean;
begin
  perform app.require_admin(p_tenant_id);
  select array_agg(k.key order by k.position) into v_events from public.webhook_event_kinds k where k.key = any (p_events) and k.is_offered;
  if v_events is null or cardinality(v_events) <> (select count(distinct e) from unnest(p_events) e) then
    raise sqlstate 'PT400' using message = 'invalid_webhook_events';
  end if;
  if p_url !~ '^https?://\S{3,}$' or char_length(p_url) > 500 then
    raise sqlstate 'PT422' using message = 'invalid_server_url';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('webhooks:' || p_tenant_id, 0));
  select * into v_row from public.webhook_endpoints e where e.tenant_id = p_tenant_id and e.id = p_id for update;
  v_is_new := v_row.id is null;
  if v_is_new then
    if p_secret is null then
      raise sqlstate 'PT404' using message = 'webhook_not_found';
    end if;
    if (select count(*) from public.webhook_endpoints e where e.tenant_id = p_tenant_id) >= 10 then
      raise sqlstate 'PT409' using message = 'too_many_webhooks';
    end if;
    insert into public.webhook_endpoints (tenant_id, id, url, description, events, created_by)
    values (p_tenant_id, p_id, p_url, nullif(left(app.normalize_name(p_description), 120), ''), v_events, auth.uid())
    returning * into v_row;
    insert into app_private.webhook_secrets (tenant_id, endpoint_id, secret) values (p_tenant_id, p_id, p_secret);
    perform app.audit(p_tenant_id, 'webhook.created', 'webhook', p_id::text, null, jsonb_build_object('url', v_row.url, 'events', v_events));
  else
    perform app.audit(p_tenant_id, 'webhook.changed', 'webhook', p_id::text, jsonb_build_object('url', v_row.url, 'events', v_row.events),
      jsonb_build_object('url', p_url, 'events', v_events));
    update public.webhook_endpoints e set url = p_url, description = nullif(left(app.normalize_name(p_description), 120), ''), events = v_events
    where e.tenant_id = p_tenant_id and e.id = p_id returning * into v_row;
  end if;
  return app.webhook_endpoint_payload(v_row) || jsonb_build_object('is_new', v_is_new);
end;
$function$;

CREATE OR REPLACE FUNCTION app.take_api_request (
  p_operation       text,
  p_idempotency_key text,
  p_arguments       jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_key public.api_keys := app.require_api_key(p_operation);
  v_hash text := md5((p_arguments - 'secret')::text);
  v_row app.api_requests;
begin
  if coalesce(char_length(p_idempotency_key), 0) not between 1 and 200 then
    raise sqlstate 'PT400' using message = 'idempotency_key_missing';
  end if;
  delete from app.api_requests r where r.tenant_id = v_key.tenant_id and r.created_at < now() - interval '1 day';
  -- whoever asks the same at once waits here until the first is done
  insert into app.api_requests (tenant_id, key_id, idempotency_key, operation, arguments_hash)
  values (v_key.tenant_id, v_key.id, p_idempotency_key, p_operation, v_hash)
  on conflict (tenant_id, key_id, idempotency_key) do nothing;
  if found then
    return null;
  end if;
  select * into v_row from app.api_requests r
  where r.tenant_id = v_key.tenant_id and r.key_id = v_key.id and r.idempotency_key = p_idempotency_key;
  if v_row.operation <> p_operation or v_row.arguments_hash <> v_hash then
    raise sqlstate 'PT409' using message = 'idempotency_key_in_use';
  end if;
  return v_row.answer;
end;
$function$;

CREATE OR REPLACE FUNCTION app.webhook_endpoint_resource (
  p_endpoint jsonb
)
  RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('id', p_endpoint -> 'id', 'url', p_endpoint -> 'url', 'description', p_endpoint -> 'description', 'events', p_endpoint -> 'events',
    'is_active', p_endpoint -> 'is_active', 'disabled_reason', p_endpoint -> 'disabled_reason', 'failing_since', p_endpoint -> 'failing_since',
    'created_at', p_endpoint -> 'created_at');
$function$;

CREATE OR REPLACE FUNCTION public.create_api_key (
  p_tenant_id  uuid,
  p_id         uuid,
  p_name       text,
  p_scopes     text[],
  p_expires_at timestamp with time zone DEFAULT NULL::timestamp WITH time zone
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_name text := app.require_name(p_name);
  v_scopes text[];
  v_secret text := 'zk_live_' || encode(extensions.gen_random_bytes(24), 'hex');
  v_row public.api_keys;
begin
  perform app.require_admin(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  select array_agg(s.key order by s.position) into v_scopes from public.api_scopes s where s.key = any (p_scopes);
  if v_scopes is null or cardinality(v_scopes) <> (select count(distinct e) from unnest(p_scopes) e) then
    raise sqlstate 'PT400' using message = 'invalid_api_scopes';
  end if;
  if p_expires_at <= now() then
    raise sqlstate 'PT400' using message = 'invalid_date';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('api_keys:' || p_tenant_id, 0));
  select * into v_row from public.api_keys k where k.tenant_id = p_tenant_id and k.id = p_id;
  if v_row.id is not null then
    return app.api_key_payload(v_row);
  end if;
  if (select count(*) from public.api_keys k where k.tenant_id = p_tenant_id and k.revoked_at is null) >= 50 then
    raise sqlstate 'PT409' using message = 'too_many_api_keys';
  end if;
  insert into public.api_keys (tenant_id, id, name, hint, scopes, created_by, expires_at)
  values (p_tenant_id, p_id, v_name, right(v_secret, 4), v_scopes, auth.uid(), p_expires_at) returning * into v_row;
  insert into app.api_key_routes (key_hash, tenant_id, key_id) values (sha256(convert_to(v_secret, 'UTF8')), p_tenant_id, p_id);
  perform app.audit(p_tenant_id, 'api_key.created', 'api_key', p_id::text, null,
    jsonb_build_object('name', v_name, 'scopes', v_scopes, 'expires_at', p_expires_at));
  return app.api_key_payload(v_row) || jsonb_build_object('key', v_secret);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."create_api_key"(uuid, uuid, text, text[], timestamp WITH time zone) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.delete_webhook_endpoint (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_url text;
begin
  perform app.require_admin(p_tenant_id);
  delete from public.webhook_endpoints e where e.tenant_id = p_tenant_id and e.id = p_id returning e.url into v_url;
  if v_url is not null then
    perform app.audit(p_tenant_id, 'webhook.deleted', 'webhook', p_id::text, jsonb_build_object('url', v_url), null);
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION public.list_api_keys (
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
  return (
    select coalesce(jsonb_agg(app.api_key_payload(k) order by k.created_at desc, k.id), '[]') from public.api_keys k where k.tenant_id = p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_api_keys"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.revoke_api_key (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.api_keys;
begin
  perform app.require_admin(p_tenant_id);
  select * into v_row from public.api_keys k where k.tenant_id = p_tenant_id and k.id = p_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'api_key_not_found';
  end if;
  if v_row.revoked_at is null then
    update public.api_keys k set revoked_at = now(), revoked_by = auth.uid() where k.tenant_id = p_tenant_id and k.id = p_id returning * into v_row;
    delete from app.api_key_routes r where r.tenant_id = p_tenant_id and r.key_id = p_id;
    perform app.audit(p_tenant_id, 'api_key.revoked', 'api_key', p_id::text, null, jsonb_build_object('name', v_row.name));
  end if;
  return app.api_key_payload(v_row);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."revoke_api_key"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.set_webhook_active (
  p_tenant_id uuid,
  p_id        uuid,
  p_active    boolean
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.webhook_endpoints;
begin
  perform app.require_admin(p_tenant_id);
  v_row := app.require_webhook_endpoint(p_tenant_id, p_id);
  if v_row.is_active <> p_active then
    perform app.audit(p_tenant_id, 'webhook.changed', 'webhook', p_id::text, jsonb_build_object('is_active', v_row.is_active),
      jsonb_build_object('is_active', p_active));
    update public.webhook_endpoints e set is_active = p_active, failing_since = case when p_active then null else e.failing_since end,
      disabled_at = case when not p_active then now() end, disabled_reason = case when not p_active then 'person' end
    where e.tenant_id = p_tenant_id and e.id = p_id returning * into v_row;
  end if;
  return app.webhook_endpoint_payload(v_row);
end;
$function$;

ALTER TABLE "app"."api_key_routes"
  ADD CONSTRAINT "api_key_routes_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."api_keys"
  ADD CONSTRAINT "api_keys_created_by_fkey" FOREIGN KEY (created_by) REFERENCES public.profiles(id) ON DELETE CASCADE;

ALTER TABLE "app"."api_requests"
  ADD CONSTRAINT "api_requests_tenant_id_key_id_fkey" FOREIGN KEY (tenant_id, key_id) REFERENCES public.api_keys(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."api_keys"
  ADD CONSTRAINT "api_keys_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "app"."api_operations"
  ADD CONSTRAINT "api_operations_scope_fkey" FOREIGN KEY (scope) REFERENCES public.api_scopes(key) ON DELETE RESTRICT;

CREATE INDEX api_key_routes_key ON app.api_key_routes USING btree (tenant_id, key_id);

CREATE INDEX api_operations_scope ON app.api_operations USING btree (scope);

CREATE INDEX api_requests_created ON app.api_requests USING btree (tenant_id, created_at);

CREATE INDEX api_keys_created_by ON public.api_keys USING btree (created_by);

CREATE POLICY "select_nobody" ON "app"."api_key_routes"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."api_operations"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."api_requests"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_admins" ON "public"."api_keys"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_signed_in" ON "public"."api_scopes"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) IS NOT NULL));

COMMENT ON COLUMN "app"."api_operations"."is_write" IS 'Done once for an idempotency key, whose answer is kept for a day.';

COMMENT ON COLUMN "app"."api_operations"."scope" IS 'NULL: any key may.';

COMMENT ON COLUMN "public"."api_keys"."created_by" IS 'In whose name it acts: it stops when they are no owner or administrator any more.';

COMMENT ON COLUMN "public"."api_keys"."hint" IS 'The last characters of the key.';

COMMENT ON FUNCTION "app"."api_call"(text, jsonb, text) IS 'Caller: the function api, with the claims of app.begin_api_call. Does an operation as the person who made the key: the functions that it calls ask for the rights of that person as ever, and row security holds. {body, lease?: of a message to be sent, replayed?}. Errors: as app.require_api_key, PT400 idempotency_key_missing, PT409 idempotency_key_in_use, and those of what is called.';

COMMENT ON FUNCTION "app"."api_key_payload"(public.api_keys) IS 'A key as screens show it: active, revoked, expired, or maker_left.';

COMMENT ON FUNCTION "app"."api_local"(uuid, text) IS 'A moment on the clock of the clinic, as its functions take it.';

COMMENT ON FUNCTION "app"."api_operation"(text) IS 'An operation of the API; it says nothing of a clinic.';

COMMENT ON FUNCTION "app"."begin_api_call"(text, timestamp with time zone) IS 'Caller: the function api. {tenant_id, claims: of whoever made the key, naming the key}, or {retry_after_seconds} for more than ten calls a second: the count of a call that is refused stays, so it is answered and not raised. Errors: PT401 api_key_invalid.';

COMMENT ON FUNCTION "app"."conversation_resource"(public.conversation_threads) IS 'A conversation as programs outside get it.';

COMMENT ON FUNCTION "app"."keep_api_answer"(text, text, jsonb) IS 'What a call answered, for whoever asks again.';

COMMENT ON FUNCTION "app"."require_api_key"(text) IS 'The key of the claims, which works and has the scope of the operation, and whose maker is still owner or admin. Errors: PT401 not_signed_in, PT401 api_key_invalid, PT401 api_key_expired, PT403 api_key_maker_left, PT403 api_scope_missing.';

COMMENT ON FUNCTION "app"."take_api_request"(text, text, jsonb) IS 'The answer that the same call got before, or NULL for whoever is to do it now. Errors: as app.require_api_key, PT400 idempotency_key_missing, PT409 idempotency_key_in_use.';

COMMENT ON FUNCTION "app"."webhook_endpoint_resource"(jsonb) IS 'An endpoint as programs outside get it.';

COMMENT ON FUNCTION "public"."create_api_key"(uuid, uuid, text, text[], timestamp with time zone) IS 'Caller: owner or admin. A key that acts in the caller''s name, within its scopes; key is in this answer only, and a repetition answers without it. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_api_scopes, PT400 invalid_date, PT409 too_many_api_keys.';

COMMENT ON FUNCTION "public"."list_api_keys"(uuid) IS 'Caller: owner or admin. Keys with who made them and whether they still work; never the key. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."revoke_api_key"(uuid, uuid) IS 'Caller: owner or admin. The key stops from the next call on. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 api_key_not_found.';

COMMENT ON TABLE "app"."api_key_routes" IS 'SHA-256 of each key: a call with it names no clinic.';

COMMENT ON TABLE "app"."api_operations" IS 'Operations of the API: function is (tenant uuid, arguments jsonb) returns jsonb, called as the person who made the key.';

COMMENT ON TABLE "app"."api_requests" IS 'Written in the transaction of the call: what failed leaves no row, and may be asked for again.';

COMMENT ON TABLE "public"."api_keys" IS 'What a key may, until when, and when it was used. The key itself is shown once; its hash is in app.api_key_routes.';

COMMENT ON TABLE "public"."api_scopes" IS 'Rights that a key may have, in the order of the screen.';

REVOKE ALL ON FUNCTION "app"."api_call"(text, jsonb, text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."api_call"(text, jsonb, text) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."api_call"(text, jsonb, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."api_call"(text, jsonb, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."api_cancel_session"(uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."api_cancel_session"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."api_cancel_session"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."api_cancel_session"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."api_create_patient"(uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."api_create_patient"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."api_create_patient"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."api_create_patient"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."api_create_session"(uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."api_create_session"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."api_create_session"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."api_create_session"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."api_create_webhook_endpoint"(uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."api_create_webhook_endpoint"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."api_create_webhook_endpoint"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."api_create_webhook_endpoint"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."api_delete_webhook_endpoint"(uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."api_delete_webhook_endpoint"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."api_delete_webhook_endpoint"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."api_delete_webhook_endpoint"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."api_get_patient"(uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."api_get_patient"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."api_get_patient"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."api_get_patient"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."api_get_session"(uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."api_get_session"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."api_get_session"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."api_get_session"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."api_key_payload"(public.api_keys) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."api_key_payload"(public.api_keys) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."api_key_payload"(public.api_keys) TO "postgres";

REVOKE ALL ON FUNCTION "app"."api_list_conversations"(uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."api_list_conversations"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."api_list_conversations"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."api_list_conversations"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."api_list_free_slots"(uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."api_list_free_slots"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."api_list_free_slots"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."api_list_free_slots"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."api_list_messages"(uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."api_list_messages"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."api_list_messages"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."api_list_messages"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."api_list_patients"(uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."api_list_patients"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."api_list_patients"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."api_list_patients"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."api_list_payments"(uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."api_list_payments"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."api_list_payments"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."api_list_payments"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."api_list_session_types"(uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."api_list_session_types"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."api_list_session_types"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."api_list_session_types"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."api_list_sessions"(uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."api_list_sessions"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."api_list_sessions"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."api_list_sessions"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."api_list_tags"(uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."api_list_tags"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."api_list_tags"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."api_list_tags"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."api_list_therapists"(uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."api_list_therapists"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."api_list_therapists"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."api_list_therapists"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."api_list_webhook_endpoints"(uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."api_list_webhook_endpoints"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."api_list_webhook_endpoints"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."api_list_webhook_endpoints"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."api_local"(uuid, text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."api_local"(uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."api_local"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."api_local"(uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."api_me"(uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."api_me"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."api_me"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."api_me"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."api_move_session"(uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."api_move_session"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."api_move_session"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."api_move_session"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."api_operation"(text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."api_operation"(text) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."api_operation"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."api_operation"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."api_send_message"(uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."api_send_message"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."api_send_message"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."api_send_message"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."api_tag_conversation"(uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."api_tag_conversation"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."api_tag_conversation"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."api_tag_conversation"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."begin_api_call"(text, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."begin_api_call"(text, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_api_call"(text, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_api_call"(text, timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."conversation_resource"(public.conversation_threads) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."conversation_resource"(public.conversation_threads) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."conversation_resource"(public.conversation_threads) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."conversation_resource"(public.conversation_threads) TO "postgres";

REVOKE ALL ON FUNCTION "app"."keep_api_answer"(text, text, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."keep_api_answer"(text, text, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."keep_api_answer"(text, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."keep_api_answer"(text, text, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."message_resource"(public.conversation_messages) FROM "authenticated";

GRANT EXECUTE ON FUNCTION "app"."message_resource"(public.conversation_messages) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."patient_resource"(public.patients) FROM "authenticated";

GRANT EXECUTE ON FUNCTION "app"."patient_resource"(public.patients) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."require_api_key"(text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."require_api_key"(text) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."require_api_key"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_api_key"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."session_resource"(public.sessions) FROM "authenticated";

GRANT EXECUTE ON FUNCTION "app"."session_resource"(public.sessions) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."take_api_request"(text, text, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."take_api_request"(text, text, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."take_api_request"(text, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."take_api_request"(text, text, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."webhook_endpoint_resource"(jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."webhook_endpoint_resource"(jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."webhook_endpoint_resource"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."webhook_endpoint_resource"(jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."create_api_key"(uuid, uuid, text, text[], timestamp WITH time zone) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."create_api_key"(uuid, uuid, text, text[], timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."create_api_key"(uuid, uuid, text, text[], timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_api_keys"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_api_keys"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_api_keys"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."revoke_api_key"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."revoke_api_key"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."revoke_api_key"(uuid, uuid) TO "postgres";

REVOKE ALL ON TABLE "public"."api_keys" FROM "authenticated";

GRANT SELECT ON TABLE "public"."api_keys" TO "authenticated";

REVOKE ALL ON TABLE "public"."api_keys" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."api_keys" TO "service_role";

REVOKE ALL ON TABLE "public"."api_scopes" FROM "authenticated";

GRANT SELECT ON TABLE "public"."api_scopes" TO "authenticated";

REVOKE ALL ON TABLE "public"."api_scopes" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."api_scopes" TO "service_role";

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
  ('export.requested', 'privacy', 'notice'), ('export.downloaded', 'privacy', 'warning'), ('export.cancelled', 'privacy', 'info'),
  ('audit.exported', 'audit', 'notice'), ('audit.pruned', 'audit', 'warning'), ('audit.erased', 'audit', 'warning'),
  ('audit.kept', 'audit', 'notice')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('api_key.created', 'settings', 'warning'), ('api_key.revoked', 'settings', 'warning'),
  ('webhook.created', 'settings', 'warning'), ('webhook.changed', 'settings', 'notice'), ('webhook.secret_rotated', 'settings', 'warning'),
  ('webhook.deleted', 'settings', 'warning'), ('webhook.disabled', 'settings', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into public.api_scopes (key, position) values
  ('patients:read', 1), ('patients:write', 2), ('sessions:read', 3), ('sessions:write', 4), ('conversations:read', 5),
  ('conversations:write', 6), ('messages:send', 7), ('payments:read', 8), ('webhooks:read', 9), ('webhooks:write', 10)
on conflict (key) do update set position = excluded.position;

insert into app.api_operations (key, scope, function, is_write) values
  ('me', null, 'app.api_me', false),
  ('patients.list', 'patients:read', 'app.api_list_patients', false),
  ('patients.get', 'patients:read', 'app.api_get_patient', false),
  ('patients.create', 'patients:write', 'app.api_create_patient', true),
  ('therapists.list', 'sessions:read', 'app.api_list_therapists', false),
  ('session_types.list', 'sessions:read', 'app.api_list_session_types', false),
  ('free_slots.list', 'sessions:read', 'app.api_list_free_slots', false),
  ('sessions.list', 'sessions:read', 'app.api_list_sessions', false),
  ('sessions.get', 'sessions:read', 'app.api_get_session', false),
  ('sessions.create', 'sessions:write', 'app.api_create_session', true),
  ('sessions.move', 'sessions:write', 'app.api_move_session', true),
  ('sessions.cancel', 'sessions:write', 'app.api_cancel_session', true),
  ('conversations.list', 'conversations:read', 'app.api_list_conversations', false),
  ('messages.list', 'conversations:read', 'app.api_list_messages', false),
  ('messages.send', 'messages:send', 'app.api_send_message', true),
  ('tags.list', 'conversations:read', 'app.api_list_tags', false),
  ('conversations.tag', 'conversations:write', 'app.api_tag_conversation', true),
  ('payments.list', 'payments:read', 'app.api_list_payments', false),
  ('webhook_endpoints.list', 'webhooks:read', 'app.api_list_webhook_endpoints', false),
  ('webhook_endpoints.create', 'webhooks:write', 'app.api_create_webhook_endpoint', true),
  ('webhook_endpoints.delete', 'webhooks:write', 'app.api_delete_webhook_endpoint', true)
on conflict (key) do update set scope = excluded.scope, function = excluded.function, is_write = excluded.is_write;
