-- Kinds of jobs are rows; jobs are known by clinic and number. app.jobs.max_attempts goes: it was 12 for every job, and
-- is now a fact of the kind.
set check_function_bodies = off;

SET local check_function_bodies = off;

REVOKE ALL ON SEQUENCE "app"."jobs_id_seq" FROM "postgres";

DROP INDEX "app"."jobs_dedupe";

ALTER TABLE "app"."jobs"
  DROP CONSTRAINT "jobs_pkey";

ALTER TABLE "app"."jobs"
  DROP CONSTRAINT "kind_is_known";

DROP FUNCTION "app"."backoff"(integer);

DROP FUNCTION "app"."claim_jobs"(integer, integer);

DROP FUNCTION "app"."complete_send"(bigint, uuid, text, text, text, text, integer);

DROP FUNCTION "app"."fail_job"(bigint, uuid, text, boolean, integer);

DROP FUNCTION "app"."finish_job"(bigint, uuid);

DROP FUNCTION "app"."job_lease"();

DROP FUNCTION "app"."record_outcome"(bigint, uuid, text, text, text, text, integer);

ALTER TABLE "app"."jobs"
  DROP COLUMN "max_attempts";

CREATE SEQUENCE "app"."job_ids" AS bigint INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1 NO CYCLE;

ALTER TABLE "app"."jobs"
  ALTER COLUMN "id" DROP IDENTITY;

CREATE TABLE "app"."job_kinds" (
  "kind"                 text    NOT NULL,
  "lease_seconds"        integer NOT NULL DEFAULT 60,
  "max_attempts"         integer NOT NULL DEFAULT 12,
  "backoff_base_seconds" integer NOT NULL DEFAULT 5,
  "backoff_cap_seconds"  integer NOT NULL DEFAULT 900,
  "is_listed"            boolean NOT NULL DEFAULT true,
  "open_function"        text,
  "dead_function"        text,
  "revive_function"      text,
  "summary_function"     text,
  CONSTRAINT "attempts_are_positive" CHECK ((max_attempts > 0)),
  CONSTRAINT "backoff_grows" CHECK (((backoff_base_seconds > 0) AND (backoff_cap_seconds >= backoff_base_seconds))),
  CONSTRAINT "functions_are_of_app"
    CHECK
    (((COALESCE(open_function, 'app.x'::text) ~ '^app\.[a-z_]+$'::text) AND (COALESCE(dead_function, 'app.x'::text) ~ '^app\.[a-z_]+$'::text) AND (COALESCE(revive_function,
    'app.x'::text) ~ '^app\.[a-z_]+$'::text) AND (COALESCE(summary_function, 'app.x'::text) ~ '^app\.[a-z_]+$'::text))),
  CONSTRAINT "job_kinds_pkey" PRIMARY KEY (kind),
  CONSTRAINT "kind_is_a_word" CHECK ((kind ~ '^[a-z][a-z0-9_]*$'::text)),
  CONSTRAINT "lease_is_positive" CHECK ((lease_seconds > 0))
);

ALTER TABLE "app"."job_kinds"
  ENABLE ROW LEVEL SECURITY;

-- the rows come before the jobs that refer to them
insert into app.job_kinds (kind, open_function, dead_function, revive_function, summary_function) values
  ('send_message', 'app.open_sends', 'app.give_up_send', 'app.revive_sends', 'app.message_job_summary'),
  ('opt_out_ack', null, null, null, 'app.message_job_summary'),
  ('opt_in_ack', null, null, null, 'app.message_job_summary')
on conflict (kind) do update set
  open_function = excluded.open_function, dead_function = excluded.dead_function,
  revive_function = excluded.revive_function, summary_function = excluded.summary_function;

-- numbers go on where the identity stopped
select setval('app.job_ids', coalesce(max(id), 0) + 1, false) from app.jobs;

ALTER TABLE "app"."jobs"
  ALTER COLUMN "id" SET DEFAULT nextval('app.job_ids'::regclass);

CREATE OR REPLACE FUNCTION app.backoff (
  p_kind     text,
  p_attempts integer
)
  RETURNS interval
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select make_interval(secs =>
    least(k.backoff_cap_seconds, k.backoff_base_seconds * power(2, least(greatest(p_attempts, 1), 30) - 1)) * (0.8 + random() * 0.4))
  from app.job_kinds k where k.kind = p_kind;
$function$;

CREATE OR REPLACE FUNCTION app.claim_jobs (
  p_limit         integer,
  p_lease_seconds integer DEFAULT NULL::integer
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_batch record;
  v_opened jsonb;
  v_claimed jsonb := '[]';
  v_due boolean;
begin
  loop
    v_due := false;
    for v_batch in
      -- materialized: a plan that ran the sub-query again for each row would lock more than the limit
      with due as materialized (
        select c.tenant_id, c.id from app.jobs c
        where c.finished_at is null and c.dead_at is null and c.run_at <= now()
          and (c.leased_until is null or c.leased_until < clock_timestamp())
        order by c.run_at, c.line_no limit p_limit
        for update skip locked),
      leased as (
        update app.jobs j set
          attempts = j.attempts + 1, lease_token = gen_random_uuid(),
          leased_until = clock_timestamp() + make_interval(secs => coalesce(p_lease_seconds, k.lease_seconds))
        from due, app.job_kinds k
        where j.tenant_id = due.tenant_id and j.id = due.id and k.kind = j.kind
        returning j as job, k.open_function)
      -- one kind after the other, as every worker: each locks in an order of its own
      select l.open_function, array_agg(l.job) as jobs from leased l group by (l.job).kind, l.open_function order by (l.job).kind
    loop
      v_due := true;
      v_opened := null;
      if v_batch.open_function is not null then
        execute format('select %s($1)', v_batch.open_function) into v_opened using v_batch.jobs;
      end if;
      select v_claimed || coalesce(jsonb_agg(jsonb_build_object('job_id', j.id, 'kind', j.kind, 'tenant_id', j.tenant_id,
        'lease_token', j.lease_token, 'attempts', j.attempts, 'payload', j.payload, 'opened', v_opened -> j.id::text)), '[]')
      into v_claimed
      from unnest(v_batch.jobs) j
      where v_batch.open_function is null or v_opened ? j.id::text;
    end loop;
    -- an empty answer means that nothing is due, not that all that was due had nothing to do any more
    exit when not v_due or v_claimed <> '[]';
  end loop;
  return v_claimed;
end;
$function$;

CREATE OR REPLACE FUNCTION app.complete_send (
  p_tenant_id           uuid,
  p_job_id              bigint,
  p_lease_token         uuid,
  p_outcome             text,
  p_provider_message_id text    DEFAULT NULL::text,
  p_error_code          text    DEFAULT NULL::text,
  p_error_detail        text    DEFAULT NULL::text,
  p_retry_after_seconds integer DEFAULT NULL::integer
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_done jsonb := app.record_outcome(p_tenant_id, p_job_id, p_lease_token, p_outcome, p_provider_message_id,
    p_error_code, p_error_detail, p_retry_after_seconds);
  v_next jsonb;
begin
  if v_done ->> 'state' in ('sent', 'failed') then
    v_next := app.lease_next(p_tenant_id, (v_done #>> '{message,thread_id}')::uuid);
  end if;
  return case when v_next is null then v_done else v_done || jsonb_build_object('next', v_next) end;
end;
$function$;

CREATE OR REPLACE FUNCTION app.fail_job (
  p_tenant_id           uuid,
  p_job_id              bigint,
  p_lease_token         uuid,
  p_error               text,
  p_permanent           boolean,
  p_retry_after_seconds integer
)
  RETURNS text
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_job app.jobs;
  v_dead_function text;
begin
  update app.jobs j set
    last_error = left(p_error, 2000),
    lease_token = null,
    leased_until = null,
    dead_at = case when p_permanent or j.attempts >= app.max_attempts(j.kind) then now() end,
    run_at = now() + greatest(app.backoff(j.kind, j.attempts), make_interval(secs => coalesce(p_retry_after_seconds, 0)))
  where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token
    and j.finished_at is null and j.dead_at is null
  returning * into v_job;
  if v_job.dead_at is not null then
    select k.dead_function into v_dead_function from app.job_kinds k where k.kind = v_job.kind;
    if v_dead_function is not null then
      execute format('select %s($1)', v_dead_function) using v_job;
    end if;
  end if;
  return case when v_job.id is null then null when v_job.dead_at is null then 'retry' else 'dead' end;
end;
$function$;

CREATE OR REPLACE FUNCTION app.finish_job (
  p_tenant_id   uuid,
  p_job_id      bigint,
  p_lease_token uuid
)
  RETURNS boolean
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  update app.jobs set finished_at = now(), lease_token = null, leased_until = null
  where tenant_id = p_tenant_id and id = p_job_id and lease_token = p_lease_token and finished_at is null and dead_at is null
  returning true;
$function$;

CREATE OR REPLACE FUNCTION app.give_up_send (
  p_job app.jobs
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.fail_message(p_job.tenant_id, (p_job.payload ->> 'message_id')::uuid, 'delivery_unknown', p_job.last_error);
end;
$function$;

CREATE OR REPLACE FUNCTION app.hurry_line (
  p_tenant_id uuid,
  p_thread_id uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  -- jobs are locked before conversations: one that is taken already is being worked on
  update app.jobs j set run_at = least(j.run_at, greatest(now(), j.tried_since + app.line_patience()))
  where j.tenant_id = p_tenant_id and j.id = (
    select h.id from app.jobs h
    where h.tenant_id = p_tenant_id and h.id = (select l.id from app.line_of(p_tenant_id, p_thread_id) l limit 1)
      and h.leased_until is null and h.tried_since is not null
      and h.run_at > greatest(now(), h.tried_since + app.line_patience())
    for update skip locked);
end;
$function$;

CREATE OR REPLACE FUNCTION app.job_lease (
  p_kind text
)
  RETURNS interval
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select make_interval(secs => k.lease_seconds) from app.job_kinds k where k.kind = p_kind;
$function$;

CREATE OR REPLACE FUNCTION app.job_summary (
  p_job app.jobs
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_function text;
  v_summary text;
begin
  select k.summary_function into v_function from app.job_kinds k where k.kind = p_job.kind;
  if v_function is not null then
    execute format('select %s($1)', v_function) into v_summary using p_job;
  end if;
  return coalesce(v_summary, '');
end;
$function$;

CREATE OR REPLACE FUNCTION app.lease_new_send (
  p_message   public.conversation_messages,
  p_uncertain boolean,
  p_waits     boolean
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_job app.jobs;
  v_token uuid := case when not p_waits then gen_random_uuid() end;
  v_leased_until timestamptz := case when not p_waits then clock_timestamp() + app.job_lease('send_message') end;
  v_run_at timestamptz := case when p_waits then now() + app.line_look() else now() end;
begin
  insert into app.jobs (tenant_id, kind, payload, dedupe_key, attempts, lease_token, leased_until, run_at, tried_since)
  values (p_message.tenant_id, 'send_message', jsonb_build_object('message_id', p_message.id), 'send:' || p_message.id,
    case when p_waits then 0 else 1 end, v_token, v_leased_until, v_run_at, case when not p_waits then clock_timestamp() end)
  on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do update set
    attempts = excluded.attempts, lease_token = v_token, leased_until = v_leased_until, dead_at = null,
    run_at = v_run_at, last_error = null, line_no = excluded.line_no, tried_since = excluded.tried_since
  returning * into v_job;
  if p_waits then
    perform app.hurry_line(p_message.tenant_id, p_message.thread_id);
    return null;
  end if;
  return app.send_lease(v_job, p_message, p_uncertain);
end;
$function$;

CREATE OR REPLACE FUNCTION app.lease_next (
  p_tenant_id uuid,
  p_thread_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_job app.jobs;
  v_lease jsonb;
begin
  -- one that must not be sent any more is closed on the way
  for v_try in 1 .. 20 loop
    select l.* into v_job from app.line_of(p_tenant_id, p_thread_id) l limit 1;
    exit when not found;
    -- the caller holds the conversation, so nothing that comes before it in the order of locks may be waited for
    select j.* into v_job from app.jobs j
    where j.tenant_id = p_tenant_id and j.id = v_job.id and j.finished_at is null and j.dead_at is null
      and (j.leased_until is null or j.leased_until < clock_timestamp())
    for update skip locked;
    exit when not found;
    perform from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.id = (v_job.payload ->> 'message_id')::uuid and m.next_attempt_at is null
    for update skip locked;
    exit when not found;
    update app.jobs j set
      attempts = j.attempts + 1, lease_token = gen_random_uuid(), leased_until = clock_timestamp() + app.job_lease(j.kind)
    where j.tenant_id = p_tenant_id and j.id = v_job.id returning * into v_job;
    v_lease := app.open_send(v_job);
    exit when v_lease is not null;
  end loop;
  return v_lease;
end;
$function$;

CREATE OR REPLACE FUNCTION app.line_is_busy (
  p_tenant_id uuid,
  p_thread_id uuid
)
  RETURNS boolean
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return exists (
    select from public.conversation_messages m
    join app.jobs j on j.tenant_id = p_tenant_id and j.dedupe_key = 'send:' || m.id and j.finished_at is null and j.dead_at is null
    where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.status in ('queued', 'sending'));
end;
$function$;

CREATE OR REPLACE FUNCTION app.line_of (
  p_tenant_id uuid,
  p_thread_id uuid
)
  RETURNS SETOF app.jobs
  LANGUAGE plpgsql
  STABLE
  ROWS 2
  SET search_path TO ''
  AS $function$
begin
  return query
    select j.* from public.conversation_messages m
    join app.jobs j on j.tenant_id = p_tenant_id and j.dedupe_key = 'send:' || m.id and j.finished_at is null and j.dead_at is null
    where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.status in ('queued', 'sending')
    order by j.line_no;
end;
$function$;

CREATE OR REPLACE FUNCTION app.lock_outbound (
  p_tenant_id  uuid,
  p_message_id uuid
)
  RETURNS public.conversation_messages
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_message public.conversation_messages;
begin
  perform app.require_member(p_tenant_id);
  perform from app.jobs j where j.tenant_id = p_tenant_id and j.dedupe_key = 'send:' || p_message_id and j.finished_at is null
  for update;
  select * into v_message from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.id = p_message_id and m.direction = 'outbound' for update;
  if not found then
    raise sqlstate 'PT404' using message = 'message_not_found';
  end if;
  return v_message;
end;
$function$;

CREATE OR REPLACE FUNCTION app.lock_send (
  p_tenant_id uuid,
  p_client_id uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform pg_advisory_xact_lock(hashtextextended(p_tenant_id::text || p_client_id, 3));
  perform from app.jobs j
  where j.tenant_id = p_tenant_id and j.finished_at is null and j.dedupe_key = 'send:' || (
    select m.id from public.conversation_messages m where m.tenant_id = p_tenant_id and m.client_id = p_client_id)
  for update;
  perform from public.conversation_messages m where m.tenant_id = p_tenant_id and m.client_id = p_client_id for update;
end;
$function$;

CREATE OR REPLACE FUNCTION app.max_attempts (
  p_kind text
)
  RETURNS integer
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select k.max_attempts from app.job_kinds k where k.kind = p_kind;
$function$;

CREATE OR REPLACE FUNCTION app.message_job_summary (
  p_job app.jobs
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select concat_ws(' · ', coalesce(t.contact_name, t.phone), left(m.body, 80))
  from public.conversation_messages m
  join public.conversation_threads t on t.tenant_id = m.tenant_id and t.id = m.thread_id
  where m.tenant_id = p_job.tenant_id and m.id = (p_job.payload ->> 'message_id')::uuid;
$function$;

CREATE OR REPLACE FUNCTION app.open_send (
  p_job app.jobs
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_message public.conversation_messages;
  v_uncertain boolean;
  v_refusal text;
begin
  -- looked at before it is locked: of a line that is claimed at once only the first message is touched
  select * into v_message from public.conversation_messages m
  where m.tenant_id = p_job.tenant_id and m.id = (p_job.payload ->> 'message_id')::uuid;
  if app.stands_behind(v_message, p_job.line_no) then
    perform app.wait_in_line(p_job, v_message);
    return null;
  end if;
  select * into v_message from public.conversation_messages m
  where m.tenant_id = p_job.tenant_id and m.id = (p_job.payload ->> 'message_id')::uuid for update;
  if v_message.id is null or v_message.status not in ('queued', 'sending') then
    update app.jobs set finished_at = now(), lease_token = null, leased_until = null
    where tenant_id = p_job.tenant_id and id = p_job.id;
    return null;
  end if;
  if p_job.attempts > app.max_attempts(p_job.kind) then
    perform app.fail_message(v_message.tenant_id, v_message.id, 'delivery_unknown', null);
    update app.jobs set dead_at = now(), last_error = 'delivery_unknown', lease_token = null, leased_until = null
    where tenant_id = p_job.tenant_id and id = p_job.id;
    return null;
  end if;
  -- whoever gets a place in the line holds the conversation
  perform from public.conversation_threads t where t.tenant_id = v_message.tenant_id and t.id = v_message.thread_id for update;
  if app.stands_behind(v_message, p_job.line_no) then
    perform app.wait_in_line(p_job, v_message);
    return null;
  end if;
  update app.jobs set tried_since = coalesce(tried_since, clock_timestamp())
  where tenant_id = p_job.tenant_id and id = p_job.id and tried_since is null;
  v_uncertain := v_message.status = 'sending';
  if not v_uncertain then
    v_refusal := app.late_refusal(v_message);
    if v_refusal is not null then
      perform app.refuse_send(p_job, v_message, v_refusal);
      return null;
    end if;
    update public.conversation_messages m set status = 'sending', next_attempt_at = null
    where m.tenant_id = v_message.tenant_id and m.id = v_message.id returning * into v_message;
    perform app.publish_message(v_message);
  end if;
  return app.send_lease(p_job, v_message, v_uncertain);
end;
$function$;

CREATE OR REPLACE FUNCTION app.open_sends (
  p_jobs app.jobs[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_job app.jobs;
  v_lease jsonb;
  v_opened jsonb := '{}';
begin
  -- by conversation, as every worker: each send that is opened locks one
  for v_job in
    select j.* from unnest(p_jobs) j
    left join public.conversation_messages m on m.tenant_id = j.tenant_id and m.id = (j.payload ->> 'message_id')::uuid
    order by m.thread_id, j.line_no
  loop
    v_lease := app.open_send(v_job);
    if v_lease is not null then
      v_opened := v_opened || jsonb_build_object(v_job.id::text, v_lease);
    end if;
  end loop;
  return v_opened;
end;
$function$;

CREATE OR REPLACE FUNCTION app.record_outcome (
  p_tenant_id           uuid,
  p_job_id              bigint,
  p_lease_token         uuid,
  p_outcome             text,
  p_provider_message_id text,
  p_error_code          text,
  p_error_detail        text,
  p_retry_after_seconds integer
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_job app.jobs;
  v_message public.conversation_messages;
  v_outcome text := p_outcome;
  v_held boolean;
  v_refusal text;
  v_followed boolean;
  v_last_chance timestamptz;
  v_gives_way boolean;
begin
  select * into v_job from app.jobs j where j.tenant_id = p_tenant_id and j.id = p_job_id for update;
  if p_provider_message_id is not null then
    perform pg_advisory_xact_lock(hashtextextended(p_provider_message_id, 2));
  end if;
  select * into v_message from public.conversation_messages m
  where m.tenant_id = v_job.tenant_id and m.id = (v_job.payload ->> 'message_id')::uuid for update;
  if v_message.id is null then
    return jsonb_build_object('state', 'lost', 'message', null);
  end if;
  v_held := v_job.finished_at is null and v_job.dead_at is null and v_job.lease_token = p_lease_token;
  if p_outcome = 'sent' then
    v_message := app.settle_sent(v_message, p_provider_message_id);
    update app.jobs set finished_at = now(), dead_at = null, lease_token = null, leased_until = null
    where tenant_id = p_tenant_id and id = p_job_id and finished_at is null;
    return jsonb_build_object('state', 'sent', 'message', to_jsonb(v_message));
  elsif not coalesce(v_held, false) then
    return jsonb_build_object('state', 'lost', 'message', to_jsonb(v_message));
  elsif v_message.status not in ('queued', 'sending') then
    -- the provider's callback or echo was faster than this report, and knows better
    update app.jobs set finished_at = now(), lease_token = null, leased_until = null
    where tenant_id = p_tenant_id and id = p_job_id;
    return jsonb_build_object('state', case v_message.status when 'failed' then 'failed' else 'sent' end, 'message', to_jsonb(v_message));
  elsif p_outcome = 'found' then
    -- by its words only: an id that another message got meanwhile stays there, and this one is looked for again
    if not exists (
      select from public.conversation_messages m
      where m.tenant_id = v_message.tenant_id and m.channel_id = v_message.channel_id
        and m.provider_message_id = p_provider_message_id and m.id <> v_message.id and m.origin <> 'phone'
    ) then
      v_message := app.settle_sent(v_message, p_provider_message_id);
      update app.jobs set finished_at = now(), lease_token = null, leased_until = null
    where tenant_id = p_tenant_id and id = p_job_id;
      return jsonb_build_object('state', 'sent', 'message', to_jsonb(v_message));
    end if;
    v_outcome := 'unknown';
  elsif p_outcome = 'not_found' then
    v_refusal := app.late_refusal(v_message);
    if v_refusal is not null then
      return jsonb_build_object('state', 'failed', 'message', to_jsonb(app.refuse_send(v_job, v_message, v_refusal)));
    end if;
    if app.stands_behind(v_message, v_job.line_no) then
      -- two conversations became one meanwhile
      update public.conversation_messages m set status = 'queued', next_attempt_at = null
      where m.tenant_id = v_message.tenant_id and m.id = v_message.id returning * into v_message;
      perform app.publish_message(v_message);
      perform app.wait_in_line(v_job, v_message);
      return jsonb_build_object('state', 'retry', 'message', to_jsonb(v_message));
    end if;
    update app.jobs set leased_until = clock_timestamp() + app.job_lease(v_job.kind), lease_token = gen_random_uuid()
    where tenant_id = p_tenant_id and id = p_job_id returning * into v_job;
    return jsonb_build_object('state', 'again', 'message', to_jsonb(v_message), 'lease', app.send_lease(v_job, v_message, false));
  end if;
  v_followed := app.is_followed(v_message, v_job.line_no);
  v_last_chance := v_job.tried_since + app.line_patience();
  v_gives_way := v_followed and clock_timestamp() >= v_last_chance;
  if v_outcome = 'permanent' or v_job.attempts >= app.max_attempts(v_job.kind) or v_gives_way then
    v_message := app.fail_message(v_message.tenant_id, v_message.id,
      case when v_outcome = 'permanent' then p_error_code
        when v_outcome = 'unknown' then 'delivery_unknown'
        when v_gives_way then 'gave_way' else 'temporary_failure_exhausted' end, p_error_detail);
    if v_message.error_code = 'opted_out_at_provider' then
      perform app.note_refused_person(v_message);
    end if;
    update app.jobs set
      finished_at = case when v_outcome = 'permanent' then now() end, dead_at = case when v_outcome <> 'permanent' then now() end,
      last_error = left(concat_ws(': ', p_error_code, p_error_detail), 2000), lease_token = null, leased_until = null
    where tenant_id = p_tenant_id and id = p_job_id;
    return jsonb_build_object('state', 'failed', 'message', to_jsonb(v_message));
  end if;
  -- temporary: nothing reached the provider, wait and send again; unknown: wait for its echo, then ask before sending
  update app.jobs j set
    run_at = least(
      now() + greatest(app.backoff(j.kind, j.attempts), make_interval(secs => coalesce(p_retry_after_seconds, 0)),
        case when v_outcome = 'unknown' then interval '20 seconds' else interval '0' end),
      -- others wait for it: it is tried once more before it gives way
      case when v_followed then greatest(now() + app.line_look(), v_last_chance) end),
    last_error = left(concat_ws(': ', p_error_code, p_error_detail), 2000), lease_token = null, leased_until = null
  where j.tenant_id = p_tenant_id and j.id = p_job_id returning * into v_job;
  update public.conversation_messages m set
    status = case v_outcome when 'temporary' then 'queued' else 'sending' end, next_attempt_at = v_job.run_at
  where m.tenant_id = v_message.tenant_id and m.id = v_message.id returning * into v_message;
  perform app.publish_message(v_message);
  return jsonb_build_object('state', 'retry', 'message', to_jsonb(v_message));
end;
$function$;

CREATE OR REPLACE FUNCTION app.refuse_send (
  p_job     app.jobs,
  p_message public.conversation_messages,
  p_code    text
)
  RETURNS public.conversation_messages
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  update app.jobs set finished_at = now(), last_error = p_code, lease_token = null, leased_until = null
  where tenant_id = p_job.tenant_id and id = p_job.id;
  return app.fail_message(p_message.tenant_id, p_message.id, p_code, null);
end;
$function$;

CREATE OR REPLACE FUNCTION app.revive_jobs (
  p_tenant_id uuid,
  p_job_id    bigint
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_jobs app.jobs[];
  v_batch record;
begin
  select array_agg(d.job) into v_jobs from (
    select j as job from app.jobs j join app.job_kinds k on k.kind = j.kind
    where j.tenant_id = p_tenant_id and j.dead_at is not null and (j.id = p_job_id or p_job_id is null and k.is_listed)
    order by j.line_no for update of j) d;
  for v_batch in
    select k.revive_function, array_agg(j order by j.line_no) as jobs
    from unnest(v_jobs) j join app.job_kinds k on k.kind = j.kind
    where k.revive_function is not null group by k.kind order by k.kind
  loop
    execute format('select %s($1, $2)', v_batch.revive_function) using p_tenant_id, v_batch.jobs;
  end loop;
  -- the function of the kind still holds what the places depend on
  update app.jobs j set
    dead_at = null, attempts = 0, run_at = now(), last_error = null, line_no = d.line_no, tried_since = null
  from (
    select o.id, nextval('app.line_numbers') as line_no from (
      select r.id from unnest(v_jobs) r order by r.line_no) o
  ) d
  where j.tenant_id = p_tenant_id and j.id = d.id;
  return coalesce(cardinality(v_jobs), 0);
end;
$function$;

CREATE OR REPLACE FUNCTION app.revive_sends (
  p_tenant_id uuid,
  p_jobs      app.jobs[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_job app.jobs;
  v_message public.conversation_messages;
  v_revived public.conversation_messages[] := '{}';
begin
  for v_job in select j.* from unnest(p_jobs) j order by j.line_no loop
    update public.conversation_messages m set
      -- one that may have arrived is looked for before it is sent again
      status = case m.error_code when 'delivery_unknown' then 'sending' else 'queued' end, next_attempt_at = now(),
      error_code = null, error_detail = null
    where m.tenant_id = p_tenant_id and m.id = (v_job.payload ->> 'message_id')::uuid and m.status = 'failed'
      and not exists (select from public.conversation_optouts o where o.tenant_id = p_tenant_id and o.thread_id = m.thread_id)
    returning * into v_message;
    if found then
      perform app.publish_message(v_message);
      v_revived := v_revived || v_message;
      -- places of a line are given to whoever holds the conversation
      perform from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_message.thread_id for update;
    end if;
  end loop;
  -- their failure gave the credits back; last, as the balance is the last to be locked
  foreach v_message in array v_revived loop
    perform app.charge_message(v_message);
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.send_message_now (
  p_tenant_id  uuid,
  p_message_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_message public.conversation_messages;
  v_job app.jobs;
  v_thread_id uuid;
  v_lease jsonb;
begin
  perform app.require_member(p_tenant_id);
  select m.thread_id into v_thread_id from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.id = p_message_id and m.direction = 'outbound';
  if not found then
    raise sqlstate 'PT404' using message = 'message_not_found';
  end if;
  perform from app.jobs j
  where j.tenant_id = p_tenant_id and j.id in (select l.id from app.line_of(p_tenant_id, v_thread_id) l) order by j.id for update;
  select * into v_message from public.conversation_messages m where m.tenant_id = p_tenant_id and m.id = p_message_id for update;
  perform from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_message.thread_id for update;
  select l.* into v_job from app.line_of(p_tenant_id, v_message.thread_id) l where l.payload ->> 'message_id' = p_message_id::text;
  -- settled, or under way already
  if not found or v_job.leased_until >= clock_timestamp() then
    return jsonb_build_object('message', to_jsonb(v_message), 'lease', null);
  end if;
  if exists (
    select from app.line_of(p_tenant_id, v_message.thread_id) l
    where l.line_no < v_job.line_no and l.leased_until >= clock_timestamp()
  ) then
    raise sqlstate 'PT409' using message = 'earlier_in_progress', hint = 'The message before it is being sent at this moment.';
  end if;
  -- the first place of the line for this one; those before it move back by one
  update app.jobs j set line_no = s.line_no
  from (
    select o.id, p.line_no from (
      select l.id, row_number() over (order by l.id <> v_job.id, l.line_no) as place
      from app.line_of(p_tenant_id, v_message.thread_id) l where l.line_no <= v_job.line_no) o
    join (
      select l.line_no, row_number() over (order by l.line_no) as place
      from app.line_of(p_tenant_id, v_message.thread_id) l where l.line_no <= v_job.line_no) p using (place)
  ) s
  where j.tenant_id = p_tenant_id and j.id = s.id and j.line_no <> s.line_no;
  update app.jobs j set
    attempts = j.attempts + 1, lease_token = gen_random_uuid(), leased_until = clock_timestamp() + app.job_lease(j.kind)
  where j.tenant_id = p_tenant_id and j.id = v_job.id returning * into v_job;
  v_lease := app.open_send(v_job);
  select * into v_message from public.conversation_messages m where m.tenant_id = p_tenant_id and m.id = p_message_id;
  return jsonb_build_object('message', to_jsonb(v_message), 'lease', v_lease);
end;
$function$;

CREATE OR REPLACE FUNCTION app.settle_sent (
  p_message             public.conversation_messages,
  p_provider_message_id text
)
  RETURNS public.conversation_messages
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_twin public.conversation_messages;
  v_reset public.conversation_messages;
  v_displaced text := nullif(p_message.provider_message_id, p_provider_message_id);
  v_claimant uuid;
  v_message public.conversation_messages;
begin
  -- an echo that is just being stored is waited for, and found
  perform pg_advisory_xact_lock(hashtextextended(p_provider_message_id, 2));
  select * into v_twin from public.conversation_messages m
  where m.tenant_id = p_message.tenant_id and m.channel_id = p_message.channel_id
    and m.provider_message_id = p_provider_message_id and m.id <> p_message.id
  for update;
  if v_twin.origin = 'phone' then
    -- the echo came first and looked like a message from elsewhere: it is this one
    delete from public.conversation_messages where tenant_id = v_twin.tenant_id and id = v_twin.id;
    perform app.publish_thread(app.refresh_thread_summary(v_twin.tenant_id, v_twin.thread_id));
    perform app.broadcast(v_twin.tenant_id, 'message_removed', jsonb_build_object('id', v_twin.id, 'thread_id', v_twin.thread_id));
    if v_twin.thread_id <> p_message.thread_id then
      perform app.learn_lid(a.tenant_id, p_message.thread_id, substr(a.address, 5)) from public.conversation_addresses a
      where a.tenant_id = v_twin.tenant_id and a.thread_id = v_twin.thread_id and a.address like 'lid:%';
    end if;
  elsif v_twin.id is not null then
    update public.conversation_messages set
      provider_message_id = null, status = 'sending', delivered_at = null, read_at = null, error_code = null, error_detail = null,
      reactions = '[]', reacted_at = '{}', edited_at = null, deleted_at = null
    where tenant_id = v_twin.tenant_id and id = v_twin.id returning * into v_reset;
  end if;
  v_message := app.record_sent(p_message.tenant_id, p_message.id, p_provider_message_id, now());
  if v_twin.id is not null then
    v_message := app.take_progress(v_message, v_twin);
  end if;
  if v_reset.id is not null and v_displaced is not null then
    perform app.take_progress(app.record_sent(v_twin.tenant_id, v_twin.id, v_displaced, now()), p_message);
  elsif v_reset.id is not null then
    -- its own outcome is open again: somebody must find out
    perform app.publish_message(v_reset);
    insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
    values (v_twin.tenant_id, 'send_message', jsonb_build_object('message_id', v_twin.id), 'send:' || v_twin.id, now() + app.job_lease('send_message'))
    on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing;
  elsif v_displaced is not null and v_message.provider = 'evolution' then
    -- an echo was another send's, and what was told of its id as well; what Twilio reports names its message, so there the
    -- id was that of an earlier attempt
    v_claimant := app.claim_echo(p_message.tenant_id, p_message.channel_id, p_message.thread_id, v_displaced, p_message.kind,
      p_message.body, now());
    perform app.take_progress(m, p_message) from public.conversation_messages m
    where m.tenant_id = p_message.tenant_id and m.id = v_claimant;
  end if;
  return v_message;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_conversation_messages__wake_line()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  update app.jobs j set run_at = now()
  where j.tenant_id = new.tenant_id and j.id = (
    select h.id from app.jobs h
    join public.conversation_messages m on m.tenant_id = h.tenant_id and m.id = (h.payload ->> 'message_id')::uuid
    where h.tenant_id = new.tenant_id and h.id = (select l.id from app.line_of(new.tenant_id, new.thread_id) l limit 1)
      and h.leased_until is null and h.run_at > now() and m.next_attempt_at is null
    for update of h skip locked);
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.wait_in_line (
  p_job     app.jobs,
  p_message public.conversation_messages
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_message public.conversation_messages;
begin
  update app.jobs j set
    attempts = greatest(j.attempts - 1, 0), run_at = now() + app.line_look(), lease_token = null, leased_until = null
  where j.tenant_id = p_job.tenant_id and j.id = p_job.id;
  if p_message.next_attempt_at is not null then
    update public.conversation_messages m set next_attempt_at = null
    where m.tenant_id = p_message.tenant_id and m.id = p_message.id and m.status in ('queued', 'sending')
    returning * into v_message;
    if found then
      perform app.publish_message(v_message);
    end if;
  end if;
  perform app.hurry_line(p_message.tenant_id, p_message.thread_id);
end;
$function$;

CREATE OR REPLACE FUNCTION public.cancel_outbound_message (
  p_tenant_id  uuid,
  p_message_id uuid
)
  RETURNS public.conversation_messages
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_message public.conversation_messages := app.lock_outbound(p_tenant_id, p_message_id);
begin
  if v_message.status = 'failed' then
    return v_message;
  end if;
  if v_message.status = 'sending' then
    -- an attempt runs, or one has ended without a word: it may be on the person's phone
    raise sqlstate 'PT409' using message = 'send_in_progress';
  end if;
  if v_message.status <> 'queued' then
    raise sqlstate 'PT409' using message = 'already_sent';
  end if;
  update app.jobs j set finished_at = now(), last_error = 'cancelled', lease_token = null, leased_until = null
  where j.tenant_id = p_tenant_id and j.dedupe_key = 'send:' || p_message_id and j.finished_at is null;
  return app.fail_message(p_tenant_id, p_message_id, 'cancelled', null);
end;
$function$;

CREATE OR REPLACE FUNCTION public.discard_outbound_message (
  p_tenant_id  uuid,
  p_message_id uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_message public.conversation_messages := app.lock_outbound(p_tenant_id, p_message_id);
begin
  if v_message.status <> 'failed' or v_message.provider_message_id is not null
    or v_message.error_code is not distinct from 'delivery_unknown' then
    raise sqlstate 'PT409' using message = 'already_sent';
  end if;
  update app.jobs j set finished_at = now(), dead_at = null, last_error = concat_ws('; ', j.last_error, 'discarded')
  where j.tenant_id = p_tenant_id and j.dedupe_key = 'send:' || p_message_id and j.finished_at is null;
  delete from public.conversation_messages m where m.tenant_id = p_tenant_id and m.id = p_message_id;
  perform app.publish_thread(app.refresh_thread_summary(p_tenant_id, v_message.thread_id));
  perform app.broadcast(p_tenant_id, 'message_removed',
    jsonb_build_object('id', v_message.id, 'thread_id', v_message.thread_id));
end;
$function$;

CREATE OR REPLACE FUNCTION public.get_queue_metrics (
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
    select jsonb_build_object(
      'waiting', count(*) filter (where j.finished_at is null and j.dead_at is null and j.attempts = 0
        and (j.leased_until is null or j.leased_until < now())),
      'retrying', count(*) filter (where j.finished_at is null and j.dead_at is null and j.attempts > 0
        and (j.leased_until is null or j.leased_until < now())),
      'running', count(*) filter (where j.finished_at is null and j.dead_at is null and j.leased_until >= now()),
      'dead', count(*) filter (where j.dead_at is not null),
      'oldest_waiting_seconds', coalesce(floor(extract(epoch from now() - min(j.created_at)
        filter (where j.finished_at is null and j.dead_at is null))), 0),
      'finished_last_hour', count(*) filter (where j.finished_at >= now() - interval '1 hour'),
      'failed_last_hour', count(*) filter (where j.dead_at >= now() - interval '1 hour'),
      -- what the inbox calls not sent, whether or not its job is still there
      'unsent', (select count(*) from public.conversation_messages m
        where m.tenant_id = p_tenant_id and m.status = 'failed' and m.occurred_at > now() - interval '30 days'
          and m.error_code is distinct from 'cancelled'),
      'unparsed', (select count(*) from app.webhook_events e where e.tenant_id = p_tenant_id and e.outcome = 'unparsed' and e.reviewed_at is null),
      'per_minute', (
        select jsonb_agg(jsonb_build_object('at', g.minute, 'finished', coalesce(f.finished, 0), 'failed', coalesce(f.failed, 0))
          order by g.minute)
        from generate_series(date_trunc('minute', now()) - interval '59 minutes', date_trunc('minute', now()), interval '1 minute') g (minute)
        left join (
          select date_trunc('minute', coalesce(d.finished_at, d.dead_at)) as minute,
            count(d.finished_at) as finished, count(d.dead_at) as failed
          from app.jobs d
          join app.job_kinds c on c.kind = d.kind and c.is_listed
          where d.tenant_id = p_tenant_id and coalesce(d.finished_at, d.dead_at) >= now() - interval '1 hour'
          group by 1
        ) f on f.minute = g.minute))
    from app.jobs j
    join app.job_kinds k on k.kind = j.kind and k.is_listed
    where j.tenant_id = p_tenant_id);
end;
$function$;

CREATE OR REPLACE FUNCTION public.list_queue_jobs (
  p_tenant_id uuid,
  p_state     text    DEFAULT 'dead'::text,
  p_limit     integer DEFAULT 50
)
  RETURNS TABLE (
    id           bigint,
    kind         text,
    state        text,
    attempts     integer,
    max_attempts integer,
    run_at       timestamp with time zone,
    last_error   text,
    created_at   timestamp with time zone,
    dead_at      timestamp with time zone,
    summary      text
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_admin(p_tenant_id);
  return query
    select j.id, j.kind,
      case when j.dead_at is not null then 'dead' when j.leased_until >= now() then 'running'
        when j.attempts > 0 then 'retrying' else 'waiting' end,
      j.attempts, k.max_attempts, j.run_at, j.last_error, j.created_at, j.dead_at,
      app.job_summary(j)
    from app.jobs j
    join app.job_kinds k on k.kind = j.kind and k.is_listed
    where j.tenant_id = p_tenant_id and j.finished_at is null and (p_state = 'dead') = (j.dead_at is not null)
    order by coalesce(j.dead_at, j.created_at) desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$function$;

ALTER TABLE "app"."jobs"
  ADD CONSTRAINT "jobs_kind_fkey" FOREIGN KEY (kind) REFERENCES app.job_kinds(kind) ON DELETE RESTRICT;

ALTER TABLE "app"."jobs"
  ADD CONSTRAINT "jobs_pkey" PRIMARY KEY (tenant_id, id);

CREATE UNIQUE INDEX jobs_dedupe ON app.jobs USING btree (tenant_id, dedupe_key)
  WHERE ((dedupe_key IS NOT NULL) AND (finished_at IS NULL));

CREATE INDEX jobs_kind ON app.jobs USING btree (kind);

CREATE POLICY "select_nobody" ON "app"."job_kinds"
  FOR SELECT
  TO "authenticated"
  USING (false);

COMMENT ON COLUMN "app"."job_kinds"."dead_function" IS 'Called once nobody works on a job any more: (app.jobs) returns void.';

COMMENT ON COLUMN "app"."job_kinds"."is_listed" IS 'Whether an administrator sees jobs of this kind in Filas.';

COMMENT ON COLUMN "app"."job_kinds"."lease_seconds" IS 'How long a worker has a job before another may take it.';

COMMENT ON COLUMN "app"."job_kinds"."open_function" IS 'Called by claim_jobs with the jobs it has just leased: (app.jobs[]) returns jsonb, {job id: what the handler is given}. A job that is not in the answer is not handed out; the function has closed it or given its lease back.';

COMMENT ON COLUMN "app"."job_kinds"."revive_function" IS 'Called before dead jobs go back to the queue: (tenant uuid, app.jobs[]) returns void.';

COMMENT ON COLUMN "app"."job_kinds"."summary_function" IS 'What a job is about, in the words of the clinic: (app.jobs) returns text.';

COMMENT ON FUNCTION "app"."claim_jobs"(integer, integer) IS 'Caller: process-jobs. Empty when nothing is due. Array of {job_id, kind, tenant_id, lease_token, attempts, payload, opened: what the kind adds|null}.';

COMMENT ON FUNCTION "app"."complete_send"(uuid, bigint, uuid, text, text, text, text, integer) IS 'Caller: the sender of a leased attempt. Outcomes sent (the provider answered it), found and not_found (an earlier attempt, looked for by its words), temporary, unknown, permanent. Returns {state: sent|retry|again|failed|lost, message, lease?, next?}: next is the lease of the message that waited for this one, for the caller to send. Without the lease only sent is recorded.';

COMMENT ON FUNCTION "app"."fail_job"(uuid, bigint, uuid, text, boolean, integer) IS 'Caller: worker that holds the lease. ''retry'' or ''dead''; NULL when the lease was lost.';

COMMENT ON FUNCTION "app"."finish_job"(uuid, bigint, uuid) IS 'Caller: worker that holds the lease. NULL when the lease was lost: nothing changed.';

COMMENT ON TABLE "app"."job_kinds" IS 'What the queue knows of each kind of job; the rows belong to the domains. Its handler is _shared/<domain>/jobs/<kind>.ts, its name on the screen queue.kinds.<kind>.';

COMMENT ON TABLE "app"."jobs" IS 'Work to be done at least once. Claimed with a lease, retried with exponential back-off and jitter, dead after the most attempts of its kind, replayable.';

REVOKE ALL ON FUNCTION "app"."backoff"(text, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."backoff"(text, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."backoff"(text, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."backoff"(text, integer) TO "service_role";

REVOKE ALL ON FUNCTION "app"."claim_jobs"(integer, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."claim_jobs"(integer, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."claim_jobs"(integer, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."claim_jobs"(integer, integer) TO "service_role";

REVOKE ALL ON FUNCTION "app"."complete_send"(uuid, bigint, uuid, text, text, text, text, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."complete_send"(uuid, bigint, uuid, text, text, text, text, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."complete_send"(uuid, bigint, uuid, text, text, text, text, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."complete_send"(uuid, bigint, uuid, text, text, text, text, integer) TO "service_role";

REVOKE ALL ON FUNCTION "app"."fail_job"(uuid, bigint, uuid, text, boolean, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."fail_job"(uuid, bigint, uuid, text, boolean, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."fail_job"(uuid, bigint, uuid, text, boolean, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."fail_job"(uuid, bigint, uuid, text, boolean, integer) TO "service_role";

REVOKE ALL ON FUNCTION "app"."finish_job"(uuid, bigint, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."finish_job"(uuid, bigint, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."finish_job"(uuid, bigint, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."finish_job"(uuid, bigint, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."give_up_send"(app.jobs) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."give_up_send"(app.jobs) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."give_up_send"(app.jobs) TO "postgres";

REVOKE ALL ON FUNCTION "app"."job_lease"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."job_lease"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."job_lease"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."job_summary"(app.jobs) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."job_summary"(app.jobs) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."job_summary"(app.jobs) TO "postgres";

REVOKE ALL ON FUNCTION "app"."max_attempts"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."max_attempts"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."max_attempts"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."message_job_summary"(app.jobs) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."message_job_summary"(app.jobs) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."message_job_summary"(app.jobs) TO "postgres";

REVOKE ALL ON FUNCTION "app"."open_sends"(app.jobs[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."open_sends"(app.jobs[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_sends"(app.jobs[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."record_outcome"(uuid, bigint, uuid, text, text, text, text, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."record_outcome"(uuid, bigint, uuid, text, text, text, text, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."record_outcome"(uuid, bigint, uuid, text, text, text, text, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."revive_sends"(uuid, app.jobs[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."revive_sends"(uuid, app.jobs[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."revive_sends"(uuid, app.jobs[]) TO "postgres";
