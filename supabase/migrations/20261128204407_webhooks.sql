-- webhooks: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "app"."webhook_sources" (
  "source"        text NOT NULL,
  "event"         text NOT NULL,
  "data_function" text NOT NULL,
  CONSTRAINT "data_function_is_of_app" CHECK ((data_function ~ '^app\.[a-z_]+$'::text)),
  CONSTRAINT "source_is_domain_and_verb" CHECK ((source ~ '^[a-z_]+\.[a-z_]+$'::text)),
  CONSTRAINT "webhook_sources_pkey" PRIMARY KEY (source)
);

ALTER TABLE "app"."webhook_sources"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app_private"."webhook_secrets" (
  "tenant_id"   uuid                     NOT NULL,
  "endpoint_id" uuid                     NOT NULL,
  "secret"      jsonb                    NOT NULL,
  "ends_at"     timestamp with time zone,
  "created_at"  timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "webhook_secrets_are_sealed" CHECK ((secret ?& ARRAY['v'::text, 'kid'::text, 'iv'::text, 'ct'::text])),
  "id"          uuid                     NOT NULL DEFAULT app.time_ordered_uuid(),
  CONSTRAINT "webhook_secrets_pkey" PRIMARY KEY (tenant_id, endpoint_id, id)
);

ALTER TABLE "app_private"."webhook_secrets"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."webhook_attempts" (
  "tenant_id"   uuid                     NOT NULL,
  "delivery_id" uuid                     NOT NULL,
  "number"      integer                  NOT NULL,
  "at"          timestamp with time zone NOT NULL,
  "duration_ms" integer,
  "status"      integer,
  "error"       text,
  "response"    text,
  CONSTRAINT "webhook_attempts_pkey" PRIMARY KEY (tenant_id, delivery_id, number),
  CONSTRAINT "webhook_response_is_trimmed" CHECK ((char_length(response) <= 2000))
);

ALTER TABLE "public"."webhook_attempts"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."webhook_attempts" FROM "anon";

CREATE TABLE "public"."webhook_deliveries" (
  "tenant_id"       uuid                     NOT NULL,
  "endpoint_id"     uuid                     NOT NULL,
  "event"           text                     NOT NULL,
  "data"            jsonb                    NOT NULL,
  "occurred_at"     timestamp with time zone NOT NULL,
  "source_key"      text,
  "is_test"         boolean                  NOT NULL DEFAULT false,
  "state"           text                     NOT NULL DEFAULT 'queued'::text,
  "attempts"        integer                  NOT NULL DEFAULT 0,
  "next_attempt_at" timestamp with time zone,
  "last_status"     integer,
  "last_error"      text,
  "delivered_at"    timestamp with time zone,
  "created_at"      timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "webhook_delivery_error_fits" CHECK ((char_length(last_error) <= 200)),
  CONSTRAINT "webhook_delivery_state_is_known" CHECK ((state = ANY (ARRAY['queued'::text, 'delivered'::text, 'failed'::text]))),
  "id"              uuid                     NOT NULL DEFAULT app.time_ordered_uuid(),
  CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "public"."webhook_deliveries"
  ENABLE ROW LEVEL SECURITY;

ALTER TABLE "public"."webhook_deliveries"
  SET (fillfactor=80);

REVOKE ALL ON TABLE "public"."webhook_deliveries" FROM "anon";

CREATE TABLE "public"."webhook_endpoints" (
  "tenant_id"       uuid                     NOT NULL,
  "id"              uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "url"             text                     NOT NULL,
  "description"     text,
  "events"          text[]                   NOT NULL,
  "is_active"       boolean                  NOT NULL DEFAULT true,
  "disabled_at"     timestamp with time zone,
  "disabled_reason" text,
  "failing_since"   timestamp with time zone,
  "created_by"      uuid,
  "created_at"      timestamp with time zone NOT NULL DEFAULT now(),
  "updated_at"      timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "webhook_disabled_reason_is_known" CHECK ((disabled_reason = ANY (ARRAY['person'::text, 'failing'::text, 'gone'::text]))),
  CONSTRAINT "webhook_endpoints_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "webhook_is_active_or_disabled" CHECK (((is_active = (disabled_at IS NULL)) AND (is_active = (disabled_reason IS NULL)))),
  CONSTRAINT "webhook_listens_to_something" CHECK (((cardinality(events) >= 1) AND (cardinality(events) <= 50))),
  CONSTRAINT "webhook_url_is_a_link" CHECK (((url ~ '^https?://[^\s]{3,}$'::text) AND (char_length(url) <= 500))),
  CONSTRAINT "webhook_description_is_one_plain_line"
    CHECK (((description = app.normalize_name(description)) AND ((char_length(description) >= 1) AND (char_length(description) <= 120))))
);

ALTER TABLE "public"."webhook_endpoints"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."webhook_endpoints" FROM "anon";

CREATE TABLE "public"."webhook_event_kinds" (
  "key"        text     NOT NULL,
  "position"   smallint NOT NULL,
  "is_offered" boolean  NOT NULL DEFAULT true,
  CONSTRAINT "webhook_event_is_domain_and_verb" CHECK ((key ~ '^[a-z_]+\.[a-z_]+$'::text)),
  CONSTRAINT "webhook_event_kinds_pkey" PRIMARY KEY (key)
);

ALTER TABLE "public"."webhook_event_kinds"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."webhook_event_kinds" FROM "anon";

CREATE OR REPLACE FUNCTION app.begin_webhook_delivery (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.webhook_deliveries;
  v_endpoint public.webhook_endpoints;
begin
  select * into v_row from public.webhook_deliveries d where d.tenant_id = p_tenant_id and d.id = p_id and d.state = 'queued' for update;
  if v_row.id is null then
    return null;
  end if;
  select * into v_endpoint from public.webhook_endpoints e where e.tenant_id = p_tenant_id and e.id = v_row.endpoint_id;
  if not v_endpoint.is_active and not v_row.is_test then
    update public.webhook_deliveries d set state = 'failed', last_error = 'endpoint_disabled', next_attempt_at = null
    where d.tenant_id = p_tenant_id and d.id = p_id;
    return null;
  end if;
  return jsonb_build_object('id', v_row.id, 'endpoint_id', v_endpoint.id, 'url', v_endpoint.url,
    'body', jsonb_build_object('type', v_row.event, 'timestamp', v_row.occurred_at, 'data', v_row.data)::text,
    'secrets', (select jsonb_agg(s.secret order by s.id desc) from app_private.webhook_secrets s
      where s.tenant_id = p_tenant_id and s.endpoint_id = v_endpoint.id and (s.ends_at is null or s.ends_at > now())));
end;
$function$;

CREATE OR REPLACE FUNCTION app.end_webhook_attempt (
  p_tenant_id   uuid,
  p_id          uuid,
  p_job_id      bigint,
  p_lease_token uuid,
  p_attempt     jsonb,
  p_now         timestamp with time zone DEFAULT clock_timestamp()
)
  RETURNS text
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_job app.jobs;
  v_row public.webhook_deliveries;
  v_status integer := (p_attempt ->> 'status')::integer;
  v_is_over boolean;
  v_end text := 'finished';
begin
  select * into v_job from app.jobs j
  where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token and j.finished_at is null and j.dead_at is null
  for update;
  if v_job.id is null then
    return 'lost';
  end if;
  update public.webhook_deliveries d set attempts = d.attempts + 1, last_status = v_status, last_error = p_attempt ->> 'error'
  where d.tenant_id = p_tenant_id and d.id = p_id returning * into v_row;
  if v_row.id is null then
    perform app.finish_job(p_tenant_id, p_job_id, p_lease_token);
    return 'finished';
  end if;
  insert into public.webhook_attempts (tenant_id, delivery_id, number, at, duration_ms, status, error, response)
  values (p_tenant_id, p_id, v_row.attempts, p_now, (p_attempt ->> 'duration_ms')::integer, v_status, p_attempt ->> 'error',
    left(p_attempt ->> 'response', 2000));
  if v_status between 200 and 299 then
    update public.webhook_deliveries d set state = 'delivered', delivered_at = p_now, next_attempt_at = null, last_error = null
    where d.tenant_id = p_tenant_id and d.id = p_id;
    update public.webhook_endpoints e set failing_since = null
    where e.tenant_id = p_tenant_id and e.id = v_row.endpoint_id and e.failing_since is not null;
    perform app.finish_job(p_tenant_id, p_job_id, p_lease_token);
    return 'finished';
  end if;
  v_is_over := v_row.is_test or v_status = 410 or v_job.attempts >= app.max_attempts(v_job.kind);
  if v_is_over then
    update public.webhook_deliveries d set state = 'failed', next_attempt_at = null where d.tenant_id = p_tenant_id and d.id = p_id;
    perform app.finish_job(p_tenant_id, p_job_id, p_lease_token);
  else
    perform app.fail_job(p_tenant_id, p_job_id, p_lease_token, p_attempt ->> 'error', false, (p_attempt ->> 'retry_after_seconds')::integer);
    update public.webhook_deliveries d set next_attempt_at = (select j.run_at from app.jobs j where j.tenant_id = p_tenant_id and j.id = p_job_id)
    where d.tenant_id = p_tenant_id and d.id = p_id;
    v_end := 'retried';
  end if;
  if not v_row.is_test then
    perform app.note_webhook_failure(p_tenant_id, v_row.endpoint_id, v_status, p_now);
  end if;
  return v_end;
end;
$function$;

CREATE OR REPLACE FUNCTION app.forget_webhooks()
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  -- their ids tell when they were made, so that the young ones are not looked at
  delete from public.webhook_deliveries d using public.webhook_endpoints e
  where d.tenant_id = e.tenant_id and d.endpoint_id = e.id and d.id < app.first_uuid_of(now() - interval '30 days');
$function$;

CREATE OR REPLACE FUNCTION app.give_up_webhook (
  p_job app.jobs
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  update public.webhook_deliveries d set state = 'failed', last_error = 'gave_up', next_attempt_at = null
  where d.tenant_id = p_job.tenant_id and d.id = (p_job.payload ->> 'id')::uuid and d.state = 'queued';
$function$;

CREATE OR REPLACE FUNCTION app.message_resource (
  p_message public.conversation_messages
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return jsonb_build_object('id', p_message.id,
    'conversation', (select t.thread_key from public.conversation_threads t where t.tenant_id = p_message.tenant_id and t.id = p_message.thread_id),
    'direction', p_message.direction, 'origin', p_message.origin, 'kind', p_message.kind,
    'body', case when p_message.deleted_at is null then left(p_message.body, 4096) end,
    'status', p_message.status, 'error_code', p_message.error_code, 'occurred_at', p_message.occurred_at,
    'delivered_at', p_message.delivered_at, 'read_at', p_message.read_at, 'deleted_at', p_message.deleted_at);
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
  elsif v_row.failing_since is null then
    update public.webhook_endpoints e set failing_since = p_now where e.tenant_id = p_tenant_id and e.id = p_endpoint_id;
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.patient_resource (
  p_patient public.patients
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return jsonb_build_object('id', p_patient.id, 'name', p_patient.name, 'full_name', p_patient.full_name, 'social_name', p_patient.social_name,
    'pronoun', p_patient.pronoun, 'birth_date', p_patient.birth_date,
    'phones', (select coalesce(jsonb_agg(c.phone order by c.is_primary desc, c.position, c.id), '[]') from public.contact_phones c
      where c.tenant_id = p_patient.tenant_id and c.patient_id = p_patient.id),
    'emails', (select coalesce(jsonb_agg(c.email order by c.is_primary desc, c.position, c.id), '[]') from public.contact_emails c
      where c.tenant_id = p_patient.tenant_id and c.patient_id = p_patient.id),
    'city', p_patient.city, 'state', p_patient.state, 'version', p_patient.version, 'archived_at', p_patient.archived_at,
    'merged_into_id', p_patient.merged_into_id, 'created_at', p_patient.created_at, 'updated_at', p_patient.updated_at);
end;
$function$;

CREATE OR REPLACE FUNCTION app.payment_resource (
  p_entry public.money_entries
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('id', p_entry.id, 'payer_id', p_entry.payer_id, 'patient_id', p_entry.patient_id, 'amount_cents', -p_entry.amount_cents,
    'method', p_entry.method, 'paid_on', p_entry.occurred_on, 'created_at', p_entry.created_at);
$function$;

CREATE OR REPLACE FUNCTION app.post_payment (
  p_entry public.money_entries
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.post_money(p_entry);
  insert into public.money_payments (tenant_id, id, payer_id, amount_cents)
  values (p_entry.tenant_id, p_entry.id, p_entry.payer_id, -p_entry.amount_cents);
  perform app.publish_event(p_entry.tenant_id, 'payment.received', jsonb_build_object('entry_id', p_entry.id));
end;
$function$;

CREATE OR REPLACE FUNCTION app.prune_expired()
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  delete from app.jobs where finished_at < now() - interval '1 day';
  perform app.release_media_file(f.tenant_id, f.id) from app.media_files f
  where f.expires_at < now();
  delete from app.early_actions where created_at < now() - interval '7 days';
  delete from app.rate_counts where began_at < now() - interval '1 day';
  -- their ids tell when they were made, so that the young ones are not looked at
  delete from public.notifications n using public.tenants t
  where t.id = n.tenant_id and n.id < app.first_uuid_of(now() - interval '90 days')
    and (n.read_at < now() - interval '90 days' or n.noticed_at < now() - interval '180 days');
  perform app.forget_merges();
  perform app.forget_webhooks();
end;
$function$;

CREATE OR REPLACE FUNCTION app.queue_webhooks (
  p_tenant_id   uuid,
  p_event       text,
  p_data        jsonb,
  p_at          timestamp with time zone,
  p_source_key  text,
  p_endpoint_id uuid
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_count integer;
begin
  with queued as (
    insert into public.webhook_deliveries (tenant_id, endpoint_id, event, data, occurred_at, source_key, is_test, next_attempt_at)
    select p_tenant_id, e.id, p_event, p_data, p_at, p_source_key, p_endpoint_id is not null, now()
    from public.webhook_endpoints e
    where e.tenant_id = p_tenant_id
      and case when p_endpoint_id is null then e.is_active and p_event = any (e.events) else e.id = p_endpoint_id end
    order by e.id
    on conflict (tenant_id, endpoint_id, source_key) where source_key is not null do nothing
    returning id),
  asked as (
    insert into app.jobs (tenant_id, kind, payload, dedupe_key)
    select p_tenant_id, 'deliver_webhook', jsonb_build_object('id', q.id), 'deliver_webhook:' || q.id from queued q
    returning 1)
  select count(*) into v_count from asked;
  return v_count;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_webhook_endpoint (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS public.webhook_endpoints
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.webhook_endpoints;
begin
  select * into v_row from public.webhook_endpoints e where e.tenant_id = p_tenant_id and e.id = p_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'webhook_not_found';
  end if;
  return v_row;
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
  else
    update public.webhook_endpoints e set url = p_url, description = nullif(left(app.normalize_name(p_description), 120), ''), events = v_events
    where e.tenant_id = p_tenant_id and e.id = p_id returning * into v_row;
  end if;
  return app.webhook_endpoint_payload(v_row) || jsonb_build_object('is_new', v_is_new);
end;
$function$;

CREATE OR REPLACE FUNCTION app.send_webhook_event (
  p_tenant_id uuid,
  p_event     text,
  p_data      jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  -- most clinics have no endpoint, and then nothing is written
  if exists (
    select from public.webhook_endpoints e where e.tenant_id = p_tenant_id and e.is_active and p_event = any (e.events))
  then
    perform app.queue_webhooks(p_tenant_id, p_event, p_data, now(), null, null);
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.session_resource (
  p_session public.sessions
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return jsonb_build_object('id', p_session.id, 'therapist_id', p_session.therapist_id, 'room_id', p_session.room_id,
    'session_type_id', p_session.session_type_id,
    'type', (select y.name from public.session_types y where y.tenant_id = p_session.tenant_id and y.id = p_session.session_type_id),
    'starts_at', p_session.starts_at, 'ends_at', p_session.ends_at, 'status', p_session.status, 'is_online', p_session.is_online,
    'series_id', p_session.series_id, 'version', p_session.version,
    'patients', (select coalesce(jsonb_agg(jsonb_build_object('id', sp.patient_id, 'status', sp.status) order by sp.position, sp.patient_id), '[]')
      from public.session_patients sp where sp.tenant_id = p_session.tenant_id and sp.session_id = p_session.id),
    'created_at', p_session.created_at, 'updated_at', p_session.updated_at);
end;
$function$;

CREATE OR REPLACE FUNCTION app.tell_webhooks (
  p_tenant_id uuid,
  p_key       text,
  p_payload   jsonb
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_source app.webhook_sources;
  v_data jsonb;
begin
  select * into v_source from app.webhook_sources s where s.source = p_payload ->> 'event';
  if v_source.source is null then
    return 0;
  end if;
  execute format('select %s($1, $2)', v_source.data_function) into v_data using p_tenant_id, p_payload;
  if v_data is null then
    return 0;
  end if;
  return app.queue_webhooks(p_tenant_id, v_source.event, v_data, (p_payload ->> 'at')::timestamptz, p_key, null);
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_conversation_messages__tell_webhooks()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  if exists (
    select from public.webhook_endpoints e
    where e.tenant_id = new.tenant_id and e.is_active and 'message.status' = any (e.events))
  then
    perform app.queue_webhooks(new.tenant_id, 'message.status', app.message_resource(new), clock_timestamp(), null, null);
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.webhook_endpoint_payload (
  p_row public.webhook_endpoints
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return to_jsonb(p_row) - array['tenant_id', 'created_by'] || jsonb_build_object(
    'failed', (select count(*) from public.webhook_deliveries d
      where d.tenant_id = p_row.tenant_id and d.endpoint_id = p_row.id and d.state = 'failed'),
    'last', (select jsonb_build_object('at', d.created_at, 'state', d.state, 'status', d.last_status) from public.webhook_deliveries d
      where d.tenant_id = p_row.tenant_id and d.endpoint_id = p_row.id order by d.id desc limit 1),
    'old_secret_ends_at', (select max(s.ends_at) from app_private.webhook_secrets s
      where s.tenant_id = p_row.tenant_id and s.endpoint_id = p_row.id and s.ends_at > now()));
end;
$function$;

CREATE OR REPLACE FUNCTION app.webhook_message (
  p_tenant_id uuid,
  p_payload   jsonb
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select app.message_resource(r) from public.conversation_messages r where r.tenant_id = p_tenant_id and r.id = (p_payload ->> 'message_id')::uuid;
$function$;

CREATE OR REPLACE FUNCTION app.webhook_patient (
  p_tenant_id uuid,
  p_payload   jsonb
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select app.patient_resource(r) from public.patients r where r.tenant_id = p_tenant_id and r.id = (p_payload ->> 'patient_id')::uuid;
$function$;

CREATE OR REPLACE FUNCTION app.webhook_payment (
  p_tenant_id uuid,
  p_payload   jsonb
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select app.payment_resource(r) from public.money_entries r where r.tenant_id = p_tenant_id and r.id = (p_payload ->> 'entry_id')::uuid;
$function$;

CREATE OR REPLACE FUNCTION app.webhook_session (
  p_tenant_id uuid,
  p_payload   jsonb
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select app.session_resource(r) from public.sessions r where r.tenant_id = p_tenant_id and r.id = (p_payload ->> 'session_id')::uuid;
$function$;

CREATE OR REPLACE FUNCTION app.webhooks_want (
  p_tenant_id uuid,
  p_event     text,
  p_payload   jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return exists (
    select from public.webhook_endpoints e
    where e.tenant_id = p_tenant_id and e.is_active
      and e.events && array(select s.event from app.webhook_sources s where s.source = p_event));
end;
$function$;

CREATE OR REPLACE FUNCTION public.delete_webhook_endpoint (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_admin(p_tenant_id);
  delete from public.webhook_endpoints e where e.tenant_id = p_tenant_id and e.id = p_id;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."delete_webhook_endpoint"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_webhook_delivery (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.webhook_deliveries;
begin
  perform app.require_admin(p_tenant_id);
  select * into v_row from public.webhook_deliveries d where d.tenant_id = p_tenant_id and d.id = p_id;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'webhook_delivery_not_found';
  end if;
  return to_jsonb(v_row) - array['tenant_id', 'source_key', 'data'] || jsonb_build_object(
    'request', jsonb_build_object('type', v_row.event, 'timestamp', v_row.occurred_at, 'data', v_row.data),
    'tries', (select coalesce(jsonb_agg(to_jsonb(a) - array['tenant_id', 'delivery_id'] order by a.number desc), '[]')
      from public.webhook_attempts a where a.tenant_id = p_tenant_id and a.delivery_id = p_id));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_webhook_delivery"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_webhook_deliveries (
  p_tenant_id   uuid,
  p_endpoint_id uuid,
  p_failed      boolean DEFAULT false,
  p_before      uuid    DEFAULT NULL::uuid,
  p_limit       integer DEFAULT 50
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
    select coalesce(jsonb_agg(to_jsonb(f.d) - array['tenant_id', 'source_key', 'data'] order by (f.d).id desc), '[]')
    from (
      select d from public.webhook_deliveries d
      where d.tenant_id = p_tenant_id and d.endpoint_id = p_endpoint_id and (p_before is null or d.id < p_before)
        and (not coalesce(p_failed, false) or d.state = 'failed')
      order by d.id desc limit least(greatest(coalesce(p_limit, 50), 1), 200)) f);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_webhook_deliveries"(uuid, uuid, boolean, uuid, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_webhook_endpoints (
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
    select coalesce(jsonb_agg(app.webhook_endpoint_payload(e) order by e.created_at, e.id), '[]')
    from public.webhook_endpoints e where e.tenant_id = p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_webhook_endpoints"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.replay_webhook_deliveries (
  p_tenant_id   uuid,
  p_endpoint_id uuid,
  p_id          uuid DEFAULT NULL::uuid
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_count integer;
begin
  perform app.require_admin(p_tenant_id);
  if not (app.require_webhook_endpoint(p_tenant_id, p_endpoint_id)).is_active then
    raise sqlstate 'PT409' using message = 'webhook_inactive';
  end if;
  with again as (
    update public.webhook_deliveries d set state = 'queued', next_attempt_at = now()
    where d.tenant_id = p_tenant_id and d.endpoint_id = p_endpoint_id
      and d.id in (
        select f.id from public.webhook_deliveries f
        where f.tenant_id = p_tenant_id and f.endpoint_id = p_endpoint_id
          and case when p_id is null then f.state = 'failed' else f.id = p_id and f.state <> 'queued' end
        order by f.id limit 1000 for update)
    returning d.id),
  asked as (
    insert into app.jobs (tenant_id, kind, payload, dedupe_key)
    select p_tenant_id, 'deliver_webhook', jsonb_build_object('id', a.id), 'deliver_webhook:' || a.id from again a order by a.id
    on conflict do nothing returning 1)
  select count(*) into v_count from asked;
  return v_count;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."replay_webhook_deliveries"(uuid, uuid, uuid) FROM PUBLIC, "anon", "service_role";

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
    update public.webhook_endpoints e set is_active = p_active, failing_since = case when p_active then null else e.failing_since end,
      disabled_at = case when not p_active then now() end, disabled_reason = case when not p_active then 'person' end
    where e.tenant_id = p_tenant_id and e.id = p_id returning * into v_row;
  end if;
  return app.webhook_endpoint_payload(v_row);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."set_webhook_active"(uuid, uuid, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.test_webhook_endpoint (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS uuid
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_admin(p_tenant_id);
  perform app.require_webhook_endpoint(p_tenant_id, p_id);
  perform app.queue_webhooks(p_tenant_id, 'webhook.test', jsonb_build_object('endpoint_id', p_id), now(), null, p_id);
  return (select d.id from public.webhook_deliveries d where d.tenant_id = p_tenant_id and d.endpoint_id = p_id order by d.id desc limit 1);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."test_webhook_endpoint"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "app_private"."webhook_secrets"
  ADD CONSTRAINT "webhook_secrets_tenant_id_endpoint_id_fkey" FOREIGN KEY (tenant_id, endpoint_id) REFERENCES public.webhook_endpoints(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."webhook_deliveries"
  ADD CONSTRAINT "webhook_deliveries_tenant_id_endpoint_id_fkey" FOREIGN KEY (tenant_id, endpoint_id) REFERENCES public.webhook_endpoints(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."webhook_endpoints"
  ADD CONSTRAINT "webhook_endpoints_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "app"."webhook_sources"
  ADD CONSTRAINT "webhook_sources_event_fkey" FOREIGN KEY (EVENT) REFERENCES public.webhook_event_kinds(key) ON DELETE CASCADE;

ALTER TABLE "public"."webhook_deliveries"
  ADD CONSTRAINT "webhook_deliveries_event_fkey" FOREIGN KEY (EVENT) REFERENCES public.webhook_event_kinds(key) ON DELETE RESTRICT;

CREATE INDEX webhook_sources_event ON app.webhook_sources USING btree (EVENT);

CREATE INDEX webhook_deliveries_event ON public.webhook_deliveries USING btree (EVENT);

CREATE UNIQUE INDEX webhook_deliveries_source ON public.webhook_deliveries USING btree (tenant_id, endpoint_id, source_key)
  WHERE (source_key IS NOT NULL);

CREATE TRIGGER conversation_messages_tell_webhooks
  AFTER UPDATE OF status ON public.conversation_messages
  FOR EACH ROW
  WHEN (((new.direction = 'outbound'::text) AND (old.status IS DISTINCT FROM new.status)))
  EXECUTE FUNCTION app.tg_conversation_messages__tell_webhooks();

CREATE TRIGGER webhook_endpoints_touch
  BEFORE UPDATE ON public.webhook_endpoints
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE POLICY "select_nobody" ON "app"."webhook_sources"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app_private"."webhook_secrets"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_admins" ON "public"."webhook_attempts"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_admins" ON "public"."webhook_deliveries"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_admins" ON "public"."webhook_endpoints"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_signed_in" ON "public"."webhook_event_kinds"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) IS NOT NULL));

COMMENT ON COLUMN "app"."webhook_sources"."data_function" IS '(tenant uuid, payload jsonb) returns jsonb: what is told; NULL when there is nothing to tell any more.';

COMMENT ON COLUMN "public"."webhook_deliveries"."last_error" IS 'A code: refused, unreachable, no_answer, endpoint_disabled, gave_up.';

COMMENT ON COLUMN "public"."webhook_deliveries"."source_key" IS 'What it comes from, where that may be done twice.';

COMMENT ON COLUMN "public"."webhook_endpoints"."disabled_reason" IS 'person: switched off; failing: it did not take anything for days; gone: it answered 410.';

COMMENT ON COLUMN "public"."webhook_endpoints"."failing_since" IS 'The first failure since it last took something.';

COMMENT ON COLUMN "public"."webhook_event_kinds"."is_offered" IS 'False: sent on request only, whatever an endpoint listens to.';

COMMENT ON FUNCTION "app"."begin_webhook_delivery"(uuid, uuid) IS 'Caller: workers. {id, endpoint_id, url, body: the text that is signed, secrets: sealed, the newest first}, or NULL when there is nothing to send any more.';

COMMENT ON FUNCTION "app"."end_webhook_attempt"(uuid, uuid, bigint, uuid, jsonb, timestamp with time zone) IS 'Caller: the worker that holds the job. p_attempt: {status, error, duration_ms, response, retry_after_seconds}. finished, retried, or lost when another has the job.';

COMMENT ON FUNCTION "app"."forget_webhooks"() IS 'Deliveries are kept for thirty days, with what servers answered.';

COMMENT ON FUNCTION "app"."message_resource"(public.conversation_messages) IS 'A message as programs outside get it, by API and by webhook.';

COMMENT ON FUNCTION "app"."note_webhook_failure"(uuid, uuid, integer, timestamp with time zone) IS 'An endpoint did not take something: after three days of nothing else, or when it says that it is gone (410), it is switched off.';

COMMENT ON FUNCTION "app"."patient_resource"(public.patients) IS 'A patient as programs outside get it, by API and by webhook: how they are called and reached, nothing clinical, no CPF.';

COMMENT ON FUNCTION "app"."payment_resource"(public.money_entries) IS 'A payment as programs outside get it, by API and by webhook.';

COMMENT ON FUNCTION "app"."queue_webhooks"(uuid, text, jsonb, timestamp with time zone, text, uuid) IS 'Queues an event for the endpoints that listen to it, or as a test for one, in the caller''s transaction; the same p_source_key once. How many.';

COMMENT ON FUNCTION "app"."require_webhook_endpoint"(uuid, uuid) IS 'An endpoint of the clinic, locked. Errors: PT404 webhook_not_found.';

COMMENT ON FUNCTION "app"."rotate_webhook_secret"(uuid, uuid, jsonb) IS 'Caller: owner or admin, through webhook-endpoint. Both secrets sign for a day; the one before the last ends now. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 webhook_not_found.';

COMMENT ON FUNCTION "app"."save_webhook_endpoint"(uuid, uuid, text, text, text[], jsonb) IS 'Caller: owner or admin, through webhook-endpoint, which looked where the address leads. p_secret: sealed, for one that is new; of one that is there already it is left aside (is_new false). Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_webhook_events, PT422 invalid_server_url, PT404 webhook_not_found, PT409 too_many_webhooks.';

COMMENT ON FUNCTION "app"."send_webhook_event"(uuid, text, jsonb) IS 'Tells the endpoints of a clinic that listen to an event of webhook_event_kinds: one delivery each, in the caller''s transaction.';

COMMENT ON FUNCTION "app"."session_resource"(public.sessions) IS 'A session as programs outside get it, by API and by webhook: no title, no note.';

COMMENT ON FUNCTION "app"."tell_webhooks"(uuid, text, jsonb) IS 'Caller: workers. An event of app.event_subscribers for the endpoints that listen; p_key names its job, which may be done twice. How many are told.';

COMMENT ON FUNCTION "app"."webhook_message"(uuid, jsonb) IS 'What endpoints are told of an event (app.webhook_sources).';

COMMENT ON FUNCTION "app"."webhook_patient"(uuid, jsonb) IS 'What endpoints are told of an event (app.webhook_sources).';

COMMENT ON FUNCTION "app"."webhook_payment"(uuid, jsonb) IS 'What endpoints are told of an event (app.webhook_sources).';

COMMENT ON FUNCTION "app"."webhook_session"(uuid, jsonb) IS 'What endpoints are told of an event (app.webhook_sources).';

COMMENT ON FUNCTION "app"."webhooks_want"(uuid, text, jsonb) IS 'Whether an endpoint of the clinic listens to an event of the product.';

COMMENT ON FUNCTION "public"."delete_webhook_endpoint"(uuid, uuid) IS 'Caller: owner or admin. Its log goes with it; one that is gone already is no error. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."get_webhook_delivery"(uuid, uuid) IS 'Caller: owner or admin. A delivery with what is sent and each attempt, the latest first. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 webhook_delivery_not_found.';

COMMENT ON FUNCTION "public"."list_webhook_deliveries"(uuid, uuid, boolean, uuid, integer) IS 'Caller: owner or admin. What was sent to an endpoint, the newest first, before p_before. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."list_webhook_endpoints"(uuid) IS 'Caller: owner or admin. Endpoints with how many deliveries failed and what became of the last. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."replay_webhook_deliveries"(uuid, uuid, uuid) IS 'Caller: owner or admin. Sends one delivery again, or up to a thousand that failed, each under its old id. How many. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 webhook_not_found, PT409 webhook_inactive.';

COMMENT ON FUNCTION "public"."set_webhook_active"(uuid, uuid, boolean) IS 'Caller: owner or admin. What happens while it is off is not told later. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 webhook_not_found.';

COMMENT ON FUNCTION "public"."test_webhook_endpoint"(uuid, uuid) IS 'Caller: owner or admin. Sends the event webhook.test once, also to an endpoint that is off; the delivery. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 webhook_not_found.';

COMMENT ON TABLE "app"."webhook_sources" IS 'Events of app.publish_event that endpoints of clinics hear as another name.';

COMMENT ON TABLE "app_private"."webhook_secrets" IS 'AES-GCM ciphertext {v, kid, iv, ct} of what signs for an endpoint, made by the edge functions. The one before signs too until ends_at.';

COMMENT ON TABLE "public"."webhook_attempts" IS 'Attempts of a delivery; response is the beginning of what the server answered.';

COMMENT ON TABLE "public"."webhook_deliveries" IS 'One event for one endpoint. Its id is the webhook-id of every attempt, also of a replay.';

COMMENT ON TABLE "public"."webhook_endpoints" IS 'Where the events of a clinic are sent. Their secrets are in app_private.webhook_secrets.';

COMMENT ON TABLE "public"."webhook_event_kinds" IS 'Events that endpoints of clinics may listen to, in the order of the screen.';

REVOKE ALL ON FUNCTION "app"."begin_webhook_delivery"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."begin_webhook_delivery"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_webhook_delivery"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_webhook_delivery"(uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."end_webhook_attempt"(uuid, uuid, bigint, uuid, jsonb, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."end_webhook_attempt"(uuid, uuid, bigint, uuid, jsonb, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."end_webhook_attempt"(uuid, uuid, bigint, uuid, jsonb, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."end_webhook_attempt"(uuid, uuid, bigint, uuid, jsonb, timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."forget_webhooks"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."forget_webhooks"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."forget_webhooks"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."give_up_webhook"(app.jobs) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."give_up_webhook"(app.jobs) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."give_up_webhook"(app.jobs) TO "postgres";

REVOKE ALL ON FUNCTION "app"."message_resource"(public.conversation_messages) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."message_resource"(public.conversation_messages) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."message_resource"(public.conversation_messages) TO "postgres";

REVOKE ALL ON FUNCTION "app"."note_webhook_failure"(uuid, uuid, integer, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."note_webhook_failure"(uuid, uuid, integer, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."note_webhook_failure"(uuid, uuid, integer, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."patient_resource"(public.patients) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."patient_resource"(public.patients) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."patient_resource"(public.patients) TO "postgres";

REVOKE ALL ON FUNCTION "app"."payment_resource"(public.money_entries) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."payment_resource"(public.money_entries) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."payment_resource"(public.money_entries) TO "postgres";

REVOKE ALL ON FUNCTION "app"."queue_webhooks"(uuid, text, jsonb, timestamp WITH time zone, text, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."queue_webhooks"(uuid, text, jsonb, timestamp WITH time zone, text, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."queue_webhooks"(uuid, text, jsonb, timestamp WITH time zone, text, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_webhook_endpoint"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_webhook_endpoint"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_webhook_endpoint"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."rotate_webhook_secret"(uuid, uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."rotate_webhook_secret"(uuid, uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."rotate_webhook_secret"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."rotate_webhook_secret"(uuid, uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."save_webhook_endpoint"(uuid, uuid, text, text, text[], jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."save_webhook_endpoint"(uuid, uuid, text, text, text[], jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."save_webhook_endpoint"(uuid, uuid, text, text, text[], jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."save_webhook_endpoint"(uuid, uuid, text, text, text[], jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."send_webhook_event"(uuid, text, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."send_webhook_event"(uuid, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."send_webhook_event"(uuid, text, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."session_resource"(public.sessions) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."session_resource"(public.sessions) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."session_resource"(public.sessions) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tell_webhooks"(uuid, text, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tell_webhooks"(uuid, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tell_webhooks"(uuid, text, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."tell_webhooks"(uuid, text, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "app"."tg_conversation_messages__tell_webhooks"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_conversation_messages__tell_webhooks"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_conversation_messages__tell_webhooks"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."webhook_endpoint_payload"(public.webhook_endpoints) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."webhook_endpoint_payload"(public.webhook_endpoints) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."webhook_endpoint_payload"(public.webhook_endpoints) TO "postgres";

REVOKE ALL ON FUNCTION "app"."webhook_message"(uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."webhook_message"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."webhook_message"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."webhook_patient"(uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."webhook_patient"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."webhook_patient"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."webhook_payment"(uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."webhook_payment"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."webhook_payment"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."webhook_session"(uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."webhook_session"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."webhook_session"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."webhooks_want"(uuid, text, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."webhooks_want"(uuid, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."webhooks_want"(uuid, text, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_webhook_endpoint"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."delete_webhook_endpoint"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_webhook_endpoint"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_webhook_delivery"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_webhook_delivery"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_webhook_delivery"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_webhook_deliveries"(uuid, uuid, boolean, uuid, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_webhook_deliveries"(uuid, uuid, boolean, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_webhook_deliveries"(uuid, uuid, boolean, uuid, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_webhook_endpoints"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_webhook_endpoints"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_webhook_endpoints"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."replay_webhook_deliveries"(uuid, uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."replay_webhook_deliveries"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."replay_webhook_deliveries"(uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_webhook_active"(uuid, uuid, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."set_webhook_active"(uuid, uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_webhook_active"(uuid, uuid, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."test_webhook_endpoint"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."test_webhook_endpoint"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."test_webhook_endpoint"(uuid, uuid) TO "postgres";

REVOKE ALL ON TABLE "public"."webhook_attempts" FROM "authenticated";

GRANT SELECT ON TABLE "public"."webhook_attempts" TO "authenticated";

REVOKE ALL ON TABLE "public"."webhook_attempts" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."webhook_attempts" TO "service_role";

REVOKE ALL ON TABLE "public"."webhook_deliveries" FROM "authenticated";

GRANT SELECT ON TABLE "public"."webhook_deliveries" TO "authenticated";

REVOKE ALL ON TABLE "public"."webhook_deliveries" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."webhook_deliveries" TO "service_role";

REVOKE ALL ON TABLE "public"."webhook_endpoints" FROM "authenticated";

GRANT SELECT ON TABLE "public"."webhook_endpoints" TO "authenticated";

REVOKE ALL ON TABLE "public"."webhook_endpoints" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."webhook_endpoints" TO "service_role";

REVOKE ALL ON TABLE "public"."webhook_event_kinds" FROM "authenticated";

GRANT SELECT ON TABLE "public"."webhook_event_kinds" TO "authenticated";

REVOKE ALL ON TABLE "public"."webhook_event_kinds" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."webhook_event_kinds" TO "service_role";

ALTER TABLE "public"."webhook_attempts"
  ADD CONSTRAINT "webhook_attempts_tenant_id_delivery_id_fkey" FOREIGN KEY (tenant_id, delivery_id) REFERENCES public.webhook_deliveries(tenant_id, id) ON DELETE CASCADE;

CREATE INDEX webhook_deliveries_failed ON public.webhook_deliveries USING btree (tenant_id, endpoint_id, id DESC)
  WHERE (state = 'failed'::text);

CREATE INDEX webhook_deliveries_log ON public.webhook_deliveries USING btree (tenant_id, endpoint_id, id DESC);

insert into app.job_kinds (kind, open_function, dead_function, revive_function, summary_function) values
  ('send_message', 'app.open_sends', 'app.give_up_send', 'app.revive_sends', 'app.message_job_summary'),
  ('opt_out_ack', null, null, null, 'app.message_job_summary'),
  ('opt_in_ack', null, null, null, 'app.message_job_summary')
on conflict (kind) do update set
  open_function = excluded.open_function, dead_function = excluded.dead_function,
  revive_function = excluded.revive_function, summary_function = excluded.summary_function;

-- Jobs of a moment to come: a conversation says itself what became of them, so Filas does not list them.
insert into app.job_kinds (kind, is_listed, dead_function) values
  ('send_scheduled', false, 'app.give_up_scheduled'),
  ('wake_conversation', false, null)
on conflict (kind) do update set is_listed = excluded.is_listed, dead_function = excluded.dead_function;
-- A gateway may need its time to give a file out: its lease is longer than that of a message.
insert into app.job_kinds (kind, lease_seconds, max_attempts, open_function, dead_function, revive_function, summary_function) values
  ('fetch_media', 240, 10, 'app.open_media_fetches', 'app.give_up_media', 'app.revive_media', 'app.message_job_summary')
on conflict (kind) do update set
  lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, open_function = excluded.open_function,
  dead_function = excluded.dead_function, revive_function = excluded.revive_function, summary_function = excluded.summary_function;
insert into app.job_kinds (kind, max_attempts, is_listed, open_function) values ('remove_media', 100, false, 'app.open_media_removals')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, open_function = excluded.open_function;
insert into app.job_kinds (kind, open_function, summary_function) values ('change_message', 'app.open_message_changes', 'app.message_job_summary')
on conflict (kind) do update set open_function = excluded.open_function, summary_function = excluded.summary_function;
-- Whoever was not told after some minutes has no use for it any more.
insert into app.job_kinds (kind, max_attempts, backoff_cap_seconds, is_listed, open_function) values
  ('send_push', 5, 120, false, 'app.open_pushes')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, backoff_cap_seconds = excluded.backoff_cap_seconds,
  is_listed = excluded.is_listed, open_function = excluded.open_function;
-- A page of a chat is written in one go; the job renews its lease with every page.
insert into app.job_kinds (kind, lease_seconds, max_attempts, open_function, dead_function, revive_function) values
  ('import_history', 120, 20, 'app.open_history_imports', 'app.give_up_history_import', 'app.revive_history_imports')
on conflict (kind) do update set
  lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, open_function = excluded.open_function,
  dead_function = excluded.dead_function, revive_function = excluded.revive_function;
-- A picture that cannot be had is none: initials stand there, and the next one that is announced is fetched.
insert into app.job_kinds (kind, max_attempts, is_listed, open_function) values ('fetch_picture', 5, false, 'app.open_picture_fetches')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, open_function = excluded.open_function;
-- The log of automatic answers says what became of each; who is not answered within half an hour has no use for it any more.
insert into app.job_kinds (kind, max_attempts, is_listed) values ('auto_reply', 6, false)
on conflict (kind) do update set max_attempts = excluded.max_attempts, is_listed = excluded.is_listed;

-- A run says itself what became of its steps.
insert into app.job_kinds (kind, max_attempts, is_listed, dead_function) values
  ('workflow_event', 12, false, null), ('workflow_step', 8, false, 'app.give_up_workflow_step')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, dead_function = excluded.dead_function;

insert into app.event_subscribers (event, job_kind, wanted_function) values
  ('patient.created', 'workflow_event', 'app.workflows_want'), ('patient.birthday', 'workflow_event', 'app.workflows_want'),
  ('message.received', 'workflow_event', 'app.workflows_want'), ('conversation.tagged', 'workflow_event', 'app.workflows_want'),
  ('session.status', 'workflow_event', 'app.workflows_want'), ('intake.submitted', 'workflow_event', 'app.workflows_want')
on conflict (event, job_kind) do update set wanted_function = excluded.wanted_function;

-- A notice says itself what became of it, and so does an offer.
insert into app.job_kinds (kind, is_listed) values ('session_notice', false), ('freed_slot', false), ('waiting_slot', false)
on conflict (kind) do update set is_listed = excluded.is_listed;
-- The log of reminders says what became of each, and asks again by itself.
insert into app.job_kinds (kind, max_attempts, is_listed) values ('session_reminder', 5, false), ('reminder_answer', 12, false)
on conflict (kind) do update set max_attempts = excluded.max_attempts, is_listed = excluded.is_listed;
-- An invoice says itself what became of it, and is tried again from its payment.
insert into app.job_kinds (kind, max_attempts, is_listed, dead_function) values ('service_invoice', 8, false, 'app.give_up_service_invoice')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, dead_function = excluded.dead_function;

-- A PIX and a month say themselves what became of them. Whoever cannot be asked now is asked again with the next look.
insert into app.job_kinds (kind, is_listed) values ('check_pix', false), ('post_monthly_fees', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- A time that becomes free is offered to those who wait. Here, because a listener needs its kind first.
insert into app.event_subscribers (event, job_kind) values ('session.cancelled', 'freed_slot'), ('session.moved', 'freed_slot')
on conflict do nothing;

-- 30 s, 1 min, 2 min … 6 h: a server may be down for a day and a half. Deliveries have a log of their own.
insert into app.job_kinds (kind, lease_seconds, max_attempts, backoff_base_seconds, backoff_cap_seconds, is_listed, dead_function) values
  ('tell_webhooks', 60, 12, 5, 900, false, null),
  ('deliver_webhook', 60, 16, 30, 21600, false, 'app.give_up_webhook')
on conflict (kind) do update set
  lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, backoff_base_seconds = excluded.backoff_base_seconds,
  backoff_cap_seconds = excluded.backoff_cap_seconds, is_listed = excluded.is_listed, dead_function = excluded.dead_function;

insert into app.event_subscribers (event, job_kind, wanted_function) values
  ('message.received', 'tell_webhooks', 'app.webhooks_want'), ('patient.created', 'tell_webhooks', 'app.webhooks_want'),
  ('patient.changed', 'tell_webhooks', 'app.webhooks_want'), ('patient.restored', 'tell_webhooks', 'app.webhooks_want'),
  ('patient.archived', 'tell_webhooks', 'app.webhooks_want'), ('session.booked', 'tell_webhooks', 'app.webhooks_want'),
  ('session.moved', 'tell_webhooks', 'app.webhooks_want'), ('session.changed', 'tell_webhooks', 'app.webhooks_want'),
  ('session.status', 'tell_webhooks', 'app.webhooks_want'), ('session.joined', 'tell_webhooks', 'app.webhooks_want'),
  ('session.left', 'tell_webhooks', 'app.webhooks_want'), ('session.cancelled', 'tell_webhooks', 'app.webhooks_want'),
  ('payment.received', 'tell_webhooks', 'app.webhooks_want')
on conflict (event, job_kind) do update set wanted_function = excluded.wanted_function;

-- An e-mail server may be away for an hour; who is not told after a day has no use for it any more.
insert into app.job_kinds (kind, max_attempts, backoff_base_seconds, backoff_cap_seconds, summary_function) values
  ('send_email', 14, 15, 7200, 'app.email_job_summary')
on conflict (kind) do update set max_attempts = excluded.max_attempts, backoff_base_seconds = excluded.backoff_base_seconds,
  backoff_cap_seconds = excluded.backoff_cap_seconds, summary_function = excluded.summary_function;
insert into app.job_kinds (kind, is_listed) values ('tell_alert', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

insert into public.webhook_event_kinds (key, position, is_offered) values
  ('message.received', 1, true),
  ('message.status', 2, true),
  ('patient.created', 3, true),
  ('patient.updated', 4, true),
  ('patient.archived', 5, true),
  ('session.created', 6, true),
  ('session.changed', 7, true),
  ('session.cancelled', 8, true),
  ('payment.received', 9, true),
  ('alert.raised', 10, true),
  ('alert.resolved', 11, true),
  ('webhook.test', 99, false)
on conflict (key) do update set position = excluded.position, is_offered = excluded.is_offered;

insert into app.webhook_sources (source, event, data_function) values
  ('message.received', 'message.received', 'app.webhook_message'),
  ('patient.created', 'patient.created', 'app.webhook_patient'),
  ('patient.changed', 'patient.updated', 'app.webhook_patient'),
  ('patient.restored', 'patient.updated', 'app.webhook_patient'),
  ('patient.archived', 'patient.archived', 'app.webhook_patient'),
  ('session.booked', 'session.created', 'app.webhook_session'),
  ('session.moved', 'session.changed', 'app.webhook_session'),
  ('session.changed', 'session.changed', 'app.webhook_session'),
  ('session.status', 'session.changed', 'app.webhook_session'),
  ('session.joined', 'session.changed', 'app.webhook_session'),
  ('session.left', 'session.changed', 'app.webhook_session'),
  ('session.cancelled', 'session.cancelled', 'app.webhook_session'),
  ('payment.received', 'payment.received', 'app.webhook_payment')
on conflict (source) do update set event = excluded.event, data_function = excluded.data_function;
