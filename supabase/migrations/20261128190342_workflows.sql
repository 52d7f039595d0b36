-- workflows: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

DROP FUNCTION "app"."publish_event"(uuid, text, jsonb);

CREATE TABLE "app"."workflow_fields" (
  "field"    text     NOT NULL,
  "position" smallint NOT NULL,
  "ops"      text[]   NOT NULL,
  "value"    text     NOT NULL,
  CONSTRAINT "value_is_known" CHECK ((value = ANY (ARRAY['boolean'::text, 'text'::text, 'number'::text, 'tag'::text]))),
  CONSTRAINT "workflow_fields_pkey" PRIMARY KEY (field)
);

ALTER TABLE "app"."workflow_fields"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."workflow_recipes" (
  "key"        text     NOT NULL,
  "position"   smallint NOT NULL,
  "name"       text     NOT NULL,
  "definition" jsonb    NOT NULL,
  CONSTRAINT "workflow_recipes_pkey" PRIMARY KEY (key)
);

ALTER TABLE "app"."workflow_recipes"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."workflow_secrets" (
  "tenant_id"   uuid NOT NULL,
  "workflow_id" uuid NOT NULL,
  "secret"      text NOT NULL DEFAULT encode(extensions.gen_random_bytes(24), 'hex'::text),
  CONSTRAINT "workflow_secrets_pkey" PRIMARY KEY (tenant_id, workflow_id)
);

ALTER TABLE "app"."workflow_secrets"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."workflow_step_kinds" (
  "kind"               text     NOT NULL,
  "position"           smallint NOT NULL,
  "options"            jsonb    NOT NULL DEFAULT '{}'::jsonb,
  "branches"           text[]   NOT NULL DEFAULT '{}'::text[],
  "needs_conversation" boolean  NOT NULL DEFAULT false,
  "costs"              boolean  NOT NULL DEFAULT false,
  CONSTRAINT "workflow_step_kinds_pkey" PRIMARY KEY (kind)
);

ALTER TABLE "app"."workflow_step_kinds"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."workflow_triggers" (
  "kind"     text     NOT NULL,
  "position" smallint NOT NULL,
  "event"    text     NOT NULL,
  "subject"  text     NOT NULL,
  "options"  jsonb    NOT NULL DEFAULT '{}'::jsonb,
  CONSTRAINT "subject_is_known" CHECK ((subject = ANY (ARRAY['patient'::text, 'thread'::text, 'session'::text]))),
  CONSTRAINT "workflow_triggers_pkey" PRIMARY KEY (kind)
);

ALTER TABLE "app"."workflow_triggers"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."tasks" (
  "tenant_id"   uuid                     NOT NULL,
  "id"          uuid                     NOT NULL,
  "title"       text                     NOT NULL,
  "due_on"      date                     NOT NULL,
  "assignee_id" uuid,
  "patient_id"  uuid,
  "thread_id"   uuid,
  "run_id"      uuid,
  "done_at"     timestamp with time zone,
  "done_by"     uuid,
  "created_at"  timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "tasks_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "title_is_one_plain_line" CHECK (((title = app.normalize_name(title)) AND ((char_length(title) >= 1) AND (char_length(title) <= 300))))
);

ALTER TABLE "public"."tasks"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."tasks" FROM "anon";

CREATE TABLE "public"."workflow_runs" (
  "tenant_id"   uuid                     NOT NULL,
  "id"          uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "workflow_id" uuid                     NOT NULL,
  "version"     integer                  NOT NULL,
  "event_key"   text                     NOT NULL,
  "occurrence"  jsonb                    NOT NULL,
  "chain"       uuid[]                   NOT NULL,
  "patient_id"  uuid,
  "thread_id"   uuid,
  "session_id"  uuid,
  "state"       text                     NOT NULL DEFAULT 'running'::text,
  "reason"      text,
  "step_no"     integer                  NOT NULL DEFAULT 0,
  "started_at"  timestamp with time zone NOT NULL,
  "ended_at"    timestamp with time zone,
  CONSTRAINT "an_event_starts_a_workflow_once" UNIQUE (tenant_id, workflow_id, event_key),
  CONSTRAINT "state_is_known" CHECK ((state = ANY (ARRAY['running'::text, 'paused'::text, 'done'::text, 'failed'::text, 'stopped'::text, 'skipped'::text]))),
  CONSTRAINT "who_is_over_has_an_end" CHECK (((state = ANY (ARRAY['done'::text, 'failed'::text, 'stopped'::text, 'skipped'::text])) = (ended_at IS NOT NULL))),
  CONSTRAINT "workflow_runs_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "public"."workflow_runs"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."workflow_runs" FROM "anon";

CREATE TABLE "public"."workflow_steps" (
  "tenant_id"   uuid                     NOT NULL,
  "id"          uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "run_id"      uuid                     NOT NULL,
  "position"    integer                  NOT NULL,
  "step_id"     text                     NOT NULL,
  "kind"        text                     NOT NULL,
  "state"       text                     NOT NULL DEFAULT 'queued'::text,
  "branch"      text,
  "result"      jsonb                    NOT NULL DEFAULT '{}'::jsonb,
  "error"       text,
  "attempts"    integer                  NOT NULL DEFAULT 0,
  "entered_at"  timestamp with time zone NOT NULL,
  "run_at"      timestamp with time zone NOT NULL,
  "finished_at" timestamp with time zone,
  "message_id"  uuid,
  CONSTRAINT "a_place_of_a_run_is_one_step" UNIQUE (tenant_id, run_id, "position"),
  CONSTRAINT "state_is_known" CHECK ((state = ANY (ARRAY['queued'::text, 'waiting'::text, 'done'::text, 'skipped'::text, 'failed'::text, 'stopped'::text]))),
  CONSTRAINT "workflow_steps_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "public"."workflow_steps"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."workflow_steps" FROM "anon";

CREATE TABLE "public"."workflow_versions" (
  "tenant_id"    uuid                     NOT NULL,
  "workflow_id"  uuid                     NOT NULL,
  "version"      integer                  NOT NULL,
  "definition"   jsonb                    NOT NULL,
  "plan"         jsonb                    NOT NULL,
  "published_at" timestamp with time zone NOT NULL DEFAULT now(),
  "published_by" uuid                     NOT NULL,
  CONSTRAINT "workflow_versions_pkey" PRIMARY KEY (tenant_id, workflow_id, VERSION)
);

ALTER TABLE "public"."workflow_versions"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."workflow_versions" FROM "anon";

CREATE TABLE "public"."workflows" (
  "tenant_id"     uuid                     NOT NULL,
  "id"            uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "name"          text                     NOT NULL,
  "status"        text                     NOT NULL DEFAULT 'draft'::text,
  "draft"         jsonb                    NOT NULL,
  "draft_version" integer                  NOT NULL DEFAULT 1,
  "version"       integer,
  "trigger_kind"  text,
  "created_by"    uuid,
  "created_at"    timestamp with time zone NOT NULL DEFAULT now(),
  "updated_at"    timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "published_has_a_version" CHECK ((((status = 'draft'::text) = (version IS NULL)) AND ((version IS NULL) = (trigger_kind IS NULL)))),
  CONSTRAINT "status_is_known" CHECK ((status = ANY (ARRAY['draft'::text, 'published'::text, 'stopped'::text]))),
  CONSTRAINT "workflows_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "name_is_one_plain_line" CHECK (((name = app.normalize_name(name)) AND ((char_length(name) >= 2) AND (char_length(name) <= 80))))
);

ALTER TABLE "public"."workflows"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."workflows" FROM "anon";

ALTER TABLE "app"."event_subscribers"
  ADD COLUMN "wanted_function" text;

CREATE OR REPLACE FUNCTION app.clinic_is_open (
  p_tenant_id uuid,
  p_at        timestamp with time zone
)
  RETURNS boolean
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_settings public.conversation_autoreply_settings := app.autoreply_settings_of(p_tenant_id);
begin
  if v_settings.mode = 'custom' then
    v_settings.mode := 'agenda';
  end if;
  return coalesce((app.stretch_at(app.autoreply_hours(v_settings, p_at), p_at) ->> 'open')::boolean, false);
end;
$function$;

CREATE OR REPLACE FUNCTION app.close_workflow_step (
  p_run  public.workflow_runs,
  p_step public.workflow_steps,
  p_plan jsonb,
  p_did  jsonb,
  p_now  timestamp with time zone
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_state text := p_did ->> 'state';
begin
  update public.workflow_steps s set
    state = v_state, branch = case when p_plan #> array['branches', p_did ->> 'branch'] is not null then p_did ->> 'branch' end,
    result = coalesce(jsonb_strip_nulls(p_did -> 'result'), '{}'), error = case when v_state = 'failed' then p_did #>> '{result,code}' end,
    message_id = (p_did ->> 'message_id')::uuid, run_at = coalesce((p_did ->> 'until')::timestamptz, s.run_at),
    finished_at = case when v_state in ('done', 'skipped', 'failed') then p_now end
  where s.tenant_id = p_run.tenant_id and s.id = p_step.id;
  if v_state = 'waiting' then
    perform app.enqueue_at(p_run.tenant_id, 'workflow_step', jsonb_build_object('id', p_step.id), (p_did ->> 'until')::timestamptz);
  elsif v_state = 'failed' then
    perform app.end_workflow_run(p_run, 'failed', p_did #>> '{result,code}', p_now);
  elsif v_state in ('done', 'skipped') then
    perform app.enter_workflow_step(p_run, case when p_plan -> 'branches' = '{}' then p_plan ->> 'next'
      else p_plan #>> array['branches', p_did ->> 'branch'] end, p_now);
  end if;
  perform app.tell_workflow_run(p_run);
end;
$function$;

CREATE OR REPLACE FUNCTION app.complete_workflow_call (
  p_tenant_id uuid,
  p_id        uuid,
  p_status    integer,
  p_error     text,
  p_now       timestamp with time zone DEFAULT clock_timestamp()
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_run public.workflow_runs;
  v_step public.workflow_steps;
begin
  select r.* into v_run from public.workflow_runs r
  where r.tenant_id = p_tenant_id and r.id = (select s.run_id from public.workflow_steps s where s.tenant_id = p_tenant_id and s.id = p_id) for update;
  select * into v_step from public.workflow_steps s where s.tenant_id = p_tenant_id and s.id = p_id;
  if v_step.state is distinct from 'queued' or v_run.ended_at is not null then
    return false;
  end if;
  perform app.close_workflow_step(v_run, v_step, (
      select v.plan #> array['steps', v_step.step_id] from public.workflow_versions v
      where v.tenant_id = p_tenant_id and v.workflow_id = v_run.workflow_id and v.version = v_run.version),
    jsonb_build_object('state', case when p_error is null then 'done' else 'failed' end,
      'result', jsonb_build_object('status', p_status, 'code', p_error)), p_now);
  return true;
end;
$function$;

CREATE OR REPLACE FUNCTION app.do_workflow_step (
  p_run        public.workflow_runs,
  p_step       public.workflow_steps,
  p_plan       jsonb,
  p_definition jsonb,
  p_now        timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  o jsonb := p_plan -> 'options';
  v_zone text := app.clinic_zone(p_run.tenant_id);
  v_occurrence jsonb := p_run.occurrence || jsonb_build_object('patient_id', p_run.patient_id, 'thread_id', p_run.thread_id, 'session_id', p_run.session_id);
  v_thread public.conversation_threads;
  v_message public.conversation_messages;
  v_text text;
  v_until timestamptz;
  v_user uuid;
  v_created jsonb;
  v_holds boolean;
begin
  if p_step.kind = 'wait' then
    -- the second time it is over
    if p_step.state = 'waiting' then
      return jsonb_build_object('state', 'done', 'result', p_step.result);
    end if;
    v_until := app.workflow_wait_until(o, p_now, v_zone);
    return jsonb_build_object('state', 'waiting', 'until', v_until, 'result', jsonb_build_object('until', v_until));
  elsif p_step.kind = 'condition' then
    v_holds := app.workflow_condition(p_run.tenant_id, o, v_occurrence, (
      select s.result ->> 'answer' from public.workflow_steps s
      where s.tenant_id = p_run.tenant_id and s.run_id = p_run.id and s.kind = 'wait_for_answer' and s.branch = 'answered' order by s.position desc limit 1), p_now);
    return jsonb_build_object('state', 'done', 'branch', case when v_holds then 'yes' else 'no' end);
  elsif p_step.kind = 'send_message' then
    v_until := app.polite_moment(p_now, v_zone);
    if v_until > p_now and not coalesce((o ->> 'any_hour')::boolean, false) then
      return jsonb_build_object('state', 'waiting', 'until', v_until, 'result', jsonb_build_object('until', v_until));
    end if;
  end if;
  if (select k.needs_conversation from app.workflow_step_kinds k where k.kind = p_step.kind) then
    -- a message is locked before its conversation
    if p_step.kind = 'send_message' then
      perform app.lock_send(p_run.tenant_id, p_step.id);
    end if;
    v_thread := app.workflow_thread(p_run);
    if v_thread.id is null then
      return '{"state": "skipped", "branch": "not_answered", "result": {"code": "no_conversation"}}';
    end if;
    v_occurrence := v_occurrence || jsonb_build_object('thread_id', v_thread.id);
  end if;
  v_text := app.render_template(coalesce(o ->> 'body', o ->> 'title', o ->> 'text'), app.workflow_values(p_run.tenant_id, v_occurrence));
  case p_step.kind
    when 'send_message' then
      v_created := app.create_automation_message(p_run.tenant_id, v_thread.thread_key, p_step.id, v_text,
        'workflow_' || (p_definition #>> '{settings,purpose}'), nullif(o -> 'template', 'null'));
      if v_created ? 'skipped' then
        -- what the clinic can put right is tried again from here
        return jsonb_build_object('state', case when v_created ->> 'skipped' in ('not_enough_credits', 'no_active_channel', 'channel_disconnected',
          'template_not_found', 'template_not_approved') then 'failed' else 'skipped' end,
          'result', jsonb_build_object('text', v_text, 'code', v_created ->> 'skipped'));
      end if;
      return jsonb_build_object('state', 'done', 'send', v_created, 'message_id', v_created #>> '{message,id}',
        'result', jsonb_build_object('text', v_text, 'message_id', v_created #>> '{message,id}'));
    when 'wait_for_answer' then
      if p_step.state <> 'waiting' then
        v_until := p_now + make_interval(mins => (o ->> 'minutes')::integer);
        return jsonb_build_object('state', 'waiting', 'until', v_until, 'result', jsonb_build_object('until', v_until));
      end if;
      -- an answer whose job comes later than the deadline is an answer
      select m.* into v_message from public.conversation_messages m
      where m.tenant_id = p_run.tenant_id and m.thread_id = v_thread.id and m.direction = 'inbound' and m.kind <> 'system'
        and m.occurred_at >= date_trunc('second', p_step.entered_at) and m.occurred_at < p_step.run_at
      order by m.occurred_at, m.id limit 1;
      if found then
        return jsonb_build_object('state', 'done', 'branch', 'answered',
          'result', jsonb_build_object('answer', left(v_message.body, 500), 'message_id', v_message.id));
      end if;
      return '{"state": "done", "branch": "not_answered"}';
    when 'add_task' then
      v_user := coalesce((o ->> 'assignee_id')::uuid, (select t.assigned_to from public.conversation_threads t
        where t.tenant_id = p_run.tenant_id and t.id = p_run.thread_id));
      insert into public.tasks (tenant_id, id, title, due_on, assignee_id, patient_id, thread_id, run_id)
      values (p_run.tenant_id, p_step.id, app.normalize_name(left(v_text, 300)), (p_now at time zone v_zone)::date + coalesce((o ->> 'due_in_days')::integer, 0),
        v_user, p_run.patient_id, p_run.thread_id, p_run.id);
      perform app.broadcast(p_run.tenant_id, 'task', jsonb_build_object('id', p_step.id));
      return jsonb_build_object('state', 'done', 'result', jsonb_build_object('text', v_text, 'task_id', p_step.id));
    when 'notify' then
      v_user := (o ->> 'user_id')::uuid;
      if p_run.thread_id is not null then
        select * into v_thread from public.conversation_threads t where t.tenant_id = p_run.tenant_id and t.id = p_run.thread_id for update;
        perform app.notify(v_thread, 'workflow', array(select m.user_id from public.tenant_members m
          where m.tenant_id = p_run.tenant_id and m.user_id = v_user and m.status = 'active'), null, null, v_text);
      else
        perform app.notify_of_patient(p_run.tenant_id, p_run.patient_id, 'workflow_patient', array[v_user], v_text);
      end if;
      return jsonb_build_object('state', 'done', 'result', jsonb_build_object('text', v_text));
    when 'assign' then
      v_user := (o ->> 'user_id')::uuid;
      if not exists (select from public.tenant_members m where m.tenant_id = p_run.tenant_id and m.user_id = v_user and m.status = 'active') then
        raise sqlstate 'PT404' using message = 'member_not_found';
      end if;
      perform app.assign_thread(v_thread, v_user);
      return '{"state": "done"}';
    when 'tag', 'untag' then
      return jsonb_build_object('state', 'done', 'result', jsonb_build_object('code', app.workflow_tag(v_thread, (o ->> 'tag_id')::uuid, p_step.kind = 'tag')));
    when 'move' then
      update public.conversation_threads t set
        status = case o ->> 'column' when 'finished' then 'finished' else 'open' end,
        board_column = case when o ->> 'column' = 'finished' then t.board_column else o ->> 'column' end, status_reason = null,
        snoozed_until = case when o ->> 'column' = 'finished' then null else t.snoozed_until end,
        snoozed_at = case when o ->> 'column' = 'finished' then null else t.snoozed_at end, updated_at = clock_timestamp()
      where t.tenant_id = p_run.tenant_id and t.id = v_thread.id returning * into v_thread;
      perform app.publish_thread(v_thread);
      return '{"state": "done"}';
    when 'webhook' then
      return jsonb_build_object('state', 'queued', 'call', jsonb_build_object('url', o ->> 'url',
        'secret', (select w.secret from app.workflow_secrets w where w.tenant_id = p_run.tenant_id and w.workflow_id = p_run.workflow_id),
        'body', jsonb_build_object('id', p_step.id, 'run_id', p_run.id, 'workflow_id', p_run.workflow_id, 'trigger', p_run.occurrence ->> 'kind',
          'event_key', p_run.event_key, 'at', p_run.occurrence ->> 'at', 'patient_id', p_run.patient_id, 'thread_id', p_run.thread_id,
          'session_id', p_run.session_id, 'note', o ->> 'note')));
  end case;
end;
$function$;

CREATE OR REPLACE FUNCTION app.end_workflow_run (
  p_run    public.workflow_runs,
  p_state  text,
  p_reason text,
  p_now    timestamp with time zone
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  update public.workflow_runs r set state = p_state, reason = p_reason, ended_at = p_now
  where r.tenant_id = p_run.tenant_id and r.id = p_run.id;
  if p_state = 'stopped' then
    update public.workflow_steps s set state = 'stopped', finished_at = p_now
    where s.tenant_id = p_run.tenant_id and s.run_id = p_run.id and s.state in ('queued', 'waiting');
  end if;
  perform app.tell_workflow_run(p_run);
end;
$function$;

CREATE OR REPLACE FUNCTION app.enter_workflow_step (
  p_run     public.workflow_runs,
  p_step_id text,
  p_now     timestamp with time zone,
  p_at      timestamp with time zone DEFAULT NULL::timestamp WITH time zone
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_kind text;
  v_no integer;
  v_id uuid;
begin
  if p_step_id is null then
    perform app.end_workflow_run(p_run, 'done', null, p_now);
    return;
  end if;
  select v.plan #>> array['steps', p_step_id, 'kind'] into v_kind from public.workflow_versions v
  where v.tenant_id = p_run.tenant_id and v.workflow_id = p_run.workflow_id and v.version = p_run.version;
  update public.workflow_runs r set step_no = r.step_no + 1
  where r.tenant_id = p_run.tenant_id and r.id = p_run.id returning step_no into v_no;
  insert into public.workflow_steps (tenant_id, run_id, position, step_id, kind, entered_at, run_at)
  values (p_run.tenant_id, p_run.id, v_no, p_step_id, v_kind, p_now, coalesce(p_at, p_now)) returning id into v_id;
  perform app.enqueue_at(p_run.tenant_id, 'workflow_step', jsonb_build_object('id', v_id), coalesce(p_at, p_now));
end;
$function$;

CREATE OR REPLACE FUNCTION app.give_up_workflow_step (
  p_job app.jobs
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.complete_workflow_call(p_job.tenant_id, (p_job.payload ->> 'id')::uuid, null, coalesce(left(p_job.last_error, 60), 'unknown'));
end;
$function$;

CREATE OR REPLACE FUNCTION app.holds_words (
  p_text  text,
  p_words text
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select position(' ' || app.normalize_text(p_words) || ' ' in ' ' || regexp_replace(app.normalize_text(coalesce(p_text, '')), '[^a-z0-9]+', ' ', 'g') || ' ') > 0;
$function$;

CREATE OR REPLACE FUNCTION app.publish_event (
  p_tenant_id uuid,
  p_event     text,
  p_payload   jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_listener record;
  v_is_wanted boolean;
begin
  for v_listener in select s.job_kind, s.wanted_function from app.event_subscribers s where s.event = p_event order by s.job_kind loop
    v_is_wanted := true;
    if v_listener.wanted_function is not null then
      execute format('select %s($1, $2, $3)', v_listener.wanted_function) into v_is_wanted using p_tenant_id, p_event, p_payload;
    end if;
    if v_is_wanted then
      insert into app.jobs (tenant_id, kind, payload)
      values (p_tenant_id, v_listener.job_kind, jsonb_strip_nulls(jsonb_build_object('event', p_event, 'at', now(),
        'caused_by', nullif(current_setting('app.caused_by', true), '')::jsonb)) || p_payload);
    end if;
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.react_to_message (
  p_message     public.conversation_messages,
  p_is_opt_word boolean
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  -- workflows hear of every message, whatever else it answers
  perform app.tell_workflows_of_message(p_message);
  -- what answers a reminder asks for no other answer
  if not p_is_opt_word and app.answer_reminder(p_message) then
    return;
  end if;
  -- each effect is a job of its own, so that a crash from here on changes nothing of it
  if not p_is_opt_word and p_message.kind <> 'system' and exists (
    select from public.conversation_autoreply_settings s where s.tenant_id = p_message.tenant_id and s.is_on) then
    insert into app.jobs (tenant_id, kind, payload, dedupe_key)
    values (p_message.tenant_id, 'auto_reply', jsonb_build_object('id', p_message.id, 'message_id', p_message.id), 'auto_reply:' || p_message.id)
    on conflict do nothing;
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_workflow (
  p_tenant_id uuid,
  p_id        uuid,
  p_locks     boolean DEFAULT false
)
  RETURNS public.workflows
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.workflows;
begin
  if p_locks then
    select * into v_row from public.workflows w where w.tenant_id = p_tenant_id and w.id = p_id for update;
  else
    select * into v_row from public.workflows w where w.tenant_id = p_tenant_id and w.id = p_id;
  end if;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'workflow_not_found';
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_workflow_run (
  p_tenant_id uuid,
  p_id        uuid,
  p_locks     boolean DEFAULT false
)
  RETURNS public.workflow_runs
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.workflow_runs;
begin
  if p_locks then
    select * into v_row from public.workflow_runs r where r.tenant_id = p_tenant_id and r.id = p_id for update;
  else
    select * into v_row from public.workflow_runs r where r.tenant_id = p_tenant_id and r.id = p_id;
  end if;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'workflow_run_not_found';
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_workflow_tree (
  p_definition jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  if jsonb_typeof(p_definition) is distinct from 'object' or length(p_definition::text) > 200000
    or jsonb_typeof(p_definition -> 'steps') is distinct from 'array'
    or jsonb_typeof(coalesce(p_definition -> 'trigger', '{}')) not in ('object', 'null')
    or exists (
      select from app.workflow_nodes(p_definition) n
      where jsonb_typeof(n.step) <> 'object' or jsonb_typeof(coalesce(n.step -> 'branches', '{}')) <> 'object'
        or jsonb_typeof(coalesce(n.step -> 'options', '{}')) <> 'object'
        or exists (select from jsonb_each(coalesce(n.step -> 'branches', '{}')) b where jsonb_typeof(b.value) <> 'array'))
  then
    raise sqlstate 'PT400' using message = 'invalid_workflow';
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.run_workflow_step (
  p_tenant_id uuid,
  p_id        uuid,
  p_now       timestamp with time zone DEFAULT clock_timestamp()
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_run public.workflow_runs;
  v_step public.workflow_steps;
  v_version public.workflow_versions;
  v_plan jsonb;
  v_did jsonb;
begin
  select r.* into v_run from public.workflow_runs r
  where r.tenant_id = p_tenant_id and r.id = (select s.run_id from public.workflow_steps s where s.tenant_id = p_tenant_id and s.id = p_id) for update;
  select * into v_step from public.workflow_steps s where s.tenant_id = p_tenant_id and s.id = p_id;
  -- who comes again, or too early, finds nothing to do
  if v_run.state is distinct from 'running' or v_step.state not in ('queued', 'waiting') or v_step.run_at > p_now then
    return '{}';
  end if;
  select * into v_version from public.workflow_versions v
  where v.tenant_id = p_tenant_id and v.workflow_id = v_run.workflow_id and v.version = v_run.version;
  v_plan := v_version.plan #> array['steps', v_step.step_id];
  update public.workflow_steps s set attempts = s.attempts + 1 where s.tenant_id = p_tenant_id and s.id = p_id;
  -- what listens to what this step does knows where it comes from
  perform set_config('app.caused_by', to_jsonb(v_run.chain)::text, true);
  begin
    v_did := app.do_workflow_step(v_run, v_step, v_plan, v_version.definition, p_now);
  exception when sqlstate 'PT409' or sqlstate 'PT404' or sqlstate 'PT400' then
    v_did := jsonb_build_object('state', 'failed', 'result', jsonb_build_object('code', sqlerrm));
  end;
  perform set_config('app.caused_by', '', true);
  if v_did ? 'call' then
    return jsonb_build_object('call', v_did -> 'call');
  end if;
  select * into v_run from public.workflow_runs r where r.tenant_id = p_tenant_id and r.id = v_run.id;
  perform app.close_workflow_step(v_run, v_step, v_plan, v_did, p_now);
  return case when v_did ? 'send' then jsonb_build_object('send', v_did -> 'send') else '{}' end;
end;
$function$;

CREATE OR REPLACE FUNCTION app.start_workflow (
  p_workflow   public.workflows,
  p_occurrence jsonb,
  p_chain      uuid[],
  p_now        timestamp with time zone
)
  RETURNS uuid
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_version public.workflow_versions;
  v_run public.workflow_runs;
  v_reason text;
  v_patient uuid := (p_occurrence ->> 'patient_id')::uuid;
  v_thread uuid := (p_occurrence ->> 'thread_id')::uuid;
  v_at timestamptz;
begin
  -- two events about one person are counted one after the other
  perform pg_advisory_xact_lock(hashtextextended(p_workflow.id::text || coalesce(v_patient, v_thread), 7));
  select * into v_version from public.workflow_versions v
  where v.tenant_id = p_workflow.tenant_id and v.workflow_id = p_workflow.id and v.version = p_workflow.version;
  v_reason := case
    when p_workflow.id = any (p_chain) then 'loop'
    when exists (select from public.patients p where p.tenant_id = p_workflow.tenant_id and p.id = v_patient and p.archived_at is not null) then 'person_archived'
    when (select count(*) from public.workflow_runs r
      where r.tenant_id = p_workflow.tenant_id and r.workflow_id = p_workflow.id and r.state <> 'skipped' and r.started_at > p_now - interval '1 day'
        and (r.patient_id = v_patient or v_patient is null and r.thread_id = v_thread)) >= (v_version.definition #>> '{settings,max_per_day}')::integer
      then 'too_many_today' end;
  insert into public.workflow_runs (tenant_id, workflow_id, version, event_key, occurrence, chain, patient_id, thread_id, session_id, state, reason, started_at, ended_at)
  values (p_workflow.tenant_id, p_workflow.id, p_workflow.version, p_occurrence ->> 'key', p_occurrence, p_chain || p_workflow.id, v_patient, v_thread,
    (p_occurrence ->> 'session_id')::uuid, case when v_reason is null then 'running' else 'skipped' end, v_reason, p_now, case when v_reason is not null then p_now end)
  on conflict on constraint an_event_starts_a_workflow_once do nothing
  returning * into v_run;
  if v_run.id is null then
    return null;
  end if;
  if v_reason is null then
    v_at := case when p_occurrence ->> 'kind' = 'birthday' then greatest(p_now, app.local_moment(
      (p_now at time zone app.clinic_zone(p_workflow.tenant_id))::date + make_time(coalesce((v_version.definition #>> '{trigger,options,hour}')::integer, 9), 0, 0),
      app.clinic_zone(p_workflow.tenant_id))) end;
    perform app.enter_workflow_step(v_run, v_version.plan ->> 'first', p_now, v_at);
  end if;
  perform app.tell_workflow_run(v_run);
  return v_run.id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.start_workflows (
  p_tenant_id uuid,
  p_event     jsonb,
  p_now       timestamp with time zone DEFAULT clock_timestamp()
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_key text;
  v_occurrence jsonb;
  v_workflow public.workflows;
  v_run public.workflow_runs;
  v_step public.workflow_steps;
  v_message public.conversation_messages;
  v_started integer := 0;
begin
  foreach v_key in array app.workflow_event_keys(p_event) loop
    v_occurrence := app.workflow_occurrence(p_tenant_id, v_key);
    continue when v_occurrence is null;
    for v_workflow in
      select * from public.workflows w
      where w.tenant_id = p_tenant_id and w.status = 'published' and w.trigger_kind = v_occurrence ->> 'kind' order by w.id for share
    loop
      if app.workflow_matches(p_tenant_id, (
          select v.definition -> 'trigger' from public.workflow_versions v
          where v.tenant_id = p_tenant_id and v.workflow_id = v_workflow.id and v.version = v_workflow.version), v_occurrence)
        and app.start_workflow(v_workflow, v_occurrence,
          array(select c.id::uuid from jsonb_array_elements_text(coalesce(p_event -> 'caused_by', '[]')) c (id)), p_now) is not null
      then
        v_started := v_started + 1;
      end if;
    end loop;
    if v_occurrence ->> 'kind' = 'message.received' then
      select * into v_message from public.conversation_messages m
      where m.tenant_id = p_tenant_id and m.id = (v_occurrence ->> 'message_id')::uuid;
      for v_run in
        select * from public.workflow_runs r
        where r.tenant_id = p_tenant_id and r.thread_id = v_message.thread_id and r.ended_at is null order by r.id for update
      loop
        select * into v_step from public.workflow_steps s
        where s.tenant_id = p_tenant_id and s.run_id = v_run.id and s.state = 'waiting' and s.kind = 'wait_for_answer'
          -- providers count in seconds
          and v_message.occurred_at >= date_trunc('second', s.entered_at) and v_message.occurred_at < s.run_at;
        if found then
          perform app.workflow_answer(v_run, v_step, v_message, p_now);
        end if;
      end loop;
    end if;
  end loop;
  return v_started;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tell_birthdays (
  p_now timestamp with time zone DEFAULT clock_timestamp()
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_tenant record;
  v_patient uuid;
  v_told integer := 0;
begin
  for v_tenant in
    select distinct w.tenant_id, (p_now at time zone app.clinic_zone(w.tenant_id))::date as today
    from public.workflows w where w.status = 'published' and w.trigger_kind = 'birthday' order by 1
  loop
    for v_patient in
      select p.id from public.patients p
      where p.tenant_id = v_tenant.tenant_id and p.archived_at is null
        -- who was born on the 29th of February has it on the 28th of other years
        and (to_char(p.birth_date, 'MMDD') = to_char(v_tenant.today, 'MMDD')
          or to_char(p.birth_date, 'MMDD') = '0229' and to_char(v_tenant.today, 'MMDD') = '0228' and to_char(v_tenant.today + 1, 'MMDD') = '0301')
    loop
      perform app.publish_event(v_tenant.tenant_id, 'patient.birthday',
        jsonb_build_object('patient_id', v_patient, 'year', extract(year from v_tenant.today)::integer));
      v_told := v_told + 1;
    end loop;
  end loop;
  return v_told;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tell_workflow (
  p_row public.workflows
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.broadcast(p_row.tenant_id, 'workflow', jsonb_build_object('id', p_row.id));
  return app.workflow_payload(p_row, true);
end;
$function$;

CREATE OR REPLACE FUNCTION app.tell_workflow_run (
  p_run public.workflow_runs
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select app.broadcast(p_run.tenant_id, 'workflow_run', jsonb_build_object('id', p_run.id, 'workflow_id', p_run.workflow_id));
$function$;

CREATE OR REPLACE FUNCTION app.tell_workflows_of_message (
  p_message public.conversation_messages
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select app.publish_event(p_message.tenant_id, 'message.received', jsonb_build_object('message_id', p_message.id, 'thread_id', p_message.thread_id))
  where p_message.kind <> 'system' and p_message.occurred_at > now() - interval '2 hours'
    and exists (select from public.conversation_threads t
      where t.tenant_id = p_message.tenant_id and t.id = p_message.thread_id and t.blocked_at is null and not t.is_group);
$function$;

CREATE OR REPLACE FUNCTION app.tg_conversation_addresses__move_workflows()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  update public.workflow_runs r set thread_id = new.thread_id where r.tenant_id = old.tenant_id and r.thread_id = old.thread_id;
  update public.tasks k set thread_id = new.thread_id where k.tenant_id = old.tenant_id and k.thread_id = old.thread_id;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_conversation_thread_tags__publish()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.publish_event(new.tenant_id, 'conversation.tagged', jsonb_build_object('thread_id', new.thread_id, 'tag_id', new.tag_id,
    'tagged_at', (extract(epoch from clock_timestamp()) * 1000)::bigint));
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_intake_submissions__publish()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.publish_event(new.tenant_id, 'intake.submitted', jsonb_build_object('submission_id', new.id));
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.workflow_answer (
  p_run     public.workflow_runs,
  p_step    public.workflow_steps,
  p_message public.conversation_messages,
  p_now     timestamp with time zone
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  update public.workflow_steps s set state = 'done', branch = 'answered', finished_at = p_now,
    result = jsonb_build_object('answer', left(p_message.body, 500), 'message_id', p_message.id)
  where s.tenant_id = p_run.tenant_id and s.id = p_step.id;
  perform app.enter_workflow_step(p_run, (
    select v.plan #>> array['steps', p_step.step_id, 'branches', 'answered'] from public.workflow_versions v
    where v.tenant_id = p_run.tenant_id and v.workflow_id = p_run.workflow_id and v.version = p_run.version), p_now);
  perform app.tell_workflow_run(p_run);
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

CREATE OR REPLACE FUNCTION app.workflow_event_keys (
  p_event jsonb
)
  RETURNS text[]
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select case p_event ->> 'event'
    when 'patient.created' then array['patient.created:' || (p_event ->> 'patient_id')]
    when 'patient.birthday' then array['birthday:' || (p_event ->> 'patient_id') || ':' || (p_event ->> 'year')]
    when 'message.received' then array['message.received:' || (p_event ->> 'message_id')]
    when 'conversation.tagged' then array['conversation.tagged:' || (p_event ->> 'thread_id') || ':' || (p_event ->> 'tag_id') || ':' || (p_event ->> 'tagged_at')]
    when 'intake.submitted' then array['intake.submitted:' || (p_event ->> 'submission_id')]
    when 'session.status' then array(
      select 'session.' || (a.x ->> 'status') || ':' || (p_event ->> 'session_id') || ':' || (a.x ->> 'patient_id')
      from jsonb_array_elements(p_event #> '{after,patients}') a (x)
      where a.x ->> 'status' in ('missed', 'attended') and not coalesce(p_event #> '{before,patients}', '[]') @> jsonb_build_array(a.x))
    else '{}' end;
$function$;

CREATE OR REPLACE FUNCTION app.workflow_matches (
  p_tenant_id  uuid,
  p_trigger    jsonb,
  p_occurrence jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  o jsonb := coalesce(p_trigger -> 'options', '{}');
  v_message public.conversation_messages;
begin
  if p_trigger ->> 'kind' <> p_occurrence ->> 'kind' then
    return false;
  end if;
  case p_trigger ->> 'kind'
    when 'message.received' then
      select * into v_message from public.conversation_messages m
      where m.tenant_id = p_tenant_id and m.id = (p_occurrence ->> 'message_id')::uuid;
      return (coalesce(jsonb_array_length(nullif(o -> 'words', 'null')), 0) = 0
          or exists (select from jsonb_array_elements_text(o -> 'words') w (word) where app.holds_words(v_message.body, w.word)))
        and (not coalesce((o ->> 'first_only')::boolean, false) or not exists (
          select from public.conversation_messages e
          where e.tenant_id = p_tenant_id and e.thread_id = v_message.thread_id
            and (e.occurred_at, e.id) < (v_message.occurred_at, v_message.id)))
        and (not coalesce((o ->> 'outside_hours')::boolean, false) or not app.clinic_is_open(p_tenant_id, v_message.occurred_at));
    when 'conversation.tagged' then
      return o ->> 'tag_id' is null or o ->> 'tag_id' = p_occurrence ->> 'tag_id';
    when 'session.attended' then
      return not coalesce((o ->> 'first_only')::boolean, false) or not exists (
        select from public.session_patients sp
        join public.sessions s on s.tenant_id = p_tenant_id and s.id = sp.session_id
        where sp.tenant_id = p_tenant_id and sp.patient_id = (p_occurrence ->> 'patient_id')::uuid and sp.status = 'attended'
          and s.ends_at < (p_occurrence ->> 'at')::timestamptz);
    else
      return true;
  end case;
end;
$function$;

CREATE OR REPLACE FUNCTION app.workflow_nodes (
  p_definition jsonb
)
  RETURNS TABLE (
    step  jsonb,
    depth integer
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  with recursive nodes as (
    select s.x as step, 1 as depth
    from jsonb_array_elements(case when jsonb_typeof(p_definition -> 'steps') = 'array' then p_definition -> 'steps' else '[]' end) s (x)
    union all
    select c.x, n.depth + 1
    from nodes n
    cross join jsonb_each(case when jsonb_typeof(n.step -> 'branches') = 'object' then n.step -> 'branches' else '{}' end) b
    cross join jsonb_array_elements(case when jsonb_typeof(b.value) = 'array' then b.value else '[]' end) c (x)
    where n.depth < 20
  )
  select n.step, n.depth from nodes n;
$function$;

CREATE OR REPLACE FUNCTION app.workflow_occurrence (
  p_tenant_id uuid,
  p_key       text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_parts text[] := string_to_array(p_key, ':');
  v_at timestamptz;
  v_patient uuid;
  v_thread uuid;
  v_session uuid;
  v_message uuid;
  v_tag uuid;
begin
  case v_parts[1]
    when 'patient.created' then
      select p.created_at, p.id into v_at, v_patient from public.patients p where p.tenant_id = p_tenant_id and p.id = v_parts[2]::uuid;
    when 'birthday' then
      select (make_date(v_parts[3]::integer, 1, 1) + (p.birth_date - date_trunc('year', p.birth_date)::date))::timestamp at time zone app.clinic_zone(p_tenant_id), p.id
      into v_at, v_patient from public.patients p where p.tenant_id = p_tenant_id and p.id = v_parts[2]::uuid and p.birth_date is not null;
    when 'message.received' then
      select m.occurred_at, m.thread_id, m.id into v_at, v_thread, v_message from public.conversation_messages m
      where m.tenant_id = p_tenant_id and m.id = v_parts[2]::uuid and m.direction = 'inbound';
    when 'conversation.tagged' then
      select to_timestamp(v_parts[4]::numeric / 1000), t.id, g.id into v_at, v_thread, v_tag
      from public.conversation_threads t
      join public.conversation_tags g on g.tenant_id = p_tenant_id and g.id = v_parts[3]::uuid
      where t.tenant_id = p_tenant_id and t.id = v_parts[2]::uuid;
    when 'intake.submitted' then
      select s.submitted_at, coalesce(s.patient_id, i.patient_id), i.thread_id into v_at, v_patient, v_thread
      from public.intake_submissions s
      join public.intake_invites i on i.tenant_id = p_tenant_id and i.id = s.invite_id
      where s.tenant_id = p_tenant_id and s.id = v_parts[2]::uuid;
    when 'session.missed', 'session.attended' then
      select s.ends_at, sp.patient_id, s.id into v_at, v_patient, v_session
      from public.sessions s
      join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = s.id and sp.patient_id = v_parts[3]::uuid
      where s.tenant_id = p_tenant_id and s.id = v_parts[2]::uuid and 'session.' || sp.status = v_parts[1];
    else null;
  end case;
  if v_at is null then
    return null;
  end if;
  if v_patient is null then
    -- a number of several is nobody's in particular
    select case when count(*) = 1 then (array_agg(p))[1] end into v_patient from app.patients_of_thread(p_tenant_id, v_thread) p;
  end if;
  return jsonb_build_object('kind', v_parts[1], 'key', p_key, 'at', v_at, 'patient_id', v_patient, 'thread_id', v_thread,
    'session_id', v_session, 'message_id', v_message, 'tag_id', v_tag);
exception when invalid_text_representation or datetime_field_overflow or null_value_not_allowed then
  return null;
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

CREATE OR REPLACE FUNCTION app.workflow_payload (
  p_row          public.workflows,
  p_shows_secret boolean
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('id', p_row.id, 'name', p_row.name, 'status', p_row.status, 'draft', p_row.draft, 'draft_version', p_row.draft_version,
    'version', p_row.version, 'has_changes', p_row.draft is distinct from (
      select v.definition from public.workflow_versions v
      where v.tenant_id = p_row.tenant_id and v.workflow_id = p_row.id and v.version = p_row.version),
    'secret', case when p_shows_secret then (select s.secret from app.workflow_secrets s where s.tenant_id = p_row.tenant_id and s.workflow_id = p_row.id) end,
    'problems', app.workflow_problems(p_row.tenant_id, p_row.draft),
    'versions', (
      select coalesce(jsonb_agg(jsonb_build_object('version', v.version, 'published_at', v.published_at,
        'published_by_name', pr.full_name, 'definition', v.definition) order by v.version desc), '[]')
      from public.workflow_versions v left join public.profiles pr on pr.id = v.published_by
      where v.tenant_id = p_row.tenant_id and v.workflow_id = p_row.id));
$function$;

CREATE OR REPLACE FUNCTION app.workflow_plan (
  p_definition jsonb
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('first', p_definition #>> '{steps,0,id}', 'steps', app.workflow_plan_steps(p_definition -> 'steps', null));
$function$;

CREATE OR REPLACE FUNCTION app.workflow_plan_steps (
  p_steps jsonb,
  p_next  text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_plan jsonb := '{}';
  v_next text := p_next;
  v_step jsonb;
  v_branches jsonb;
  v_name text;
begin
  -- from the last to the first: each knows what follows
  for v_step in
    select s.x from jsonb_array_elements(p_steps) with ordinality s (x, n) order by s.n desc
  loop
    v_branches := '{}';
    foreach v_name in array (select k.branches from app.workflow_step_kinds k where k.kind = v_step ->> 'kind') loop
      v_branches := v_branches || jsonb_build_object(v_name, coalesce(v_step #>> array['branches', v_name, '0', 'id'], v_next));
      v_plan := v_plan || app.workflow_plan_steps(coalesce(v_step #> array['branches', v_name], '[]'), v_next);
    end loop;
    v_plan := v_plan || jsonb_build_object(v_step ->> 'id', jsonb_build_object('kind', v_step ->> 'kind',
      'options', coalesce(v_step -> 'options', '{}'), 'next', v_next, 'branches', v_branches));
    v_next := v_step ->> 'id';
  end loop;
  return v_plan;
end;
$function$;

CREATE OR REPLACE FUNCTION app.workflow_problems (
  p_tenant_id  uuid,
  p_definition jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_trigger text := p_definition #>> '{trigger,kind}';
  v_problems jsonb;
begin
  with problems (step_id, field, code, place) as (
    select null::text, 'trigger', case when v_trigger is null then 'missing_trigger' else 'unknown_trigger' end, 0
    where not exists (select from app.workflow_triggers t where t.kind = v_trigger)
    union all
    select null, 'steps', 'no_steps', 0 where not exists (select from app.workflow_nodes(p_definition))
    union all
    select null, 'steps', 'too_many_steps', 0 where (select count(*) from app.workflow_nodes(p_definition)) > 60
    union all
    select null, 'purpose', 'invalid_option', 0
    where not coalesce(p_definition #>> '{settings,purpose}', '') = any ('{service,reminders,marketing}')
    union all
    select null, 'max_per_day', 'invalid_option', 0
    where coalesce(p_definition #>> '{settings,max_per_day}', '') !~ '^([1-9]|1[0-9]|20)$'
    union all
    select null, o.key, app.workflow_option_problem(p_tenant_id, o.value, p_definition #> array['trigger', 'options', o.key], '{}'), 0
    from app.workflow_triggers t cross join jsonb_each(t.options) o where t.kind = v_trigger
    union all
    select n.step ->> 'id', 'id', case when n.depth > 5 then 'too_deep' else 'duplicate_id' end, 1
    from app.workflow_nodes(p_definition) n
    where n.depth > 5 or coalesce(n.step ->> 'id', '') !~ '^[a-z0-9_]{1,40}$'
      or (select count(*) from app.workflow_nodes(p_definition) o where o.step ->> 'id' = n.step ->> 'id') > 1
    union all
    select n.step ->> 'id', 'kind', 'unknown_step', 1 from app.workflow_nodes(p_definition) n
    where not exists (select from app.workflow_step_kinds k where k.kind = n.step ->> 'kind')
    union all
    select n.step ->> 'id', b.key, 'unknown_branch', 1
    from app.workflow_nodes(p_definition) n
    join app.workflow_step_kinds k on k.kind = n.step ->> 'kind'
    cross join jsonb_each(coalesce(n.step -> 'branches', '{}')) b where not b.key = any (k.branches)
    union all
    select n.step ->> 'id', o.key, app.workflow_option_problem(p_tenant_id, o.value, n.step #> array['options', o.key], n.step -> 'options'), 2
    from app.workflow_nodes(p_definition) n
    join app.workflow_step_kinds k on k.kind = n.step ->> 'kind' cross join jsonb_each(k.options) o
  )
  select coalesce(jsonb_agg(jsonb_build_object('step_id', p.step_id, 'field', p.field, 'code', p.code) order by p.place, p.step_id, p.field), '[]')
  into v_problems from problems p where p.code is not null;
  return v_problems;
end;
$function$;

CREATE OR REPLACE FUNCTION app.workflow_run_payload (
  p_run        public.workflow_runs,
  p_shows_cost boolean
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('id', p_run.id, 'workflow_id', p_run.workflow_id, 'workflow_name', w.name, 'version', p_run.version,
    'state', case when p_run.state = 'running' and s.state = 'waiting' then 'waiting' else p_run.state end, 'reason', p_run.reason,
    'title', coalesce(p.name, t.contact_name, t.phone), 'patient_id', p_run.patient_id, 'thread_key', t.thread_key,
    'step_id', s.step_id, 'step_kind', s.kind, 'next_at', case when p_run.ended_at is null then s.run_at end,
    'credits', case when p_shows_cost then (
      select coalesce(sum(c.debt_change - c.amount), 0) from public.workflow_steps x
      join public.whatsapp_credits_transactions c on c.tenant_id = p_run.tenant_id and c.conversation_message_id = x.message_id
      where x.tenant_id = p_run.tenant_id and x.run_id = p_run.id and x.message_id is not null) end,
    'started_at', p_run.started_at, 'ended_at', p_run.ended_at)
  from public.workflows w
  left join public.patients p on p.tenant_id = p_run.tenant_id and p.id = p_run.patient_id
  left join public.conversation_threads t on t.tenant_id = p_run.tenant_id and t.id = p_run.thread_id
  left join public.workflow_steps s on s.tenant_id = p_run.tenant_id and s.run_id = p_run.id and s.position = p_run.step_no
  where w.tenant_id = p_run.tenant_id and w.id = p_run.workflow_id;
$function$;

CREATE OR REPLACE FUNCTION app.workflow_tag (
  p_thread public.conversation_threads,
  p_tag_id uuid,
  p_on     boolean
)
  RETURNS text
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.conversation_threads;
  v_tag public.conversation_tags := app.require_tag(p_thread.tenant_id, p_tag_id);
begin
  if p_on = (p_tag_id = any (p_thread.tag_ids)) then
    return 'unchanged';
  elsif p_on and v_tag.archived_at is not null then
    raise sqlstate 'PT409' using message = 'tag_archived';
  elsif p_on and cardinality(p_thread.tag_ids) >= 20 then
    raise sqlstate 'PT409' using message = 'too_many_tags', detail = '20';
  elsif p_on then
    insert into public.conversation_thread_tags (tenant_id, thread_id, tag_id) values (p_thread.tenant_id, p_thread.id, p_tag_id);
  else
    delete from public.conversation_thread_tags u where u.tenant_id = p_thread.tenant_id and u.thread_id = p_thread.id and u.tag_id = p_tag_id;
  end if;
  update public.conversation_threads t set
    tag_ids = case when p_on then t.tag_ids || p_tag_id else array_remove(t.tag_ids, p_tag_id) end, updated_at = clock_timestamp()
  where t.tenant_id = p_thread.tenant_id and t.id = p_thread.id returning * into v_row;
  perform app.note_event(v_row, case when p_on then 'tagged' else 'untagged' end, clock_timestamp(), p_name => v_tag.name);
  perform app.publish_thread(v_row);
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.workflow_thread (
  p_run public.workflow_runs
)
  RETURNS public.conversation_threads
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_key text;
  v_thread public.conversation_threads;
begin
  if p_run.thread_id is not null then
    select t.thread_key into v_key from public.conversation_threads t where t.tenant_id = p_run.tenant_id and t.id = p_run.thread_id;
  elsif p_run.patient_id is not null then
    v_key := app.thread_to_tell(p_run.tenant_id, p_run.patient_id);
  end if;
  v_thread := app.lock_thread_of_key(p_run.tenant_id, v_key);
  if v_thread.id is not null and p_run.thread_id is distinct from v_thread.id then
    update public.workflow_runs r set thread_id = v_thread.id where r.tenant_id = p_run.tenant_id and r.id = p_run.id;
  end if;
  return v_thread;
end;
$function$;

CREATE OR REPLACE FUNCTION app.workflow_values (
  p_tenant_id  uuid,
  p_occurrence jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_name text;
  v_session record;
begin
  v_name := coalesce(
    (select p.name from public.patients p where p.tenant_id = p_tenant_id and p.id = (p_occurrence ->> 'patient_id')::uuid),
    (select coalesce(t.contact_name, t.phone) from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = (p_occurrence ->> 'thread_id')::uuid));
  select s.starts_at, h.name into v_session from public.sessions s
  join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = s.therapist_id
  where s.tenant_id = p_tenant_id and s.id = (p_occurrence ->> 'session_id')::uuid;
  return jsonb_build_object('nome', coalesce(split_part(v_name, ' ', 1), ''), 'nome_completo', coalesce(v_name, ''),
    'clinica', (select t.name from public.tenants t where t.id = p_tenant_id),
    'sessao', coalesce(app.moment_in_words(v_session.starts_at, v_zone), ''), 'terapeuta', coalesce(v_session.name, ''),
    'mensagem', coalesce((select left(m.body, 300) from public.conversation_messages m
      where m.tenant_id = p_tenant_id and m.id = (p_occurrence ->> 'message_id')::uuid), ''));
end;
$function$;

CREATE OR REPLACE FUNCTION app.workflow_variables()
  RETURNS text[]
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select array['nome', 'nome_completo', 'clinica', 'sessao', 'terapeuta', 'mensagem'];
$function$;

CREATE OR REPLACE FUNCTION app.workflow_wait_until (
  p_options jsonb,
  p_now     timestamp with time zone,
  p_zone    text
)
  RETURNS timestamp WITH time zone
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select case when p_options ->> 'hour' is null then w.at
    when app.local_moment(w.day + make_time((p_options ->> 'hour')::integer, 0, 0), p_zone) >= w.at
      then app.local_moment(w.day + make_time((p_options ->> 'hour')::integer, 0, 0), p_zone)
    else app.local_moment(w.day + 1 + make_time((p_options ->> 'hour')::integer, 0, 0), p_zone) end
  from (
    select n.at, (n.at at time zone p_zone)::date as day
    from (select app.local_moment((p_now at time zone p_zone) + make_interval(days => coalesce((p_options ->> 'days')::integer, 0)), p_zone)
      + make_interval(mins => coalesce((p_options ->> 'minutes')::integer, 0)) as at) n) w;
$function$;

CREATE OR REPLACE FUNCTION app.workflows_want (
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
      select from public.workflows w
      where w.tenant_id = p_tenant_id and w.status = 'published'
        and w.trigger_kind = any (array(select t.kind from app.workflow_triggers t where t.event = p_event)))
    or p_event = 'message.received' and exists (
      select from public.workflow_runs r
      join public.workflow_steps s on s.tenant_id = p_tenant_id and s.run_id = r.id and s.state = 'waiting' and s.kind = 'wait_for_answer'
      where r.tenant_id = p_tenant_id and r.thread_id = (p_payload ->> 'thread_id')::uuid and r.ended_at is null);
end;
$function$;

CREATE OR REPLACE FUNCTION public.change_workflow_run (
  p_tenant_id uuid,
  p_id        uuid,
  p_act       text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_run public.workflow_runs;
  v_step public.workflow_steps;
begin
  perform app.require_leader(p_tenant_id);
  v_run := app.require_workflow_run(p_tenant_id, p_id, true);
  if not coalesce(case p_act when 'pause' then v_run.state = 'running' when 'resume' then v_run.state = 'paused'
    when 'stop' then v_run.ended_at is null when 'retry' then v_run.state = 'failed' end, false)
  then
    raise sqlstate 'PT409' using message = 'workflow_run_state', detail = v_run.state;
  end if;
  if p_act = 'stop' then
    perform app.end_workflow_run(v_run, 'stopped', 'stopped_by_person', clock_timestamp());
    return public.get_workflow_run(p_tenant_id, p_id);
  end if;
  update public.workflow_runs r set state = case p_act when 'pause' then 'paused' else 'running' end, reason = null, ended_at = null
  where r.tenant_id = p_tenant_id and r.id = p_id;
  if p_act <> 'pause' then
    update public.workflow_steps s set state = case when s.state = 'failed' then 'queued' else s.state end, error = null, finished_at = null,
      run_at = case when s.state = 'failed' then clock_timestamp() else s.run_at end
    where s.tenant_id = p_tenant_id and s.run_id = p_id and s.position = v_run.step_no returning * into v_step;
    perform app.enqueue_at(p_tenant_id, 'workflow_step', jsonb_build_object('id', v_step.id), greatest(v_step.run_at, clock_timestamp()));
  end if;
  perform app.tell_workflow_run(v_run);
  return public.get_workflow_run(p_tenant_id, p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."change_workflow_run"(uuid, uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.check_workflow (
  p_tenant_id  uuid,
  p_definition jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  perform app.require_workflow_tree(p_definition);
  return app.workflow_problems(p_tenant_id, p_definition);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."check_workflow"(uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.delete_workflow (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_leader(p_tenant_id);
  perform app.require_workflow(p_tenant_id, p_id, true);
  if exists (select from public.workflow_runs r where r.tenant_id = p_tenant_id and r.workflow_id = p_id) then
    raise sqlstate 'PT409' using message = 'workflow_has_runs';
  end if;
  delete from public.workflows w where w.tenant_id = p_tenant_id and w.id = p_id;
  perform app.broadcast(p_tenant_id, 'workflow', jsonb_build_object('id', p_id));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."delete_workflow"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.finish_task (
  p_tenant_id uuid,
  p_id        uuid,
  p_done      boolean DEFAULT true
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.tasks;
begin
  perform app.require_member(p_tenant_id);
  update public.tasks k set done_at = case when coalesce(p_done, true) then coalesce(k.done_at, now()) end,
    done_by = case when coalesce(p_done, true) then coalesce(k.done_by, auth.uid()) end
  where k.tenant_id = p_tenant_id and k.id = p_id returning * into v_row;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'task_not_found';
  end if;
  perform app.broadcast(p_tenant_id, 'task', jsonb_build_object('id', p_id));
  return jsonb_build_object('id', p_id, 'done_at', v_row.done_at);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."finish_task"(uuid, uuid, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_workflow (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id);
begin
  return app.workflow_payload(app.require_workflow(p_tenant_id, p_id), v_role in ('owner', 'admin', 'supervisor'));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_workflow"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_workflow_kit (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return jsonb_build_object(
    'triggers', (select jsonb_agg(jsonb_build_object('key', t.kind, 'subject', t.subject,
      'options', array(select k from jsonb_object_keys(t.options) k order by k)) order by t.position) from app.workflow_triggers t),
    'steps', (select jsonb_agg(jsonb_build_object('key', s.kind, 'branches', s.branches, 'needs_conversation', s.needs_conversation, 'costs', s.costs,
      'options', array(select k from jsonb_object_keys(s.options) k order by k)) order by s.position) from app.workflow_step_kinds s),
    'recipes', (select jsonb_agg(jsonb_build_object('key', r.key, 'name', r.name, 'definition', r.definition) order by r.position) from app.workflow_recipes r),
    'variables', app.workflow_variables(),
    'fields', (select jsonb_agg(jsonb_build_object('key', f.field, 'ops', f.ops, 'value', f.value) order by f.position) from app.workflow_fields f));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_workflow_kit"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_workflow_run (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id);
  v_shows_cost boolean := v_role in ('owner', 'admin', 'supervisor');
  v_run public.workflow_runs := app.require_workflow_run(p_tenant_id, p_id);
begin
  return app.workflow_run_payload(v_run, v_shows_cost) || (
    select jsonb_build_object('definition', v.definition, 'trigger_kind', v.definition #>> '{trigger,kind}') from public.workflow_versions v
    where v.tenant_id = p_tenant_id and v.workflow_id = v_run.workflow_id and v.version = v_run.version)
    || jsonb_build_object('steps', (
      select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'step_id', s.step_id, 'kind', s.kind, 'state', s.state, 'branch', s.branch, 'result', s.result,
        'error', s.error, 'attempts', s.attempts, 'run_at', s.run_at, 'finished_at', s.finished_at, 'credits', case when v_shows_cost then (
          select coalesce(sum(c.debt_change - c.amount), 0) from public.whatsapp_credits_transactions c
          where c.tenant_id = p_tenant_id and c.conversation_message_id = s.message_id) end) order by s.position), '[]')
      from public.workflow_steps s where s.tenant_id = p_tenant_id and s.run_id = p_id));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_workflow_run"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_tasks (
  p_tenant_id uuid,
  p_scope     text    DEFAULT 'mine'::text,
  p_limit     integer DEFAULT 50
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
    select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'title', k.title, 'due_on', k.due_on, 'is_late', k.due_on < app.clinic_today(p_tenant_id),
      'assignee_id', k.assignee_id, 'assignee_name', pr.full_name, 'patient_id', k.patient_id, 'patient_name', p.name, 'thread_key', t.thread_key,
      'done_at', k.done_at, 'workflow_name', w.name) order by k.due_on, k.id), '[]')
    from (
      select * from public.tasks o
      where o.tenant_id = p_tenant_id and o.done_at is null
        and (o.assignee_id = auth.uid() or o.assignee_id is null and v_role <> 'therapist' or p_scope = 'all' and v_role <> 'therapist')
      order by o.due_on, o.id limit least(greatest(coalesce(p_limit, 50), 1), 200)) k
    left join public.profiles pr on pr.id = k.assignee_id
    left join public.patients p on p.tenant_id = p_tenant_id and p.id = k.patient_id
    left join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = k.thread_id
    left join public.workflow_runs r on r.tenant_id = p_tenant_id and r.id = k.run_id
    left join public.workflows w on w.tenant_id = p_tenant_id and w.id = r.workflow_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_tasks"(uuid, text, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_workflow_events (
  p_tenant_id    uuid,
  p_trigger_kind text,
  p_days         integer DEFAULT 7,
  p_limit        integer DEFAULT 20
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_since timestamptz := now() - make_interval(days => least(greatest(coalesce(p_days, 7), 1), 60));
  v_limit integer := least(greatest(coalesce(p_limit, 20), 1), 100);
  v_zone text := app.clinic_zone(p_tenant_id);
  v_keys text[];
begin
  perform app.require_leader(p_tenant_id);
  v_keys := case p_trigger_kind
    when 'patient.created' then array(select 'patient.created:' || p.id from public.patients p
      where p.tenant_id = p_tenant_id and p.archived_at is null and p.created_at > v_since order by p.created_at desc limit v_limit)
    when 'birthday' then array(select 'birthday:' || p.id || ':' || extract(year from d.day)::integer
      from generate_series(0, least(greatest(coalesce(p_days, 7), 1), 60)) g
      cross join lateral (select (now() at time zone v_zone)::date - g as day) d
      join public.patients p on p.tenant_id = p_tenant_id and p.archived_at is null and to_char(p.birth_date, 'MMDD') = to_char(d.day, 'MMDD')
      order by d.day desc, p.id limit v_limit)
    when 'message.received' then array(select 'message.received:' || m.id from public.conversation_threads t
      join public.conversation_messages m on m.tenant_id = p_tenant_id and m.thread_id = t.id
      where t.tenant_id = p_tenant_id and t.last_message_at > v_since and not t.is_group and m.direction = 'inbound' and m.kind <> 'system'
        and m.occurred_at > v_since
      order by m.occurred_at desc limit v_limit)
    when 'conversation.tagged' then array(select 'conversation.tagged:' || u.thread_id || ':' || u.tag_id || ':' || (extract(epoch from u.created_at) * 1000)::bigint
      from public.conversation_thread_tags u
      where u.tenant_id = p_tenant_id and u.created_at > v_since order by u.created_at desc limit v_limit)
    when 'intake.submitted' then array(select 'intake.submitted:' || s.id from public.intake_submissions s
      where s.tenant_id = p_tenant_id and s.submitted_at > v_since order by s.submitted_at desc limit v_limit)
    when 'session.missed' then array(select 'session.missed:' || s.id || ':' || sp.patient_id from public.sessions s
      join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = s.id and sp.status = 'missed'
      where s.tenant_id = p_tenant_id and s.starts_at between v_since and now() order by s.starts_at desc, sp.patient_id limit v_limit)
    when 'session.attended' then array(select 'session.attended:' || s.id || ':' || sp.patient_id from public.sessions s
      join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = s.id and sp.status = 'attended'
      where s.tenant_id = p_tenant_id and s.starts_at between v_since and now() order by s.starts_at desc, sp.patient_id limit v_limit)
    else '{}' end;
  return (
    select coalesce(jsonb_agg(jsonb_build_object('event_key', k.key, 'at', o.x ->> 'at', 'title', v.x ->> 'nome_completo',
      'detail', coalesce(nullif(v.x ->> 'mensagem', ''), nullif(v.x ->> 'sessao', ''), g.name), 'patient_id', o.x ->> 'patient_id', 'thread_key', t.thread_key) order by k.n), '[]')
    from unnest(v_keys) with ordinality k (key, n)
    cross join lateral (select app.workflow_occurrence(p_tenant_id, k.key) as x) o
    cross join lateral (select app.workflow_values(p_tenant_id, o.x) as x) v
    left join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = (o.x ->> 'thread_id')::uuid
    left join public.conversation_tags g on g.tenant_id = p_tenant_id and g.id = (o.x ->> 'tag_id')::uuid
    where o.x is not null);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_workflow_events"(uuid, text, integer, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_workflow_runs (
  p_tenant_id   uuid,
  p_workflow_id uuid                     DEFAULT NULL::uuid,
  p_state       text                     DEFAULT NULL::text,
  p_limit       integer                  DEFAULT 50,
  p_before      timestamp with time zone DEFAULT NULL::timestamp WITH time zone
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
    select coalesce(jsonb_agg(app.workflow_run_payload(f.run, v_role in ('owner', 'admin', 'supervisor')) order by (f.run).started_at desc, (f.run).id desc), '[]')
    from (
      select r as run from public.workflow_runs r
      where r.tenant_id = p_tenant_id and (p_workflow_id is null or r.workflow_id = p_workflow_id)
        and (p_before is null or r.started_at < p_before)
        and (p_state is null or case p_state when 'inside' then r.ended_at is null else r.state = p_state end)
      order by r.started_at desc, r.id desc limit least(greatest(coalesce(p_limit, 50), 1), 200)) f);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_workflow_runs"(uuid, uuid, text, integer, timestamp WITH time zone) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_workflows (
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
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'name', w.name, 'status', w.status,
      'trigger_kind', coalesce(w.trigger_kind, w.draft #>> '{trigger,kind}'), 'step_count', (select count(*) from app.workflow_nodes(w.draft)),
      'version', w.version, 'has_changes', w.draft is distinct from v.definition, 'published_at', v.published_at, 'published_by_name', pr.full_name,
      'inside', r.inside, 'runs_30d', r.runs, 'failed_30d', r.failed,
      'credits_30d', case when v_role in ('owner', 'admin', 'supervisor') then c.credits end, 'updated_at', w.updated_at)
      order by w.status = 'stopped', w.name, w.id), '[]')
    from public.workflows w
    left join public.workflow_versions v on v.tenant_id = p_tenant_id and v.workflow_id = w.id and v.version = w.version
    left join public.profiles pr on pr.id = v.published_by
    cross join lateral (
      select count(*) filter (where x.ended_at is null) as inside,
        count(*) filter (where x.started_at > now() - interval '30 days' and x.state <> 'skipped') as runs,
        count(*) filter (where x.started_at > now() - interval '30 days' and x.state = 'failed') as failed
      from public.workflow_runs x where x.tenant_id = p_tenant_id and x.workflow_id = w.id) r
    cross join lateral (
      select coalesce(sum(t.debt_change - t.amount), 0) as credits
      from public.workflow_runs x
      join public.workflow_steps s on s.tenant_id = p_tenant_id and s.run_id = x.id and s.message_id is not null
      join public.whatsapp_credits_transactions t on t.tenant_id = p_tenant_id and t.conversation_message_id = s.message_id
      where x.tenant_id = p_tenant_id and x.workflow_id = w.id and x.started_at > now() - interval '30 days') c
    where w.tenant_id = p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_workflows"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.preview_workflow (
  p_tenant_id  uuid,
  p_definition jsonb,
  p_event_key  text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_zone text;
  v_occurrence jsonb;
  v_values jsonb;
  v_plan jsonb;
  v_id text;
  v_step jsonb;
  o jsonb;
  v_now timestamptz;
  v_branch text;
  v_text text;
  v_note text;
  v_steps jsonb := '[]';
begin
  perform app.require_leader(p_tenant_id);
  perform app.require_workflow_tree(p_definition);
  if app.workflow_problems(p_tenant_id, p_definition) <> '[]' then
    raise sqlstate 'PT409' using message = 'workflow_has_problems', detail = app.workflow_problems(p_tenant_id, p_definition)::text;
  end if;
  v_occurrence := app.workflow_occurrence(p_tenant_id, p_event_key);
  if v_occurrence is null then
    raise sqlstate 'PT404' using message = 'workflow_event_not_found';
  end if;
  if not app.workflow_matches(p_tenant_id, p_definition -> 'trigger', v_occurrence) then
    return jsonb_build_object('starts', false, 'reason', 'does_not_match', 'ends', 'end', 'steps', v_steps);
  end if;
  v_zone := app.clinic_zone(p_tenant_id);
  if v_occurrence ->> 'thread_id' is null then
    v_occurrence := v_occurrence || jsonb_build_object('thread_id', (
      select t.id from app.threads_of_patient(p_tenant_id, (v_occurrence ->> 'patient_id')::uuid) x (id)
      join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = x.id order by t.last_message_at desc, t.id limit 1));
  end if;
  v_values := app.workflow_values(p_tenant_id, v_occurrence);
  v_plan := app.workflow_plan(p_definition);
  v_now := (v_occurrence ->> 'at')::timestamptz;
  if v_occurrence ->> 'kind' = 'birthday' then
    v_now := app.local_moment((v_now at time zone v_zone)::date + make_time(coalesce((p_definition #>> '{trigger,options,hour}')::integer, 9), 0, 0), v_zone);
  end if;
  v_id := v_plan ->> 'first';
  while v_id is not null loop
    v_step := v_plan #> array['steps', v_id];
    o := v_step -> 'options';
    v_branch := null;
    v_note := null;
    v_text := app.render_template(coalesce(o ->> 'body', o ->> 'title', o ->> 'text'), v_values);
    case v_step ->> 'kind'
      when 'wait' then v_now := app.workflow_wait_until(o, v_now, v_zone);
      when 'condition' then v_branch := case when app.workflow_condition(p_tenant_id, o, v_occurrence, null, v_now) then 'yes' else 'no' end;
      when 'wait_for_answer' then
        v_branch := 'not_answered';
        v_now := v_now + make_interval(mins => (o ->> 'minutes')::integer);
      when 'send_message' then
        if not coalesce((o ->> 'any_hour')::boolean, false) then
          v_now := app.polite_moment(v_now, v_zone);
        end if;
        v_note := case
          when v_occurrence ->> 'thread_id' is null then 'no_conversation'
          when app.opted_out_of(p_tenant_id, (v_occurrence ->> 'thread_id')::uuid, p_definition #>> '{settings,purpose}') then 'opted_out' end;
      else null;
    end case;
    v_steps := v_steps || jsonb_build_object('step_id', v_id, 'kind', v_step ->> 'kind', 'at', v_now, 'text', v_text, 'branch', v_branch, 'note', v_note);
    v_id := case when v_step -> 'branches' = '{}' then v_step ->> 'next' else v_step #>> array['branches', v_branch] end;
  end loop;
  return jsonb_build_object('starts', true, 'reason', null, 'ends', 'end', 'steps', v_steps);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."preview_workflow"(uuid, jsonb, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.publish_workflow (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.workflows;
  v_problems jsonb;
begin
  perform app.require_leader(p_tenant_id);
  v_row := app.require_workflow(p_tenant_id, p_id, true);
  v_problems := app.workflow_problems(p_tenant_id, v_row.draft);
  if v_problems <> '[]' then
    raise sqlstate 'PT409' using message = 'workflow_has_problems', detail = v_problems::text;
  end if;
  if v_row.version is null or v_row.draft is distinct from (
    select v.definition from public.workflow_versions v
    where v.tenant_id = p_tenant_id and v.workflow_id = p_id and v.version = v_row.version)
  then
    v_row.version := coalesce(v_row.version, 0) + 1;
    insert into public.workflow_versions (tenant_id, workflow_id, version, definition, plan, published_by)
    values (p_tenant_id, p_id, v_row.version, v_row.draft, app.workflow_plan(v_row.draft), auth.uid());
  end if;
  update public.workflows w set status = 'published', version = v_row.version, trigger_kind = v_row.draft #>> '{trigger,kind}', updated_at = now()
  where w.tenant_id = p_tenant_id and w.id = p_id returning * into v_row;
  return app.tell_workflow(v_row);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."publish_workflow"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.run_workflow_on_event (
  p_tenant_id uuid,
  p_id        uuid,
  p_event_key text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.workflows;
  v_occurrence jsonb;
  v_id uuid;
begin
  perform app.require_leader(p_tenant_id);
  v_row := app.require_workflow(p_tenant_id, p_id, true);
  if v_row.status <> 'published' then
    raise sqlstate 'PT409' using message = 'workflow_not_published';
  end if;
  v_occurrence := app.workflow_occurrence(p_tenant_id, p_event_key);
  if v_occurrence is null or v_occurrence ->> 'kind' <> v_row.trigger_kind then
    raise sqlstate 'PT404' using message = 'workflow_event_not_found';
  end if;
  v_id := app.start_workflow(v_row, v_occurrence, '{}', clock_timestamp());
  return jsonb_build_object('duplicate', v_id is null, 'run_id', coalesce(v_id, (
    select r.id from public.workflow_runs r where r.tenant_id = p_tenant_id and r.workflow_id = p_id and r.event_key = p_event_key)));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."run_workflow_on_event"(uuid, uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_workflow (
  p_tenant_id     uuid,
  p_id            uuid,
  p_name          text,
  p_definition    jsonb,
  p_draft_version integer DEFAULT NULL::integer
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_name text := app.normalize_name(p_name);
  v_row public.workflows;
begin
  perform app.require_leader(p_tenant_id);
  if v_name is null or char_length(v_name) not between 2 and 80 then
    raise sqlstate 'PT400' using message = 'invalid_name';
  end if;
  perform app.require_workflow_tree(p_definition);
  if p_id is null then
    insert into public.workflows (tenant_id, name, draft, created_by) values (p_tenant_id, v_name, p_definition, auth.uid()) returning * into v_row;
    insert into app.workflow_secrets (tenant_id, workflow_id) values (p_tenant_id, v_row.id);
  else
    v_row := app.require_workflow(p_tenant_id, p_id, true);
    if p_draft_version is not null and p_draft_version <> v_row.draft_version then
      raise sqlstate 'PT409' using message = 'workflow_changed';
    end if;
    update public.workflows w set name = v_name, draft = p_definition, draft_version = w.draft_version + 1, updated_at = now()
    where w.tenant_id = p_tenant_id and w.id = p_id returning * into v_row;
  end if;
  return app.tell_workflow(v_row);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_workflow"(uuid, uuid, text, jsonb, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.stop_workflow (
  p_tenant_id  uuid,
  p_id         uuid,
  p_stops_runs boolean DEFAULT false
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.workflows;
  v_run public.workflow_runs;
begin
  perform app.require_leader(p_tenant_id);
  v_row := app.require_workflow(p_tenant_id, p_id, true);
  if v_row.status = 'draft' then
    raise sqlstate 'PT409' using message = 'workflow_not_published';
  end if;
  update public.workflows w set status = 'stopped', updated_at = now() where w.tenant_id = p_tenant_id and w.id = p_id returning * into v_row;
  if p_stops_runs then
    for v_run in
      select * from public.workflow_runs r where r.tenant_id = p_tenant_id and r.workflow_id = p_id and r.ended_at is null order by r.id for update
    loop
      perform app.end_workflow_run(v_run, 'stopped', 'workflow_stopped', clock_timestamp());
    end loop;
  end if;
  return app.tell_workflow(v_row);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."stop_workflow"(uuid, uuid, boolean) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "app"."event_subscribers"
  ADD CONSTRAINT "wanted_function_is_of_app" CHECK ((wanted_function ~ '^app\.[a-z_]+$'::text));

ALTER TABLE "public"."tasks"
  ADD CONSTRAINT "tasks_done_by_fkey" FOREIGN KEY (done_by) REFERENCES public.profiles(id) ON DELETE SET NULL;

ALTER TABLE "public"."tasks"
  ADD CONSTRAINT "tasks_tenant_id_assignee_id_fkey" FOREIGN KEY (tenant_id, assignee_id) REFERENCES public.tenant_members(tenant_id, user_id) ON DELETE CASCADE;

ALTER TABLE "public"."tasks"
  ADD CONSTRAINT "tasks_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."tasks"
  ADD CONSTRAINT "tasks_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."tasks"
  ADD CONSTRAINT "tasks_tenant_id_thread_id_fkey" FOREIGN KEY (tenant_id, thread_id) REFERENCES public.conversation_threads(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."tasks"
  ADD CONSTRAINT "tasks_tenant_id_run_id_fkey" FOREIGN KEY (tenant_id, run_id) REFERENCES public.workflow_runs(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."workflow_runs"
  ADD CONSTRAINT "workflow_runs_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."workflow_runs"
  ADD CONSTRAINT "workflow_runs_tenant_id_session_id_fkey" FOREIGN KEY (tenant_id, session_id) REFERENCES public.sessions(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."workflow_runs"
  ADD CONSTRAINT "workflow_runs_tenant_id_thread_id_fkey" FOREIGN KEY (tenant_id, thread_id) REFERENCES public.conversation_threads(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."workflow_steps"
  ADD CONSTRAINT "workflow_steps_tenant_id_run_id_fkey" FOREIGN KEY (tenant_id, run_id) REFERENCES public.workflow_runs(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."workflow_runs"
  ADD CONSTRAINT "workflow_runs_tenant_id_workflow_id_version_fkey" FOREIGN KEY (tenant_id, workflow_id, VERSION)
    REFERENCES public.workflow_versions(tenant_id, workflow_id, VERSION) ON DELETE CASCADE;

ALTER TABLE "public"."workflows"
  ADD CONSTRAINT "workflows_created_by_fkey" FOREIGN KEY (created_by) REFERENCES public.profiles(id) ON DELETE SET NULL;

ALTER TABLE "app"."workflow_secrets"
  ADD CONSTRAINT "workflow_secrets_tenant_id_workflow_id_fkey" FOREIGN KEY (tenant_id, workflow_id) REFERENCES public.workflows(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."workflow_versions"
  ADD CONSTRAINT "workflow_versions_tenant_id_workflow_id_fkey" FOREIGN KEY (tenant_id, workflow_id) REFERENCES public.workflows(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."workflows"
  ADD CONSTRAINT "workflows_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

CREATE INDEX tasks_assignee ON public.tasks USING btree (tenant_id, assignee_id)
  WHERE (assignee_id IS NOT NULL);

CREATE INDEX tasks_done_by ON public.tasks USING btree (done_by);

CREATE INDEX tasks_open ON public.tasks USING btree (tenant_id, due_on, id)
  WHERE (done_at IS NULL);

CREATE INDEX tasks_patient ON public.tasks USING btree (tenant_id, patient_id)
  WHERE (patient_id IS NOT NULL);

CREATE INDEX tasks_run ON public.tasks USING btree (tenant_id, run_id)
  WHERE (run_id IS NOT NULL);

CREATE INDEX tasks_thread ON public.tasks USING btree (tenant_id, thread_id)
  WHERE (thread_id IS NOT NULL);

CREATE INDEX workflow_runs_latest ON public.workflow_runs USING btree (tenant_id, started_at DESC, id DESC);

CREATE INDEX workflow_runs_newest ON public.workflow_runs USING btree (tenant_id, workflow_id, started_at DESC, id DESC);

CREATE INDEX workflow_runs_patient ON public.workflow_runs USING btree (tenant_id, patient_id)
  WHERE (patient_id IS NOT NULL);

CREATE INDEX workflow_runs_session ON public.workflow_runs USING btree (tenant_id, session_id)
  WHERE (session_id IS NOT NULL);

CREATE INDEX workflow_runs_thread ON public.workflow_runs USING btree (tenant_id, thread_id)
  WHERE (thread_id IS NOT NULL);

CREATE INDEX workflow_runs_version ON public.workflow_runs USING btree (tenant_id, workflow_id, VERSION);

CREATE INDEX workflows_created_by ON public.workflows USING btree (created_by);

CREATE INDEX workflows_trigger ON public.workflows USING btree (tenant_id, trigger_kind)
  WHERE (status = 'published'::text);

CREATE TRIGGER conversation_addresses_move_workflows
  AFTER UPDATE OF thread_id ON public.conversation_addresses
  FOR EACH ROW
  WHEN ((old.thread_id <> new.thread_id))
  EXECUTE FUNCTION app.tg_conversation_addresses__move_workflows();

CREATE TRIGGER conversation_thread_tags_publish
  AFTER INSERT ON public.conversation_thread_tags
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_conversation_thread_tags__publish();

CREATE TRIGGER intake_submissions_publish
  AFTER INSERT ON public.intake_submissions
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_intake_submissions__publish();

CREATE TRIGGER workflow_versions_stay
  BEFORE UPDATE ON public.workflow_versions
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__append_only();

CREATE POLICY "select_nobody" ON "app"."workflow_fields"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."workflow_recipes"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."workflow_secrets"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."workflow_step_kinds"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."workflow_triggers"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_members" ON "public"."tasks"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."workflow_runs"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."workflow_steps"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."workflow_versions"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."workflows"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

COMMENT ON COLUMN "app"."event_subscribers"."wanted_function" IS 'Asked before a job is made: (tenant uuid, event text, payload jsonb) returns boolean. NULL: always wanted.';

COMMENT ON COLUMN "app"."workflow_step_kinds"."branches" IS 'Names of the ways out; none: the next step follows.';

COMMENT ON COLUMN "app"."workflow_step_kinds"."options" IS 'Option → {type: text, texts, number, boolean, member, tag, url, template, object or one of; max, min, required, variables, values}.';

COMMENT ON COLUMN "public"."tasks"."assignee_id" IS 'NULL: whoever has the time.';

COMMENT ON COLUMN "public"."workflow_runs"."chain" IS 'The workflows that brought its event about, and its own: none of them starts from what it does.';

COMMENT ON COLUMN "public"."workflow_runs"."event_key" IS 'What started it: the same event starts a workflow once, however often it is told.';

COMMENT ON COLUMN "public"."workflow_runs"."step_no" IS 'How many steps it has entered.';

COMMENT ON COLUMN "public"."workflow_steps"."message_id" IS 'Not a foreign key: what it cost is found when the message is erased.';

COMMENT ON COLUMN "public"."workflow_versions"."plan" IS '{first, steps: {id: {kind, options, next, branches: {name: id}}}}: the tree of the definition as the engine walks it; null is the end.';

COMMENT ON COLUMN "public"."workflow_versions"."published_by" IS 'Not a foreign key: a version stays what it is.';

COMMENT ON COLUMN "public"."workflows"."draft" IS '{trigger: {kind, options}, settings: {purpose, max_per_day}, steps: [{id, kind, options, branches: {name: steps}}]}: a tree; after a branch the step after its parent follows.';

COMMENT ON COLUMN "public"."workflows"."trigger_kind" IS 'Of the published version.';

COMMENT ON FUNCTION "app"."clinic_is_open"(uuid, timestamp with time zone) IS 'Whether the clinic works at a moment, by the hours that its automatic answer goes by.';

COMMENT ON FUNCTION "app"."close_workflow_step"(public.workflow_runs, public.workflow_steps, jsonb, jsonb, timestamp with time zone) IS 'Notes what became of a step, and enters the next.';

COMMENT ON FUNCTION "app"."complete_workflow_call"(uuid, uuid, integer, text, timestamp with time zone) IS 'Caller: workers. What a server outside answered: its status, or the code of what went wrong. False when the step was over.';

COMMENT ON FUNCTION "app"."do_workflow_step"(public.workflow_runs, public.workflow_steps, jsonb, jsonb, timestamp with time zone) IS 'Does a step of a run, both held by the caller: {state, branch, until, result, message_id, send: as create_automation_message, call: {url, secret, body}}.';

COMMENT ON FUNCTION "app"."end_workflow_run"(public.workflow_runs, text, text, timestamp with time zone) IS 'Ends a run, which the caller holds.';

COMMENT ON FUNCTION "app"."enter_workflow_step"(public.workflow_runs, text, timestamp with time zone, timestamp with time zone) IS 'The next step of a run, which the caller holds, with its job; no step ends the run.';

COMMENT ON FUNCTION "app"."give_up_workflow_step"(app.jobs) IS 'Nobody works on the job of a step any more: its run failed there.';

COMMENT ON FUNCTION "app"."holds_words"(text, text) IS 'Whether a text has these words, whole and in this order; case and accents do not count.';

COMMENT ON FUNCTION "app"."publish_event"(uuid, text, jsonb) IS 'Event <domain>.<verb>, told to the kinds of job in app.event_subscribers that want it; their payload is {event, at, caused_by: the setting app.caused_by of whoever acts by itself} and p_payload.';

COMMENT ON FUNCTION "app"."require_workflow"(uuid, uuid, boolean) IS 'Errors: PT404 workflow_not_found.';

COMMENT ON FUNCTION "app"."require_workflow_run"(uuid, uuid, boolean) IS 'Errors: PT404 workflow_run_not_found.';

COMMENT ON FUNCTION "app"."require_workflow_tree"(jsonb) IS 'Errors: PT400 invalid_workflow.';

COMMENT ON FUNCTION "app"."run_workflow_step"(uuid, uuid, timestamp with time zone) IS 'Caller: workers. Does a step that is due, once: with its effect it notes the result and enters the next step. Answers {send: as create_automation_message} or {call: {url, secret, body}}, which complete_workflow_call ends; {} when nothing is to be done outside.';

COMMENT ON FUNCTION "app"."start_workflow"(public.workflows, jsonb, uuid[], timestamp with time zone) IS 'Starts a published workflow with something that happened, or notes why not; NULL when it started with it before.';

COMMENT ON FUNCTION "app"."start_workflows"(uuid, jsonb, timestamp with time zone) IS 'Caller: workers. An event of app.event_subscribers: starts the workflows that it triggers, once each, and answers the runs that wait for it. How many started.';

COMMENT ON FUNCTION "app"."tell_birthdays"(timestamp with time zone) IS 'Caller: process-jobs, every morning. Tells workflows whose birthday it is; told again, a workflow starts no second time.';

COMMENT ON FUNCTION "app"."tell_workflows_of_message"(public.conversation_messages) IS 'A message of a person, for workflows: not of a group, of whoever is blocked, or of long ago.';

COMMENT ON FUNCTION "app"."workflow_answer"(public.workflow_runs, public.workflow_steps, public.conversation_messages, timestamp with time zone) IS 'Somebody answered what a run, which the caller holds, waits for.';

COMMENT ON FUNCTION "app"."workflow_condition"(uuid, jsonb, jsonb, text, timestamp with time zone) IS 'Whether a condition of a workflow holds now.';

COMMENT ON FUNCTION "app"."workflow_event_keys"(jsonb) IS 'The keys of what an event tells: one for each person of it.';

COMMENT ON FUNCTION "app"."workflow_matches"(uuid, jsonb, jsonb) IS 'Whether what happened is what a trigger asks for.';

COMMENT ON FUNCTION "app"."workflow_nodes"(jsonb) IS 'Every step of a definition, with how deep it stands.';

COMMENT ON FUNCTION "app"."workflow_occurrence"(uuid, text) IS 'What a key stands for, as the rows of the clinic say now: {kind, key, at, patient_id, thread_id, session_id, message_id, tag_id}; NULL when it is not so.';

COMMENT ON FUNCTION "app"."workflow_option_problem"(uuid, jsonb, jsonb, jsonb) IS 'What is wrong with the value of an option, as a code.';

COMMENT ON FUNCTION "app"."workflow_payload"(public.workflows, boolean) IS 'A workflow as the editor shows it.';

COMMENT ON FUNCTION "app"."workflow_plan"(jsonb) IS 'The plan of a definition without problems.';

COMMENT ON FUNCTION "app"."workflow_plan_steps"(jsonb, text) IS 'A list of steps as the engine walks it; p_next follows the last one.';

COMMENT ON FUNCTION "app"."workflow_problems"(uuid, jsonb) IS 'What keeps a definition from being published: [{step_id, field, code}].';

COMMENT ON FUNCTION "app"."workflow_run_payload"(public.workflow_runs, boolean) IS 'A run as lists show it.';

COMMENT ON FUNCTION "app"."workflow_tag"(public.conversation_threads, uuid, boolean) IS 'Tags a locked conversation, or takes the tag off. Errors: PT404 tag_not_found, PT409 tag_archived, PT409 too_many_tags.';

COMMENT ON FUNCTION "app"."workflow_thread"(public.workflow_runs) IS 'The conversation of a run, which the caller holds, locked; a patient''s is that of whoever is told.';

COMMENT ON FUNCTION "app"."workflow_values"(uuid, jsonb) IS 'The variables of what happened, filled in.';

COMMENT ON FUNCTION "app"."workflow_variables"() IS 'What texts of workflows can name.';

COMMENT ON FUNCTION "app"."workflow_wait_until"(jsonb, timestamp with time zone, text) IS 'When a wait is over: days of the calendar, then minutes, then the hour of the clinic.';

COMMENT ON FUNCTION "app"."workflows_want"(uuid, text, jsonb) IS 'Whether a workflow of the clinic listens to an event, or a run waits for a message.';

COMMENT ON FUNCTION "public"."change_workflow_run"(uuid, uuid, text) IS 'Caller: owner, admin, supervisor. pause, resume, stop, or retry from the step that failed. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 workflow_run_not_found, PT409 workflow_run_state.';

COMMENT ON FUNCTION "public"."check_workflow"(uuid, jsonb) IS 'Caller: members. What keeps a definition from being published: [{step_id, field, code}]. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_workflow.';

COMMENT ON FUNCTION "public"."delete_workflow"(uuid, uuid) IS 'Caller: owner, admin, supervisor. Removes a workflow that never ran; one that ran is stopped. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 workflow_not_found, PT409 workflow_has_runs.';

COMMENT ON FUNCTION "public"."finish_task"(uuid, uuid, boolean) IS 'Caller: members. Done, or open again: {id, done_at}. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 task_not_found.';

COMMENT ON FUNCTION "public"."get_workflow"(uuid, uuid) IS 'Caller: members. A workflow with its draft, what is wrong with it, and its versions; what signs its calls, for owner, admin and supervisor. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 workflow_not_found.';

COMMENT ON FUNCTION "public"."get_workflow_kit"(uuid) IS 'Caller: members. What workflows are made of: {triggers, steps, recipes, variables, fields}. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."get_workflow_run"(uuid, uuid) IS 'Caller: members. A run with each step and what became of it. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 workflow_run_not_found.';

COMMENT ON FUNCTION "public"."list_tasks"(uuid, text, integer) IS 'Caller: members. Open tasks by their day: mine and nobody''s, or all; a therapist has the own. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_workflow_events"(uuid, text, integer, integer) IS 'Caller: owner, admin, supervisor. What happened lately that a trigger could have started with, the newest first: [{event_key, at, title, detail, patient_id, thread_key}]. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."list_workflow_runs"(uuid, uuid, text, integer, timestamp with time zone) IS 'Caller: members. Runs, the newest first; inside: who is on the way now. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_workflows"(uuid) IS 'Caller: members. Every workflow of the clinic, with who is inside now and what its runs of 30 days cost; the cost for owner, admin and supervisor. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."preview_workflow"(uuid, jsonb, text) IS 'Caller: owner, admin, supervisor. What a definition would have done with something that happened; nothing is written, nobody answers. {starts, reason, ends, steps: [{step_id, kind, at, text, branch, note}]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_workflow, PT409 workflow_has_problems, PT404 workflow_event_not_found.';

COMMENT ON FUNCTION "public"."publish_workflow"(uuid, uuid) IS 'Caller: owner, admin, supervisor. The draft becomes the version that runs; who is inside keeps theirs. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 workflow_not_found, PT409 workflow_has_problems (detail: JSON of them).';

COMMENT ON FUNCTION "public"."run_workflow_on_event"(uuid, uuid, text) IS 'Caller: owner, admin, supervisor. Starts a published workflow with something that happened before: {run_id, duplicate}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 workflow_not_found, PT409 workflow_not_published, PT404 workflow_event_not_found.';

COMMENT ON FUNCTION "public"."save_workflow"(uuid, uuid, text, jsonb, integer) IS 'Caller: owner, admin, supervisor. Keeps a draft, also a wrong one; without p_id a new workflow. What is published runs on as it is. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_name, PT400 invalid_workflow, PT404 workflow_not_found, PT409 workflow_changed.';

COMMENT ON FUNCTION "public"."stop_workflow"(uuid, uuid, boolean) IS 'Caller: owner, admin, supervisor. Starts no more; with p_stops_runs who is inside stops where they are. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 workflow_not_found, PT409 workflow_not_published.';

COMMENT ON TABLE "app"."workflow_secrets" IS 'Read through get_workflow by leaders, and by the worker that signs.';

COMMENT ON TABLE "app"."workflow_triggers" IS 'Kinds of trigger: the event of app.event_subscribers that they come from, and their options as in app.workflow_step_kinds.';

COMMENT ON TABLE "public"."tasks" IS 'What workflows ask people to do; list_tasks shows what is open, finish_task closes it.';

COMMENT ON TABLE "public"."workflow_runs" IS 'One walk of one person through one version of a workflow.';

COMMENT ON TABLE "public"."workflow_steps" IS 'Each step that a run entered, with its job (workflow_step) and what became of it.';

COMMENT ON TABLE "public"."workflow_versions" IS 'What was published, when and by whom; never changed. A run keeps its version to its end.';

COMMENT ON TABLE "public"."workflows" IS 'What a clinic lets happen by itself: the draft that is worked on, and the version that runs.';

REVOKE ALL ON FUNCTION "app"."clinic_is_open"(uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."clinic_is_open"(uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."clinic_is_open"(uuid, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."close_workflow_step"(public.workflow_runs, public.workflow_steps, jsonb, jsonb, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."close_workflow_step"(public.workflow_runs, public.workflow_steps, jsonb, jsonb, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."close_workflow_step"(public.workflow_runs, public.workflow_steps, jsonb, jsonb, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."complete_workflow_call"(uuid, uuid, integer, text, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."complete_workflow_call"(uuid, uuid, integer, text, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."complete_workflow_call"(uuid, uuid, integer, text, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."complete_workflow_call"(uuid, uuid, integer, text, timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."do_workflow_step"(public.workflow_runs, public.workflow_steps, jsonb, jsonb, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."do_workflow_step"(public.workflow_runs, public.workflow_steps, jsonb, jsonb, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."do_workflow_step"(public.workflow_runs, public.workflow_steps, jsonb, jsonb, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."end_workflow_run"(public.workflow_runs, text, text, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."end_workflow_run"(public.workflow_runs, text, text, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."end_workflow_run"(public.workflow_runs, text, text, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."enter_workflow_step"(public.workflow_runs, text, timestamp WITH time zone, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."enter_workflow_step"(public.workflow_runs, text, timestamp WITH time zone, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."enter_workflow_step"(public.workflow_runs, text, timestamp WITH time zone, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."give_up_workflow_step"(app.jobs) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."give_up_workflow_step"(app.jobs) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."give_up_workflow_step"(app.jobs) TO "postgres";

REVOKE ALL ON FUNCTION "app"."holds_words"(text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."holds_words"(text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."holds_words"(text, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."publish_event"(uuid, text, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."publish_event"(uuid, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."publish_event"(uuid, text, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_workflow"(uuid, uuid, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_workflow"(uuid, uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_workflow"(uuid, uuid, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_workflow_run"(uuid, uuid, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_workflow_run"(uuid, uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_workflow_run"(uuid, uuid, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_workflow_tree"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_workflow_tree"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_workflow_tree"(jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."run_workflow_step"(uuid, uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."run_workflow_step"(uuid, uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."run_workflow_step"(uuid, uuid, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."run_workflow_step"(uuid, uuid, timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."start_workflow"(public.workflows, jsonb, uuid[], timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."start_workflow"(public.workflows, jsonb, uuid[], timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."start_workflow"(public.workflows, jsonb, uuid[], timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."start_workflows"(uuid, jsonb, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."start_workflows"(uuid, jsonb, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."start_workflows"(uuid, jsonb, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."start_workflows"(uuid, jsonb, timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."tell_birthdays"(timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tell_birthdays"(timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tell_birthdays"(timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."tell_birthdays"(timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."tell_workflow"(public.workflows) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tell_workflow"(public.workflows) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tell_workflow"(public.workflows) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tell_workflow_run"(public.workflow_runs) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tell_workflow_run"(public.workflow_runs) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tell_workflow_run"(public.workflow_runs) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tell_workflows_of_message"(public.conversation_messages) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tell_workflows_of_message"(public.conversation_messages) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tell_workflows_of_message"(public.conversation_messages) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_conversation_addresses__move_workflows"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_conversation_addresses__move_workflows"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_conversation_addresses__move_workflows"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_conversation_thread_tags__publish"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_conversation_thread_tags__publish"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_conversation_thread_tags__publish"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_intake_submissions__publish"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_intake_submissions__publish"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_intake_submissions__publish"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."workflow_answer"(public.workflow_runs, public.workflow_steps, public.conversation_messages, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."workflow_answer"(public.workflow_runs, public.workflow_steps, public.conversation_messages, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."workflow_answer"(public.workflow_runs, public.workflow_steps, public.conversation_messages, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."workflow_condition"(uuid, jsonb, jsonb, text, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."workflow_condition"(uuid, jsonb, jsonb, text, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."workflow_condition"(uuid, jsonb, jsonb, text, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."workflow_event_keys"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."workflow_event_keys"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."workflow_event_keys"(jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."workflow_matches"(uuid, jsonb, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."workflow_matches"(uuid, jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."workflow_matches"(uuid, jsonb, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."workflow_nodes"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."workflow_nodes"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."workflow_nodes"(jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."workflow_occurrence"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."workflow_occurrence"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."workflow_occurrence"(uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."workflow_option_problem"(uuid, jsonb, jsonb, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."workflow_option_problem"(uuid, jsonb, jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."workflow_option_problem"(uuid, jsonb, jsonb, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."workflow_payload"(public.workflows, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."workflow_payload"(public.workflows, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."workflow_payload"(public.workflows, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "app"."workflow_plan"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."workflow_plan"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."workflow_plan"(jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."workflow_plan_steps"(jsonb, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."workflow_plan_steps"(jsonb, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."workflow_plan_steps"(jsonb, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."workflow_problems"(uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."workflow_problems"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."workflow_problems"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."workflow_run_payload"(public.workflow_runs, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."workflow_run_payload"(public.workflow_runs, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."workflow_run_payload"(public.workflow_runs, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "app"."workflow_tag"(public.conversation_threads, uuid, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."workflow_tag"(public.conversation_threads, uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."workflow_tag"(public.conversation_threads, uuid, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "app"."workflow_thread"(public.workflow_runs) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."workflow_thread"(public.workflow_runs) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."workflow_thread"(public.workflow_runs) TO "postgres";

REVOKE ALL ON FUNCTION "app"."workflow_values"(uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."workflow_values"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."workflow_values"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."workflow_variables"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."workflow_variables"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."workflow_variables"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."workflow_wait_until"(jsonb, timestamp WITH time zone, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."workflow_wait_until"(jsonb, timestamp WITH time zone, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."workflow_wait_until"(jsonb, timestamp WITH time zone, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."workflows_want"(uuid, text, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."workflows_want"(uuid, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."workflows_want"(uuid, text, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."change_workflow_run"(uuid, uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."change_workflow_run"(uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."change_workflow_run"(uuid, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."check_workflow"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."check_workflow"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."check_workflow"(uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_workflow"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."delete_workflow"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_workflow"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."finish_task"(uuid, uuid, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."finish_task"(uuid, uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."finish_task"(uuid, uuid, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_workflow"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_workflow"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_workflow"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_workflow_kit"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_workflow_kit"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_workflow_kit"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_workflow_run"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_workflow_run"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_workflow_run"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_tasks"(uuid, text, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_tasks"(uuid, text, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_tasks"(uuid, text, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_workflow_events"(uuid, text, integer, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_workflow_events"(uuid, text, integer, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_workflow_events"(uuid, text, integer, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_workflow_runs"(uuid, uuid, text, integer, timestamp WITH time zone) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_workflow_runs"(uuid, uuid, text, integer, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_workflow_runs"(uuid, uuid, text, integer, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_workflows"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_workflows"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_workflows"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."preview_workflow"(uuid, jsonb, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."preview_workflow"(uuid, jsonb, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."preview_workflow"(uuid, jsonb, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."publish_workflow"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."publish_workflow"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."publish_workflow"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."run_workflow_on_event"(uuid, uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."run_workflow_on_event"(uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."run_workflow_on_event"(uuid, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_workflow"(uuid, uuid, text, jsonb, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_workflow"(uuid, uuid, text, jsonb, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_workflow"(uuid, uuid, text, jsonb, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."stop_workflow"(uuid, uuid, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."stop_workflow"(uuid, uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."stop_workflow"(uuid, uuid, boolean) TO "postgres";

REVOKE ALL ON TABLE "public"."tasks" FROM "authenticated";

GRANT SELECT ON TABLE "public"."tasks" TO "authenticated";

REVOKE ALL ON TABLE "public"."tasks" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."tasks" TO "service_role";

REVOKE ALL ON TABLE "public"."workflow_runs" FROM "authenticated";

GRANT SELECT ON TABLE "public"."workflow_runs" TO "authenticated";

REVOKE ALL ON TABLE "public"."workflow_runs" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."workflow_runs" TO "service_role";

REVOKE ALL ON TABLE "public"."workflow_steps" FROM "authenticated";

GRANT SELECT ON TABLE "public"."workflow_steps" TO "authenticated";

REVOKE ALL ON TABLE "public"."workflow_steps" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."workflow_steps" TO "service_role";

REVOKE ALL ON TABLE "public"."workflow_versions" FROM "authenticated";

GRANT SELECT ON TABLE "public"."workflow_versions" TO "authenticated";

REVOKE ALL ON TABLE "public"."workflow_versions" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."workflow_versions" TO "service_role";

REVOKE ALL ON TABLE "public"."workflows" FROM "authenticated";

GRANT SELECT ON TABLE "public"."workflows" TO "authenticated";

REVOKE ALL ON TABLE "public"."workflows" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."workflows" TO "service_role";

insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('process-jobs', 'process-jobs', '* * * * *', '{}'),
  ('prune-expired', 'process-jobs', '23 * * * *', '{"task": "prune"}'),
  ('sweep-files', 'process-jobs', '53 * * * *', '{"task": "sweep"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

insert into app.automation_reasons (reason, purpose) values
  ('opt_out_ack', 'ack'), ('opt_in_ack', 'service'), ('auto_reply', 'service'), ('session_notice', 'service')
on conflict (reason) do update set purpose = excluded.purpose;

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

insert into public.notification_kinds (kind, about) values
  ('message', 'conversation'), ('mention', 'conversation'), ('assigned', 'conversation'), ('woke', 'conversation'),
  ('record_opened', 'patient'), ('countersign', 'patient'), ('intake', 'patient'), ('intake_new', 'conversation'),
  ('workflow', 'conversation'), ('workflow_patient', 'patient'),
  ('session_confirmed', 'patient'), ('session_cancelled', 'patient'),
  ('online_booked', 'patient'), ('online_requested', 'patient'), ('online_changed', 'patient')
on conflict (kind) do update set about = excluded.about;

insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('reconcile-credit-purchases', 'reconcile-credit-purchases', '*/2 * * * *', '{}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

-- a quarter past three at night in São Paulo
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('check-books', 'process-jobs', '17 6 * * *', '{"task": "books"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

insert into app.automation_reasons (reason, purpose) values
  ('workflow_service', 'service'), ('workflow_reminders', 'reminders'), ('workflow_marketing', 'marketing')
on conflict (reason) do update set purpose = excluded.purpose;

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

-- birthdays at half past five in the morning in São Paulo
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('tell-birthdays', 'process-jobs', '29 8 * * *', '{"task": "birthdays"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

insert into app.workflow_fields (field, position, ops, value) values
  ('patient.is_known', 1, '{is}', 'boolean'), ('patient.future_session', 2, '{is}', 'boolean'), ('patient.age', 3, '{gte,lte}', 'number'),
  ('conversation.tag', 4, '{has,has_not}', 'tag'), ('conversation.assigned', 5, '{is}', 'boolean'),
  ('message.text', 6, '{contains,not_contains}', 'text'), ('run.answer', 7, '{contains,not_contains}', 'text'),
  ('clinic.open', 8, '{is}', 'boolean')
on conflict (field) do update set position = excluded.position, ops = excluded.ops, value = excluded.value;

insert into app.workflow_recipes (key, position, name, definition) values
  ('missed_session', 1, 'Falta: convidar para remarcar', '{
    "trigger": {"kind": "session.missed", "options": {}}, "settings": {"purpose": "service", "max_per_day": 1},
    "steps": [
      {"id": "espera", "kind": "wait", "options": {"minutes": 60}},
      {"id": "tem_sessao", "kind": "condition", "options": {"field": "patient.future_session", "op": "is", "value": true}, "branches": {"yes": [], "no": [
        {"id": "convite", "kind": "send_message", "options": {"body": "Olá, {{nome}}! Sentimos sua falta na sessão de {{sessao}}. Quer remarcar? É só responder por aqui com o melhor dia para você.", "any_hour": false, "template": null}},
        {"id": "resposta", "kind": "wait_for_answer", "options": {"minutes": 1440}, "branches": {"answered": [], "not_answered": [
          {"id": "ligar", "kind": "add_task", "options": {"title": "Ligar para {{nome_completo}}: faltou e não respondeu", "assignee_id": null, "due_in_days": 0}}]}}]}}]}'),
  ('birthday', 2, 'Aniversário', '{
    "trigger": {"kind": "birthday", "options": {"hour": 9}}, "settings": {"purpose": "marketing", "max_per_day": 1},
    "steps": [{"id": "parabens", "kind": "send_message", "options": {"body": "Feliz aniversário, {{nome}}! Um ótimo dia, com carinho de toda a equipe da {{clinica}}.", "any_hour": false, "template": null}}]}'),
  ('after_first_session', 3, 'Depois da primeira sessão', '{
    "trigger": {"kind": "session.attended", "options": {"first_only": true}}, "settings": {"purpose": "service", "max_per_day": 1},
    "steps": [
      {"id": "espera", "kind": "wait", "options": {"days": 1, "hour": 10}},
      {"id": "como_foi", "kind": "send_message", "options": {"body": "Olá, {{nome}}! Como você está depois da sua primeira sessão? Se tiver qualquer dúvida, estamos por aqui.", "any_hour": false, "template": null}},
      {"id": "resposta", "kind": "wait_for_answer", "options": {"minutes": 4320}, "branches": {"answered": [], "not_answered": [
        {"id": "tem_sessao", "kind": "condition", "options": {"field": "patient.future_session", "op": "is", "value": true}, "branches": {"yes": [], "no": [
          {"id": "marcar", "kind": "add_task", "options": {"title": "Ver a próxima sessão de {{nome_completo}}", "assignee_id": null, "due_in_days": 1}}]}}]}}]}'),
  ('no_answer_24h', 4, 'Sem resposta em 24 horas', '{
    "trigger": {"kind": "conversation.tagged", "options": {"tag_id": null}}, "settings": {"purpose": "service", "max_per_day": 1},
    "steps": [
      {"id": "resposta", "kind": "wait_for_answer", "options": {"minutes": 1440}, "branches": {"answered": [], "not_answered": [
        {"id": "lembrar", "kind": "send_message", "options": {"body": "Oi, {{nome}}! Ficou alguma dúvida? Estamos por aqui quando quiser continuar.", "any_hour": false, "template": null}},
        {"id": "de_novo", "kind": "wait_for_answer", "options": {"minutes": 1440}, "branches": {"answered": [], "not_answered": [
          {"id": "ligar", "kind": "add_task", "options": {"title": "Sem resposta: ligar para {{nome_completo}}", "assignee_id": null, "due_in_days": 0}}]}}]}}]}'),
  ('welcome', 5, 'Boas-vindas', '{
    "trigger": {"kind": "message.received", "options": {"first_only": true}}, "settings": {"purpose": "service", "max_per_day": 1},
    "steps": [
      {"id": "ola", "kind": "send_message", "options": {"body": "Olá! Aqui é da {{clinica}}. Recebemos sua mensagem e logo alguém da equipe responde. Como podemos ajudar?", "any_hour": true, "template": null}},
      {"id": "conhecida", "kind": "condition", "options": {"field": "patient.is_known", "op": "is", "value": true}, "branches": {"yes": [], "no": [
        {"id": "atender", "kind": "add_task", "options": {"title": "Pessoa nova: responder {{nome_completo}}", "assignee_id": null, "due_in_days": 0}}]}}]}')
on conflict (key) do update set position = excluded.position, name = excluded.name, definition = excluded.definition;

insert into app.workflow_step_kinds (kind, position, needs_conversation, costs, branches, options) values
  ('send_message', 1, true, true, '{}', '{"body": {"type": "text", "max": 4000, "required": true, "variables": true},
    "any_hour": {"type": "boolean"}, "template": {"type": "template"}}'),
  ('wait', 2, false, false, '{}', '{"days": {"type": "number", "min": 0, "max": 365}, "minutes": {"type": "number", "min": 0, "max": 43200},
    "hour": {"type": "number", "min": 0, "max": 23}}'),
  ('wait_for_answer', 3, true, false, '{answered,not_answered}', '{"minutes": {"type": "number", "min": 1, "max": 43200, "required": true}}'),
  ('condition', 4, false, false, '{yes,no}', '{"field": {"type": "field", "required": true}, "op": {"type": "op", "required": true},
    "value": {"type": "value", "required": true}}'),
  ('add_task', 5, false, false, '{}', '{"title": {"type": "text", "max": 200, "required": true, "variables": true},
    "assignee_id": {"type": "member"}, "due_in_days": {"type": "number", "min": 0, "max": 365}}'),
  ('notify', 6, false, false, '{}', '{"user_id": {"type": "member", "required": true},
    "text": {"type": "text", "max": 200, "required": true, "variables": true}}'),
  ('assign', 7, true, false, '{}', '{"user_id": {"type": "member", "required": true}}'),
  ('tag', 8, true, false, '{}', '{"tag_id": {"type": "tag", "required": true}}'),
  ('untag', 9, true, false, '{}', '{"tag_id": {"type": "tag", "required": true}}'),
  ('move', 10, true, false, '{}', '{"column": {"type": "column", "required": true, "values": ["new", "in_progress", "waiting_contact", "finished"]}}'),
  ('webhook', 11, false, false, '{}', '{"url": {"type": "url", "max": 500, "required": true}, "note": {"type": "text", "max": 200}}')
on conflict (kind) do update set position = excluded.position, needs_conversation = excluded.needs_conversation, costs = excluded.costs,
  branches = excluded.branches, options = excluded.options;

insert into app.workflow_triggers (kind, position, event, subject, options) values
  ('patient.created', 1, 'patient.created', 'patient', '{}'),
  ('message.received', 2, 'message.received', 'thread',
    '{"words": {"type": "texts"}, "first_only": {"type": "boolean"}, "outside_hours": {"type": "boolean"}}'),
  ('conversation.tagged', 3, 'conversation.tagged', 'thread', '{"tag_id": {"type": "tag"}}'),
  ('session.missed', 4, 'session.status', 'session', '{}'),
  ('session.attended', 5, 'session.status', 'session', '{"first_only": {"type": "boolean"}}'),
  ('birthday', 6, 'patient.birthday', 'patient', '{"hour": {"type": "number", "min": 7, "max": 20}}'),
  ('intake.submitted', 7, 'intake.submitted', 'patient', '{}')
on conflict (kind) do update set position = excluded.position, event = excluded.event, subject = excluded.subject, options = excluded.options;

insert into app.automation_reasons (reason, purpose) values ('session_reminder', 'reminders'), ('reminder_answer_ack', 'ack')
on conflict (reason) do update set purpose = excluded.purpose;

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

-- the fees at a quarter past five in the morning in São Paulo
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('refresh-summaries', 'process-jobs', '*/10 * * * *', '{"task": "summaries"}'),
  ('post-monthly-fees', 'process-jobs', '13 8 * * *', '{"task": "fees"}'),
  ('send-session-reminders', 'send-session-reminders', '* * * * *', '{}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;
