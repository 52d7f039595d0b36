-- send choices and renew tokens: People are asked with answers to press, and what Meta granted a clinic is renewed before it ends..
set check_function_bodies = off;

SET local check_function_bodies = off;

ALTER TABLE "public"."channel_kinds"
  DROP CONSTRAINT "limits_are_positive";

DROP FUNCTION "app"."checked_content"(uuid, text, jsonb, text, uuid);

DROP FUNCTION "app"."create_automation_message"(uuid, text, uuid, text, text, jsonb);

ALTER TABLE "public"."channel_kinds"
  ADD COLUMN "max_buttons" integer NOT NULL DEFAULT 0;

ALTER TABLE "public"."channel_kinds"
  ADD COLUMN "max_rows" integer NOT NULL DEFAULT 0;

ALTER TABLE "public"."meta_accounts"
  ADD COLUMN "token_expires_at" timestamp WITH time zone;

ALTER TABLE "public"."meta_accounts"
  ADD COLUMN "token_checked_at" timestamp WITH time zone;

ALTER TABLE "public"."meta_accounts"
  ADD COLUMN "token_error" text;

CREATE OR REPLACE FUNCTION app.answers_run (
  p_run     public.workflow_runs,
  p_step    public.workflow_steps,
  p_message public.conversation_messages
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  -- providers count in seconds, so messages before the one that started the run, or answered it last, can bear the second
  -- in which it began to wait
  select p_message.occurred_at >= date_trunc('second', p_step.entered_at) and p_message.occurred_at < p_step.run_at
    -- a question is answered once it was asked
    and (p_step.kind <> 'ask' or exists (select from public.conversation_messages a where a.tenant_id = p_run.tenant_id
      and a.id = p_step.message_id and p_message.occurred_at >= date_trunc('second', a.occurred_at)))
    and not exists (
    select from public.conversation_messages m
    where m.tenant_id = p_run.tenant_id and (m.occurred_at, m.id) >= (p_message.occurred_at, p_message.id)
      and m.id in (
        select (p_run.occurrence ->> 'message_id')::uuid
        union all
        select (s.result ->> 'message_id')::uuid from public.workflow_steps s
        where s.tenant_id = p_run.tenant_id and s.run_id = p_run.id and s.result ? 'answer'));
$function$;

CREATE OR REPLACE FUNCTION app.checked_choices (
  p_kind      public.channel_kinds,
  p_choices   jsonb,
  p_body      text,
  p_client_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
declare
  v_options jsonb;
  v_button text := left(app.normalize_name(p_choices ->> 'button'), 20);
  v_as text;
begin
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', format('choice:%s:%s', p_client_id, o.place),
    'title', app.normalize_name(o.option ->> 'title'), 'description', nullif(left(app.normalize_name(o.option ->> 'description'), 72), ''))) order by o.place), '[]')
  into v_options
  from jsonb_array_elements(case when jsonb_typeof(p_choices -> 'options') = 'array' then p_choices -> 'options' else '[]' end) with ordinality o (option, place);
  if p_client_id is null or jsonb_array_length(v_options) not between 1 and 10
    or exists (select from jsonb_array_elements(v_options) o (x) where coalesce(char_length(o.x ->> 'title'), 0) not between 1 and 20)
    or (select count(distinct app.fold_text(o.x ->> 'title')) from jsonb_array_elements(v_options) o (x)) < jsonb_array_length(v_options) then
    raise sqlstate 'PT400' using message = 'content_invalid', detail = 'choices',
      hint = 'One to ten answers of up to twenty characters, no two alike.';
  end if;
  if p_body = '' then
    raise sqlstate 'PT400' using message = 'empty_body', hint = 'Write something first.';
  end if;
  v_as := case
    when jsonb_array_length(v_options) <= p_kind.max_buttons and (p_kind.max_rows = 0 or coalesce(v_button, '') = '') then 'buttons'
    when jsonb_array_length(v_options) <= p_kind.max_rows then 'list'
    else 'text' end;
  if v_as <> 'text' and char_length(p_body) > 1000 then
    raise sqlstate 'PT400' using message = 'body_too_long', detail = '1000', hint = 'Up to 1000 characters.';
  end if;
  return jsonb_build_object('kind', 'text', 'body', p_body || case when v_as = 'text' then E'\n\n' || (
      select string_agg(format('%s. %s', o.place, concat_ws(': ', o.x ->> 'title', o.x ->> 'description')), E'\n' order by o.place)
      from jsonb_array_elements(v_options) with ordinality o (x, place)) else '' end,
    'content', jsonb_strip_nulls(jsonb_build_object('choices', v_options, 'choices_as', v_as,
      'choices_button', case when v_as = 'list' then coalesce(nullif(v_button, ''), 'Ver opções') end)));
end;
$function$;

CREATE OR REPLACE FUNCTION app.checked_content (
  p_tenant_id uuid,
  p_provider  text,
  p_content   jsonb,
  p_body      text,
  p_by        uuid,
  p_client_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_kind public.channel_kinds;
begin
  select * into v_kind from public.channel_kinds k where k.kind = p_provider;
  if p_content ? 'upload_id' then
    return app.checked_upload(p_tenant_id, p_provider, p_content, p_body, p_by);
  elsif p_content ? 'quick_reply_file_id' then
    return app.checked_reply_file(p_tenant_id, p_provider, p_content, p_body, p_by);
  elsif p_content ? 'forward_of' then
    if not v_kind.takes_forwards then
      raise sqlstate 'PT409' using message = 'content_not_supported';
    end if;
    return app.checked_forward(p_tenant_id, p_provider, p_content);
  elsif p_content ? 'location' then
    if not v_kind.takes_location then
      raise sqlstate 'PT409' using message = 'content_not_supported';
    end if;
    if (jsonb_typeof(p_content #> '{location,latitude}') = 'number' and jsonb_typeof(p_content #> '{location,longitude}') = 'number') is not true
      or abs((p_content #>> '{location,latitude}')::numeric) > 90 or abs((p_content #>> '{location,longitude}')::numeric) > 180 then
      raise sqlstate 'PT400' using message = 'content_invalid', detail = 'location';
    end if;
    return jsonb_build_object('kind', 'location', 'content', jsonb_strip_nulls(jsonb_build_object(
      'latitude', p_content #> '{location,latitude}', 'longitude', p_content #> '{location,longitude}',
      'name', left(app.normalize_name(p_content #>> '{location,name}'), 200),
      'address', left(app.normalize_name(p_content #>> '{location,address}'), 300))));
  elsif jsonb_typeof(p_content -> 'contacts') = 'array' then
    if not v_kind.takes_contacts then
      raise sqlstate 'PT409' using message = 'content_not_supported';
    end if;
    return app.checked_contacts(p_content -> 'contacts');
  elsif p_content ? 'choices' then
    return app.checked_choices(v_kind, p_content -> 'choices', p_body, p_client_id);
  end if;
  raise sqlstate 'PT400' using message = 'content_invalid';
end;
$function$;

CREATE OR REPLACE FUNCTION app.choice_made (
  p_asked  public.conversation_messages,
  p_answer public.conversation_messages
)
  RETURNS integer
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select o.place::integer
  from jsonb_array_elements(coalesce(p_asked.content -> 'choices', '[]')) with ordinality o (x, place)
  where case
    when p_answer.content ? 'id' then p_answer.content ->> 'id' = o.x ->> 'id'
    when char_length(p_answer.body) > 60 then false
    else app.fold_text(p_answer.body) = app.fold_text(o.x ->> 'title')
      or substring(btrim(p_answer.body) from '^([0-9]{1,2})[.) ]?$') = o.place::text end
  order by o.place limit 1;
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
    message_id = coalesce((p_did ->> 'message_id')::uuid, s.message_id), run_at = coalesce((p_did ->> 'until')::timestamptz, s.run_at),
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

CREATE OR REPLACE FUNCTION app.complete_token_renewal (
  p_tenant_id   uuid,
  p_job_id      bigint,
  p_lease_token uuid,
  p_outcome     text,
  p_details     jsonb  DEFAULT '{}'::jsonb,
  p_credentials jsonb  DEFAULT NULL::jsonb
)
  RETURNS text
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_job app.jobs;
  v_channel_id uuid;
begin
  select * into v_job from app.jobs j
  where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token and j.finished_at is null and j.dead_at is null
  for update;
  if not found then
    return 'lost';
  end if;
  v_channel_id := (v_job.payload ->> 'channel_id')::uuid;
  if p_outcome = 'temporary' then
    return app.fail_job(p_tenant_id, p_job_id, p_lease_token, p_details ->> 'detail', false, (p_details ->> 'retry_after')::int);
  end if;
  update app.jobs set finished_at = now(), last_error = p_details ->> 'detail', lease_token = null, leased_until = null
  where tenant_id = p_tenant_id and id = p_job_id;
  if p_outcome = 'refused' then
    perform app.refuse_token(p_tenant_id, v_channel_id, coalesce(p_details ->> 'code', 'token_refused'));
    -- nothing goes out or comes in with it any more
    if (p_details ->> 'is_over')::boolean then
      perform app.set_channel_state(p_tenant_id, v_channel_id, 'close', null, 'token_expired');
    end if;
    return 'finished';
  end if;
  if p_outcome = 'renewed' then
    perform app.store_credentials(p_tenant_id, v_channel_id, p_credentials);
  end if;
  update public.meta_accounts a set
    token_expires_at = (p_details ->> 'expires_at')::timestamptz, token_checked_at = now(), token_error = null
  where a.tenant_id = p_tenant_id and a.channel_id = v_channel_id;
  if exists (select from public.notification_channels c where c.tenant_id = p_tenant_id and c.id = v_channel_id
    and c.connection_state = 'close' and c.last_error = 'token_expired') then
    perform app.set_channel_state(p_tenant_id, v_channel_id, 'open');
  end if;
  perform app.resolve_alert(p_tenant_id, 'meta_token', v_channel_id::text);
  return 'finished';
end;
$function$;

CREATE OR REPLACE FUNCTION app.configure_meta_channel (
  p_tenant_id   uuid,
  p_kind        text,
  p_account     jsonb,
  p_credentials jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_channel_id uuid := app.reserve_channel_id(p_tenant_id, p_kind);
  v_name text := nullif(app.normalize_name(left(p_account ->> 'name', 120)), '');
begin
  if coalesce(p_account ->> 'account_id', '') !~ '^[0-9A-Za-z_.-]{1,64}$' or p_kind not in (
    select k.kind from public.channel_kinds k where k.is_official and not k.needs_pairing) then
    raise sqlstate 'PT400' using message = 'unknown_provider';
  end if;
  if not app.claim_route(p_tenant_id, v_channel_id, p_kind, p_account ->> 'account_id') then
    raise sqlstate 'PT409' using message = 'sender_in_use', hint = 'Disconnect it from the other clinic first.';
  end if;
  perform app.store_credentials(p_tenant_id, v_channel_id, p_credentials);
  -- another account has other templates
  delete from public.message_templates t
  where t.tenant_id = p_tenant_id and t.channel_id = v_channel_id and not exists (
    select from public.meta_accounts a where a.tenant_id = p_tenant_id and a.channel_id = v_channel_id
      and a.parent_id = p_account ->> 'parent_id');
  insert into public.meta_accounts as a (tenant_id, channel_id, account_id, parent_id, business_id, name, is_coexistence,
    quality, messaging_limit, throughput, token_expires_at, token_checked_at)
  values (p_tenant_id, v_channel_id, p_account ->> 'account_id', p_account ->> 'parent_id', p_account ->> 'business_id', v_name,
    coalesce((p_account ->> 'is_coexistence')::boolean, false), lower(p_account ->> 'quality'), p_account ->> 'messaging_limit',
    p_account ->> 'throughput', (p_account ->> 'token_expires_at')::timestamptz, case when p_account ? 'token_expires_at' then now() end)
  on conflict on constraint one_meta_account_per_channel do update set
    account_id = excluded.account_id, parent_id = excluded.parent_id, business_id = excluded.business_id, name = excluded.name,
    is_coexistence = excluded.is_coexistence, quality = excluded.quality, messaging_limit = excluded.messaging_limit,
    throughput = excluded.throughput, restriction = null, restricted_until = null, history_state = null,
    token_expires_at = excluded.token_expires_at, token_checked_at = excluded.token_checked_at, token_error = null,
    templates_synced_at = case when a.parent_id = excluded.parent_id then a.templates_synced_at end;
  perform app.resolve_alert(p_tenant_id, 'meta_token', v_channel_id::text);
  perform app.activate_channel(p_tenant_id, v_channel_id, v_name, app.canonical_phone(p_account ->> 'phone'), 'open');
  return jsonb_build_object('channel_id', v_channel_id, 'state', 'open');
end;
$function$;

CREATE OR REPLACE FUNCTION app.create_automation_message (
  p_tenant_id  uuid,
  p_thread_key text,
  p_client_id  uuid,
  p_body       text,
  p_reason     text,
  p_template   jsonb DEFAULT NULL::jsonb,
  p_content    jsonb DEFAULT NULL::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_purpose text := coalesce((select r.purpose from app.automation_reasons r where r.reason = p_reason), 'service');
  v_thread public.conversation_threads;
  v_created jsonb;
begin
  perform app.lock_send(p_tenant_id, p_client_id);
  v_thread := app.lock_thread_of_key(p_tenant_id, p_thread_key);
  if v_thread.id is null then
    return jsonb_build_object('skipped', 'conversation_not_found');
  end if;
  if app.opted_out_of(p_tenant_id, v_thread.id, v_purpose) then
    return jsonb_build_object('skipped', 'opted_out');
  end if;
  if v_thread.blocked_at is not null then
    return jsonb_build_object('skipped', 'conversation_blocked');
  end if;
  v_created := app.enqueue_message(v_thread, p_client_id, p_body, null, 'automation', null, p_template, p_content);
  perform app.keep_reminder_credits(p_tenant_id, p_reason, v_created);
  return v_created;
exception when sqlstate 'PT409' or sqlstate 'PT402' or sqlstate 'PT404' or sqlstate 'PT400' then
  return jsonb_build_object('skipped', sqlerrm);
end;
$function$;

CREATE OR REPLACE FUNCTION app.deactivate_channel (
  p_tenant_id  uuid,
  p_channel_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_channel public.notification_channels;
begin
  perform app.require_admin(p_tenant_id);
  perform pg_advisory_xact_lock(hashtextextended('channel:' || p_tenant_id, 0));
  update public.notification_channels set is_active = false
  where tenant_id = p_tenant_id and id = p_channel_id returning * into v_channel;
  if not found then
    raise sqlstate 'PT404' using message = 'channel_not_found';
  end if;
  perform app.resolve_alert(p_tenant_id, 'meta_token', p_channel_id::text);
  perform app.broadcast(p_tenant_id, 'channel', app.channel_payload(v_channel));
  return jsonb_build_object('channel_id', v_channel.id, 'provider', v_channel.provider, 'is_active', v_channel.is_active);
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
  v_template jsonb;
  v_until timestamptz;
  v_user uuid;
  v_created jsonb;
  v_holds boolean;
  v_sends boolean := p_step.kind = 'send_message' or p_step.kind = 'ask' and p_step.message_id is null;
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
      where s.tenant_id = p_run.tenant_id and s.run_id = p_run.id and s.kind in ('wait_for_answer', 'ask') and s.result ? 'answer' order by s.position desc limit 1), p_now);
    return jsonb_build_object('state', 'done', 'branch', case when v_holds then 'yes' else 'no' end);
  elsif v_sends then
    v_until := app.polite_moment(p_now, v_zone);
    if v_until > p_now and not coalesce((o ->> 'any_hour')::boolean, false) then
      return jsonb_build_object('state', 'waiting', 'until', v_until, 'result', jsonb_build_object('until', v_until));
    end if;
  end if;
  if (select k.needs_conversation from app.workflow_step_kinds k where k.kind = p_step.kind) then
    -- a message is locked before its conversation
    if v_sends then
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
      if jsonb_typeof(o -> 'template') = 'object' then
        select jsonb_build_object('id', o #> '{template,id}', 'variables', coalesce(jsonb_object_agg(e.key,
          app.render_template(e.value, app.workflow_values(p_run.tenant_id, v_occurrence))), '{}')) into v_template
        from jsonb_each_text(coalesce(nullif(o #> '{template,variables}', 'null'), '{}')) e;
      end if;
      v_created := app.create_automation_text(p_run.tenant_id, v_thread.thread_key, p_step.id, v_text,
        'workflow_' || (p_definition #>> '{settings,purpose}'), v_template);
      if v_created ? 'skipped' then
        return app.unsent_workflow_step(v_text, v_created ->> 'skipped');
      end if;
      return jsonb_build_object('state', 'done', 'send', v_created, 'message_id', v_created #>> '{message,id}',
        'result', jsonb_build_object('text', v_created #>> '{message,body}', 'message_id', v_created #>> '{message,id}'));
    when 'ask' then
      if not v_sends then
        -- an answer whose job comes later than the deadline is an answer
        return coalesce(app.workflow_choice(p_run, p_step, null), jsonb_build_object('state', 'done', 'branch', 'not_answered',
          'result', jsonb_build_object('text', p_step.result ->> 'text')));
      end if;
      v_created := app.create_automation_message(p_run.tenant_id, v_thread.thread_key, p_step.id, v_text,
        'workflow_' || (p_definition #>> '{settings,purpose}'), null, jsonb_build_object('choices', jsonb_strip_nulls(jsonb_build_object(
          'button', nullif(o ->> 'button', ''), 'options', (
            select jsonb_agg(jsonb_build_object('title', c.title) order by c.place)
            from jsonb_array_elements_text(o -> 'choices') with ordinality c (title, place))))));
      if v_created ? 'skipped' then
        return app.unsent_workflow_step(v_text, v_created ->> 'skipped');
      end if;
      v_until := p_now + make_interval(mins => (o ->> 'minutes')::integer);
      return jsonb_build_object('state', 'waiting', 'until', v_until, 'send', v_created, 'message_id', v_created #>> '{message,id}',
        'result', jsonb_build_object('text', v_created #>> '{message,body}', 'until', v_until));
    when 'wait_for_answer' then
      if p_step.state <> 'waiting' then
        v_until := p_now + make_interval(mins => (o ->> 'minutes')::integer);
        return jsonb_build_object('state', 'waiting', 'until', v_until, 'result', jsonb_build_object('until', v_until));
      end if;
      -- an answer whose job comes later than the deadline is an answer
      select m.* into v_message from public.conversation_messages m
      where m.tenant_id = p_run.tenant_id and m.thread_id = v_thread.id and m.direction = 'inbound' and m.kind <> 'system'
        and m.occurred_at >= date_trunc('second', p_step.entered_at) and app.answers_run(p_run, p_step, m)
      order by m.occurred_at, m.id limit 1;
      if found then
        return jsonb_build_object('state', 'done', 'branch', 'answered',
          'result', jsonb_build_object('answer', left(coalesce(v_message.body, ''), 500), 'message_id', v_message.id));
      end if;
      return '{"state": "done", "branch": "not_answered"}';
    when 'add_task' then
      v_user := coalesce((o ->> 'assignee_id')::uuid, (select t.assigned_to from public.conversation_threads t
        where t.tenant_id = p_run.tenant_id and t.id = p_run.thread_id));
      insert into public.tasks (tenant_id, id, kind, done_at, title, due_on, assignee_id, patient_id, thread_id, run_id, deal_id, contact_id)
      values (p_run.tenant_id, p_step.id, coalesce(o ->> 'activity', 'task'),
        -- what only says what happened waits for nobody
        (select p_now from public.activity_kinds k where k.key = o ->> 'activity' and not k.is_planned), app.normalize_name(left(v_text, 300)), (p_now at time zone v_zone)::date + coalesce((o ->> 'due_in_days')::integer, 0),
        v_user, p_run.patient_id, p_run.thread_id, p_run.id, (select d.id from public.deals d
          where d.tenant_id = p_run.tenant_id and d.id = (v_occurrence ->> 'deal_id')::uuid), (select d.contact_id from public.deals d
          where d.tenant_id = p_run.tenant_id and d.id = (v_occurrence ->> 'deal_id')::uuid));
      perform app.broadcast(p_run.tenant_id, 'task', jsonb_build_object('id', p_step.id));
      return jsonb_build_object('state', 'done', 'result', jsonb_build_object('text', v_text, 'task_id', p_step.id));
    when 'notify' then
      v_user := (o ->> 'user_id')::uuid;
      if p_run.thread_id is not null then
        select * into v_thread from public.conversation_threads t where t.tenant_id = p_run.tenant_id and t.id = p_run.thread_id for update;
        perform app.notify(v_thread, 'workflow', array(select m.user_id from public.tenant_members m
          where m.tenant_id = p_run.tenant_id and m.user_id = v_user and m.status = 'active'), null, null, v_text);
      elsif p_run.patient_id is null then
        return '{"state": "skipped", "result": {"code": "no_conversation"}}';
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
    when 'move_deal' then
      return app.move_workflow_deal(p_run.tenant_id, (v_occurrence ->> 'deal_id')::uuid, (o ->> 'stage_id')::uuid);
    when 'webhook' then
      return jsonb_build_object('state', 'queued', 'call', jsonb_build_object('url', o ->> 'url',
        'secret', (select w.secret from app.workflow_secrets w where w.tenant_id = p_run.tenant_id and w.workflow_id = p_run.workflow_id),
        'body', jsonb_build_object('id', p_step.id, 'run_id', p_run.id, 'workflow_id', p_run.workflow_id, 'trigger', p_run.occurrence ->> 'kind',
          'event_key', p_run.event_key, 'at', p_run.occurrence ->> 'at', 'patient_id', p_run.patient_id, 'thread_id', p_run.thread_id,
          'session_id', p_run.session_id, 'note', o ->> 'note')));
  end case;
end;
$function$;

CREATE OR REPLACE FUNCTION app.enqueue_message (
  p_thread    public.conversation_threads,
  p_client_id uuid,
  p_body      text,
  p_reply_to  uuid,
  p_origin    text,
  p_sent_by   uuid,
  p_template  jsonb                       DEFAULT NULL::jsonb,
  p_content   jsonb                       DEFAULT NULL::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_body text;
  v_is_template boolean;
  v_prepared jsonb;
  v_extra jsonb;
  v_channel public.notification_channels;
  v_limit integer;
  v_quoted public.conversation_messages;
  v_message public.conversation_messages;
  v_thread public.conversation_threads;
  v_uncertain boolean := false;
  v_waits boolean := app.line_is_busy(p_thread.tenant_id, p_thread.id);
  v_lease jsonb;
begin
  select * into v_message from public.conversation_messages m
  where m.tenant_id = p_thread.tenant_id and m.client_id = p_client_id for update;
  perform app.require_same_conversation(v_message, p_thread);
  if v_message.status <> 'failed' then
    return jsonb_build_object('message', to_jsonb(v_message), 'duplicate', true, 'lease', null);
  end if;
  -- a failed message is sent again as it is, whatever came with the repetition
  v_is_template := case when v_message.id is null then p_template is not null else v_message.content ? 'template' end;
  v_body := case when v_message.id is null then app.checked_body(p_body, v_is_template, p_content is not null) else v_message.body end;
  v_channel := app.require_sendable_channel(p_thread, v_is_template, p_origin = 'automation');
  select k.max_text_length into v_limit from public.channel_kinds k where k.kind = v_channel.provider;
  if p_content is not null and v_message.id is null then
    v_extra := app.checked_content(p_thread.tenant_id, v_channel.provider, p_content, v_body, p_sent_by, p_client_id);
    v_body := nullif(coalesce(v_extra ->> 'body', v_body), '');
  end if;
  if v_is_template then
    v_prepared := app.prepare_template(v_channel, coalesce(v_message.content -> 'template', p_template));
    v_body := v_prepared ->> 'body';
  elsif char_length(v_body) > v_limit then
    raise sqlstate 'PT400' using message = 'body_too_long', detail = v_limit::text, hint = format('Up to %s characters.', v_limit);
  end if;
  if p_reply_to is not null and v_message.id is null then
    select * into v_quoted from public.conversation_messages q
    where q.tenant_id = p_thread.tenant_id and q.id = p_reply_to and q.thread_id = p_thread.id;
    if not found then
      raise sqlstate 'PT404' using message = 'quoted_message_not_found';
    end if;
  end if;
  if v_message.id is not null then
    -- the person pressed "try again" on a failed message; one that may have arrived is looked for first, where it was
    -- sent, whatever channel the clinic has now
    v_uncertain := v_message.error_code is not distinct from 'delivery_unknown';
    update public.conversation_messages m set
      status = case when v_waits and not v_uncertain then 'queued' else 'sending' end, next_attempt_at = null,
      error_code = null, error_detail = null, provider_message_id = null,
      channel_id = case when v_uncertain then m.channel_id else v_channel.id end,
      provider = case when v_uncertain then m.provider else v_channel.provider end
    where m.tenant_id = v_message.tenant_id and m.id = v_message.id returning * into v_message;
  else
    insert into public.conversation_messages (tenant_id, thread_id, channel_id, provider, client_id, direction, origin, kind, body,
      content, media, media_file_id, reply_to_id, reply_to_provider_id, sent_by, status, occurred_at)
    values (p_thread.tenant_id, p_thread.id, v_channel.id, v_channel.provider, p_client_id, 'outbound', p_origin,
      coalesce(v_extra ->> 'kind', 'text'), v_body, coalesce(v_prepared -> 'content', v_extra -> 'content', '{}'),
      v_extra -> 'media', (v_extra ->> 'media_file_id')::uuid, p_reply_to, v_quoted.provider_message_id, p_sent_by,
      case when v_waits then 'queued' else 'sending' end, clock_timestamp())
    on conflict (tenant_id, client_id) where client_id is not null do nothing
    returning * into v_message;
    if v_message.id is null then
      select * into v_message from public.conversation_messages m
      where m.tenant_id = p_thread.tenant_id and m.client_id = p_client_id;
      perform app.require_same_conversation(v_message, p_thread);
      return jsonb_build_object('message', to_jsonb(v_message), 'duplicate', true, 'lease', null);
    end if;
  end if;
  -- an answer opens what was finished, wakes what sleeps and hands the card to the person; what goes out by itself does not
  if p_origin = 'app' and (p_thread.status = 'finished' or p_thread.board_column <> 'waiting_contact' or p_thread.snoozed_until is not null) then
    update public.conversation_threads t set
      status = 'open', status_reason = null, board_column = app.column_after(t.board_column, t.status, 'clinic_wrote'),
      snoozed_until = null, snoozed_at = null
    where t.tenant_id = p_thread.tenant_id and t.id = p_thread.id;
  end if;
  v_thread := app.refresh_thread_summary(p_thread.tenant_id, p_thread.id);
  perform app.broadcast_message(v_message, v_thread);
  v_lease := app.lease_new_send(v_message, v_uncertain, v_waits);
  -- last, as the balance is the last to be locked
  perform app.charge_message(v_message);
  return jsonb_build_object('message', to_jsonb(v_message), 'duplicate', false, 'lease', v_lease);
end;
$function$;

CREATE OR REPLACE FUNCTION app.enqueue_token_renewals (
  p_now timestamp with time zone DEFAULT clock_timestamp()
)
  RETURNS integer
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  with queued as (
    insert into app.jobs as j (tenant_id, kind, payload, dedupe_key)
    select a.tenant_id, 'renew_meta_token', jsonb_build_object('channel_id', a.channel_id), 'renew_meta_token:' || a.channel_id
    from public.meta_accounts a
    join public.notification_channels c on c.tenant_id = a.tenant_id and c.id = a.channel_id and c.is_active
    where a.token_checked_at is null or a.token_checked_at < p_now - interval '7 days' or a.token_error is not null
      or a.token_expires_at < p_now + interval '15 days'
    on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null
      do update set dead_at = null, attempts = 0, last_error = null, run_at = p_now where j.dead_at is not null
    returning 1)
  select count(*)::int from queued;
$function$;

CREATE OR REPLACE FUNCTION app.give_up_token_renewal (
  p_job app.jobs
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  if exists (
    select from public.meta_accounts a where a.tenant_id = p_job.tenant_id and a.channel_id = (p_job.payload ->> 'channel_id')::uuid
      and a.token_expires_at < now() + interval '5 days') then
    perform app.refuse_token(p_job.tenant_id, (p_job.payload ->> 'channel_id')::uuid, 'provider_unavailable');
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.meta_channel_setup (
  p_tenant_id uuid,
  p_kind      text
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('channel_id', c.id, 'account_id', a.account_id, 'parent_id', a.parent_id, 'name', a.name, 'phone', c.phone,
    'state', c.connection_state, 'is_active', c.is_active, 'last_error', c.last_error, 'last_event_at', c.last_event_at,
    'is_coexistence', a.is_coexistence, 'quality', a.quality, 'messaging_limit', a.messaging_limit, 'throughput', a.throughput,
    'restriction', a.restriction, 'restricted_until', a.restricted_until, 'history_state', a.history_state,
    'token_expires_at', a.token_expires_at, 'token_error', a.token_error)
  from public.notification_channels c
  join public.meta_accounts a on a.tenant_id = c.tenant_id and a.channel_id = c.id
  where c.tenant_id = p_tenant_id and c.provider = p_kind;
$function$;

CREATE OR REPLACE FUNCTION app.open_token_renewals (
  p_jobs app.jobs[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_job app.jobs;
  v_channel public.notification_channels;
  v_opened jsonb := '{}';
begin
  foreach v_job in array p_jobs loop
    select c.* into v_channel from public.notification_channels c
    join public.meta_accounts a on a.tenant_id = c.tenant_id and a.channel_id = c.id
    where c.tenant_id = v_job.tenant_id and c.id = (v_job.payload ->> 'channel_id')::uuid and c.is_active;
    if not found then
      update app.jobs set finished_at = now(), lease_token = null, leased_until = null
      where tenant_id = v_job.tenant_id and id = v_job.id;
    elsif v_job.attempts > app.max_attempts(v_job.kind) then
      update app.jobs set dead_at = now(), lease_token = null, leased_until = null
      where tenant_id = v_job.tenant_id and id = v_job.id;
      perform app.give_up_token_renewal(v_job);
    else
      v_opened := v_opened || jsonb_build_object(v_job.id::text, jsonb_build_object('provider', v_channel.provider,
        'channel_id', v_channel.id, 'channel', app.channel_credentials(v_channel.tenant_id, v_channel.id)));
    end if;
  end loop;
  return v_opened;
end;
$function$;

CREATE OR REPLACE FUNCTION app.pressed_message (
  p_tenant_id uuid,
  p_thread_id uuid,
  p_content   jsonb
)
  RETURNS public.conversation_messages
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select m from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id
    and m.client_id = substring(p_content ->> 'id' from '^choice:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):[0-9]+$')::uuid;
$function$;

CREATE OR REPLACE FUNCTION app.refuse_token (
  p_tenant_id  uuid,
  p_channel_id uuid,
  p_code       text,
  p_now        timestamp with time zone DEFAULT now()
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_account public.meta_accounts;
begin
  update public.meta_accounts a set token_error = p_code, token_checked_at = p_now
  where a.tenant_id = p_tenant_id and a.channel_id = p_channel_id returning * into v_account;
  if not found then
    return;
  end if;
  perform app.raise_alert(p_tenant_id, 'meta_token', p_channel_id::text, jsonb_strip_nulls(jsonb_build_object('name', coalesce(v_account.name, 'Meta'),
    'until', to_char(v_account.token_expires_at at time zone app.clinic_zone(p_tenant_id), 'DD/MM/YYYY'))));
end;
$function$;

CREATE OR REPLACE FUNCTION app.show_typing (
  p_tenant_id  uuid,
  p_thread_key text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_thread public.conversation_threads;
begin
  perform app.require_member(p_tenant_id);
  select t.* into v_thread from public.conversation_threads t
  where t.tenant_id = p_tenant_id and t.id = app.thread_id_of_key(p_tenant_id, p_thread_key);
  if not found then
    raise sqlstate 'PT404' using message = 'conversation_not_found';
  end if;
  if v_thread.opted_out or v_thread.blocked_at is not null then
    return null;
  end if;
  return (
    select jsonb_build_object('tenant_id', c.tenant_id, 'thread_id', v_thread.id, 'provider', c.provider, 'channel_id', c.id,
      'to', jsonb_build_object('raw', v_thread.reply_address, 'phone', v_thread.phone),
      'last_message_id', (select m.provider_message_id from public.conversation_messages m
        where m.tenant_id = p_tenant_id and m.thread_id = v_thread.id and m.channel_id = c.id and m.direction = 'inbound'
          and m.provider_message_id is not null and m.occurred_at > now() - interval '30 days'
        order by m.occurred_at desc, m.id desc limit 1),
      'channel', app.channel_credentials(c.tenant_id, c.id))
    from app.active_channel(p_tenant_id, v_thread.channel) c
    join public.channel_kinds k on k.kind = c.provider
    where k.takes_typing and c.shows_typing and c.connection_state = 'open');
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
        where s.tenant_id = p_tenant_id and s.run_id = v_run.id and s.state = 'waiting' and s.kind in ('wait_for_answer', 'ask');
        if found and app.answers_run(v_run, v_step, v_message) then
          perform app.workflow_answer(v_run, v_step, v_message, p_now);
        end if;
      end loop;
    end if;
  end loop;
  return v_started;
end;
$function$;

CREATE OR REPLACE FUNCTION app.unsent_workflow_step (
  p_text text,
  p_code text
)
  RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  -- what the clinic can put right is tried again from here
  select jsonb_build_object('state', case when p_code in ('insufficient_credits', 'credits_kept_for_reminders', 'no_active_channel',
    'channel_disconnected', 'template_not_found', 'template_not_approved') then 'failed' else 'skipped' end,
    'branch', 'not_answered', 'result', jsonb_build_object('text', p_text, 'code', p_code));
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
declare
  v_did jsonb := case when p_step.kind = 'ask' then app.workflow_choice(p_run, p_step, p_message)
    else jsonb_build_object('branch', 'answered', 'result', jsonb_build_object('answer', left(coalesce(p_message.body, ''), 500), 'message_id', p_message.id)) end;
begin
  update public.workflow_steps s set state = 'done', branch = v_did ->> 'branch', finished_at = p_now, result = v_did -> 'result'
  where s.tenant_id = p_run.tenant_id and s.id = p_step.id;
  perform app.enter_workflow_step(p_run, (
    select v.plan #>> array['steps', p_step.step_id, 'branches', v_did ->> 'branch'] from public.workflow_versions v
    where v.tenant_id = p_run.tenant_id and v.workflow_id = p_run.workflow_id and v.version = p_run.version), p_now);
  perform app.tell_workflow_run(p_run);
end;
$function$;

CREATE OR REPLACE FUNCTION app.workflow_choice (
  p_run     public.workflow_runs,
  p_step    public.workflow_steps,
  p_message public.conversation_messages
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_asked public.conversation_messages;
  v_message public.conversation_messages := p_message;
  v_place integer;
begin
  select * into v_asked from public.conversation_messages m where m.tenant_id = p_run.tenant_id and m.id = p_step.message_id;
  if v_message.id is null then
    select m.* into v_message from public.conversation_messages m
    where m.tenant_id = p_run.tenant_id and m.thread_id = v_asked.thread_id and m.direction = 'inbound' and m.kind <> 'system'
      and m.occurred_at >= date_trunc('second', v_asked.occurred_at) and app.answers_run(p_run, p_step, m)
    order by m.occurred_at, m.id limit 1;
    if not found then
      return null;
    end if;
  end if;
  v_place := app.choice_made(v_asked, v_message);
  return jsonb_build_object('state', 'done', 'branch', coalesce('choice_' || v_place, 'other'), 'result', jsonb_build_object(
    'text', p_step.result ->> 'text', 'message_id', v_message.id,
    'answer', left(coalesce(v_asked.content #>> array['choices', (v_place - 1)::text, 'title'], v_message.body, ''), 500)));
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
    when 'choices' then
      if jsonb_typeof(p_value) <> 'array' or jsonb_array_length(p_value) not between 1 and 10
        or exists (select from jsonb_array_elements(p_value) c (x)
          where jsonb_typeof(c.x) <> 'string' or char_length(btrim(c.x #>> '{}')) not between 1 and 20)
        or (select count(distinct app.fold_text(btrim(c.x))) from jsonb_array_elements_text(p_value) c (x)) < jsonb_array_length(p_value)
      then
        return 'invalid_choices';
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
    when 'activity' then
      return case when not exists (select from public.activity_kinds k where k.key = v_text) then 'invalid_option' end;
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
      join public.workflow_steps s on s.tenant_id = p_tenant_id and s.run_id = r.id and s.state = 'waiting' and s.kind in ('wait_for_answer', 'ask')
      where r.tenant_id = p_tenant_id and r.thread_id = (p_payload ->> 'thread_id')::uuid and r.ended_at is null);
end;
$function$;

CREATE OR REPLACE FUNCTION app.write_messages (
  p_messages   app.incoming_action[],
  p_thread_ids uuid[]
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_added public.conversation_messages[];
  v_told uuid[];
  v_awaited text[];
  v_unattended uuid[];
  v_message public.conversation_messages;
begin
  with incoming as (
    select app.time_ordered_uuid() as id, i.*, (i.action ->> 'from_me')::boolean as from_me, i.action #>> '{address,raw}' as reply_address,
      not (i.action ->> 'from_me')::boolean and i.action ->> 'kind' <> 'system' as is_news,
      (i.action ->> 'from_me')::boolean and not (i.action -> 'content') ? 'via_api'
        and not coalesce((i.action ->> 'sent_via_api')::boolean, false) as is_answer,
      case when i.action ->> 'kind' in ('button', 'list') and i.action #>> '{content,id}' like 'choice:%'
        then app.pressed_message(i.tenant_id, i.thread_id, i.action -> 'content') end as pressed,
      app.sender_name(i.action) as contact_name, app.name_source(i.action) as name_source
    from unnest(p_messages, p_thread_ids) i (tenant_id, channel_id, provider, action, thread_id)
  ), added as (
    insert into public.conversation_messages as m (
      tenant_id, id, thread_id, channel_id, provider, provider_message_id, direction, origin, kind, body, content, media,
      reply_to_id, reply_to_provider_id, author_name, status, occurred_at
    )
    select i.tenant_id, i.id, i.thread_id, i.channel_id, i.provider, i.action ->> 'provider_message_id',
      case when i.from_me then 'outbound' else 'inbound' end, case when i.from_me then 'phone' else 'contact' end,
      i.action ->> 'kind', i.action ->> 'body', coalesce(i.action -> 'content', '{}'), nullif(i.action -> 'media', 'null'),
      (i.pressed).id, coalesce(i.action ->> 'reply_to_provider_id', (i.pressed).provider_message_id), app.normalize_name(i.action ->> 'author_name'),
      case when i.from_me then coalesce(i.action ->> 'status', 'sent') else 'received' end,
      coalesce((i.action ->> 'occurred_at')::timestamptz, now())
    from incoming i
    on conflict on constraint provider_message_is_stored_once do nothing
    returning m.*, m as message
  ), summarized as (
    update public.conversation_threads t set
      unread_count = case when i.is_answer then 0 when t.blocked_at is not null then t.unread_count else t.unread_count + i.is_news::int end,
      waiting_since = case
        when t.blocked_at is not null then null
        when i.from_me then case when not i.is_answer or a.status = 'failed' then t.waiting_since end
        when not app.asks_for_answer(a.kind) then t.waiting_since
        when t.status = 'finished' then a.occurred_at
        else coalesce(t.waiting_since, a.occurred_at) end,
      last_inbound_at = case when i.is_news then greatest(t.last_inbound_at, a.occurred_at) else t.last_inbound_at end,
      reply_address = coalesce(i.reply_address, t.reply_address),
      status = case when i.is_news and t.blocked_at is null then 'open' else t.status end,
      status_reason = case when i.is_news and t.blocked_at is null then null else t.status_reason end,
      board_column = case
        when i.is_news and t.blocked_at is null then app.column_after(t.board_column, t.status, 'person_wrote')
        when i.is_answer and a.status <> 'failed' then app.column_after(t.board_column, t.status, 'clinic_wrote')
        else t.board_column end,
      snoozed_until = case when i.is_answer or i.is_news and t.blocked_at is null then null else t.snoozed_until end,
      snoozed_at = case when i.is_answer or i.is_news and t.blocked_at is null then null else t.snoozed_at end,
      contact_name = case when i.contact_name <> coalesce(t.contact_name, '')
        and app.takes_name(t.contact_name, t.name_source, i.contact_name, i.name_source) then i.contact_name else t.contact_name end,
      name_source = case when i.contact_name <> coalesce(t.contact_name, '')
        and app.takes_name(t.contact_name, t.name_source, i.contact_name, i.name_source) then i.name_source else t.name_source end,
      updated_at = clock_timestamp(),
      last_message_id = a.id,
      last_message_at = a.occurred_at,
      last_message_preview = app.message_preview(a.kind, a.body, a.content),
      last_message_kind = a.kind,
      last_message_direction = a.direction,
      last_message_status = nullif(a.status, 'received')
    from added a join incoming i on i.id = a.id
    where t.tenant_id = a.tenant_id and t.id = a.thread_id
      and (t.last_message_id is null or (a.occurred_at, a.id) > (t.last_message_at, t.last_message_id))
    returning a.id as message_id, a.message, t as thread,
      i.is_news and t.blocked_at is null and (t.assigned_to is null or t.next_scheduled_at is not null) as is_unattended
  ), told as (
    insert into realtime.messages (topic, extension, event, payload, private)
    select 'tenant:' || (s.message).tenant_id, 'broadcast', 'message', app.message_event(s.message, s.thread), true from summarized s
  )
  select array_agg(a.message), (select array_agg(s.message_id) from summarized s),
    (select array_agg(s.message_id) from summarized s where s.is_unattended), array_agg(a.provider_message_id) filter (where exists (
      select from app.early_actions e
      where e.tenant_id = a.tenant_id and e.channel_id = a.channel_id and e.provider_message_id = a.provider_message_id))
  into v_added, v_told, v_unattended, v_awaited
  from added a;

  foreach v_message in array coalesce(v_added, '{}') loop
    if (v_message.id = any (v_told)) is not true then
      perform app.count_late_message(v_message, (
        select i.action from unnest(p_messages) i (tenant_id, channel_id, provider, action)
        where i.tenant_id = v_message.tenant_id and i.channel_id = v_message.channel_id
          and i.action ->> 'provider_message_id' = v_message.provider_message_id));
    end if;
    if v_message.direction = 'inbound' then
      perform app.react_to_message(v_message, app.apply_opt_word(v_message));
      if v_message.id = any (v_unattended) then
        perform app.after_person_wrote(v_message);
      end if;
    end if;
    if v_message.provider_message_id = any (v_awaited) then
      perform app.apply_early_actions(v_message.tenant_id, v_message.channel_id, v_message.provider_message_id);
    end if;
  end loop;
  return coalesce(cardinality(v_added), 0);
end;
$function$;

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
    'recipes', (select jsonb_agg(jsonb_build_object('key', r.key, 'name', r.name, 'definition', r.definition,
      'asks', array(select a.x ->> 'field' from jsonb_array_elements(app.workflow_problems(p_tenant_id, r.definition)) a (x))) order by r.position) from app.workflow_recipes r),
    'variables', app.workflow_variables(),
    'activities', array(select k.key from public.activity_kinds k order by k.position),
    'fields', (select jsonb_agg(jsonb_build_object('key', f.field, 'ops', f.ops, 'value', f.value) order by f.position) from app.workflow_fields f));
end;
$function$;

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
      when 'wait_for_answer', 'ask' then
        if v_step ->> 'kind' = 'ask' and not coalesce((o ->> 'any_hour')::boolean, false) then
          v_now := app.polite_moment(v_now, v_zone);
        end if;
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

ALTER TABLE "public"."channel_kinds"
  ADD CONSTRAINT "limits_are_positive"
    CHECK
    (((LEAST(max_text_length, window_hours, max_template_length, number_per_minute, person_per_minute, edit_minutes, delete_minutes, history_days, human_window_hours) > 0) AND
    (LEAST(max_files, max_buttons, max_rows) >= 0)));

ALTER TABLE "public"."meta_accounts"
  ADD CONSTRAINT "token_error_is_a_code" CHECK ((token_error ~ '^[a-z_]{3,40}$'::text));

COMMENT ON COLUMN "public"."channel_kinds"."max_buttons" IS 'Answers to press under a message; 0: they are written below it with numbers.';

COMMENT ON COLUMN "public"."channel_kinds"."max_rows" IS 'Answers in a list that a button opens, where they are more than buttons; 0: no lists.';

COMMENT ON COLUMN "public"."meta_accounts"."token_error" IS 'Why it could not be renewed: somebody has to connect again.';

COMMENT ON COLUMN "public"."meta_accounts"."token_expires_at" IS 'When what the clinic granted ends; NULL: never, or nobody asked yet (token_checked_at).';

COMMENT ON FUNCTION "app"."choice_made"(public.conversation_messages, public.conversation_messages) IS 'Which of the choices of a message another one takes, from 1 on: by a press, its number or its words; NULL where it takes none.';

COMMENT ON FUNCTION "app"."complete_token_renewal"(uuid, bigint, uuid, text, jsonb, jsonb) IS 'Caller: worker that holds the lease. Outcomes kept {expires_at}: it lasts; renewed {expires_at} with p_credentials, sealed; refused {code, detail, is_over}: somebody has to connect again, is_over closes the channel; temporary {detail, retry_after}. Returns finished, retry, dead or lost. Errors: PT400 credentials_not_encrypted.';

COMMENT ON FUNCTION "app"."configure_meta_channel"(uuid, text, jsonb, jsonb) IS 'Caller: owner or admin, through connect-meta, which has asked Meta whose the account is. p_account {account_id, parent_id, business_id, name, phone, is_coexistence, quality, messaging_limit, throughput, token_expires_at}. Returns {channel_id, state}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 unknown_provider, PT409 sender_in_use, PT400 credentials_not_encrypted.';

COMMENT ON FUNCTION "app"."create_automation_message"(uuid, text, uuid, text, text, jsonb, jsonb) IS 'Caller: workers. The one gate of what is sent by itself: like create_outbound_message, p_template {id, variables} in place of a text, p_content {choices} beside it; p_reason is a row of app.automation_reasons, another one counts as service. Answers {skipped: code} where a person would get a refusal, where the person opted out of that purpose, or where the credits are kept for more important things.';

COMMENT ON FUNCTION "app"."create_outbound_message"(uuid, text, uuid, text, uuid, jsonb, jsonb) IS 'Caller: any member, through send-whatsapp-message, also to somebody who opted out of what is sent by itself. A text, or p_template {id, variables} in its place, or p_content: {upload_id, waveform?} or {quick_reply_file_id} with the text as its caption, {location: {latitude, longitude, name?, address?}}, {contacts: [{name, phones}]}, {forward_of: message id}, {choices: {options: [{title, description?}], button?}} with the text as its question. Idempotent by client_id; a failed message is sent again. Returns {message, duplicate, lease}; no lease for one that waits for an earlier one of its conversation. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 missing_client_id, PT404 conversation_not_found, PT409 conversation_blocked, PT409 client_id_in_use, PT400 empty_body, PT400 body_too_long, PT409 no_active_channel, PT409 channel_disconnected, PT409 outside_24h_window, PT402 insufficient_credits, PT404 quoted_message_not_found; with a template PT400 body_with_template, PT409 template_not_supported, PT404 template_not_found, PT409 template_not_approved, PT400 template_variables_invalid, PT400 template_too_long; with content PT400 content_invalid, PT409 content_not_supported, PT404 upload_not_found, PT409 upload_incomplete, PT409 media_not_supported, PT400 media_too_large, PT400 caption_not_supported, PT404 message_not_found.';

COMMENT ON FUNCTION "app"."enqueue_token_renewals"(timestamp with time zone) IS 'Caller: process-jobs every morning: one look at what each channel of Meta was granted, where it ends within 15 days, failed before or was not looked at for a week. How many.';

COMMENT ON FUNCTION "app"."pressed_message"(uuid, uuid, jsonb) IS 'The message whose choice was pressed, by the id that the press brings back; NULL where that id is not one of ours.';

COMMENT ON FUNCTION "app"."show_typing"(uuid, text) IS 'Caller: any member, through show-whatsapp-typing. What is needed to let the person of a conversation see that the clinic writes or records: {tenant_id, thread_id, provider, channel_id, to, last_message_id: the provider''s id of what the person wrote last, channel}. NULL when nobody is to see it: the channel cannot, is off, not connected or set not to, or the person is blocked or wants no messages. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';

COMMENT ON FUNCTION "app"."unsent_workflow_step"(text, text) IS 'What becomes of a step whose message was not sent, as do_workflow_step answers it.';

COMMENT ON FUNCTION "app"."workflow_choice"(public.workflow_runs, public.workflow_steps, public.conversation_messages) IS 'What a message answers to the question of a step, as do_workflow_step answers it; without a message the first one that does, NULL where there is none.';

COMMENT ON FUNCTION "public"."get_workflow_kit"(uuid) IS 'Caller: members. What workflows are made of: {triggers, steps, recipes, variables, activities, fields}; asks of a recipe: what has to be said before it can be published. Errors: PT401 not_signed_in, PT403 not_a_member.';

REVOKE ALL ON FUNCTION "app"."checked_choices"(public.channel_kinds, jsonb, text, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."checked_choices"(public.channel_kinds, jsonb, text, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."checked_choices"(public.channel_kinds, jsonb, text, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."checked_content"(uuid, text, jsonb, text, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."checked_content"(uuid, text, jsonb, text, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."checked_content"(uuid, text, jsonb, text, uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."choice_made"(public.conversation_messages, public.conversation_messages) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."choice_made"(public.conversation_messages, public.conversation_messages) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."choice_made"(public.conversation_messages, public.conversation_messages) TO "postgres";

REVOKE ALL ON FUNCTION "app"."complete_token_renewal"(uuid, bigint, uuid, text, jsonb, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."complete_token_renewal"(uuid, bigint, uuid, text, jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."complete_token_renewal"(uuid, bigint, uuid, text, jsonb, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."complete_token_renewal"(uuid, bigint, uuid, text, jsonb, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "app"."create_automation_message"(uuid, text, uuid, text, text, jsonb, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."create_automation_message"(uuid, text, uuid, text, text, jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."create_automation_message"(uuid, text, uuid, text, text, jsonb, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."create_automation_message"(uuid, text, uuid, text, text, jsonb, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "app"."enqueue_token_renewals"(timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."enqueue_token_renewals"(timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."enqueue_token_renewals"(timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."enqueue_token_renewals"(timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."give_up_token_renewal"(app.jobs) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."give_up_token_renewal"(app.jobs) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."give_up_token_renewal"(app.jobs) TO "postgres";

REVOKE ALL ON FUNCTION "app"."open_token_renewals"(app.jobs[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."open_token_renewals"(app.jobs[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_token_renewals"(app.jobs[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."pressed_message"(uuid, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."pressed_message"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."pressed_message"(uuid, uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."refuse_token"(uuid, uuid, text, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."refuse_token"(uuid, uuid, text, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."refuse_token"(uuid, uuid, text, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."unsent_workflow_step"(text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."unsent_workflow_step"(text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."unsent_workflow_step"(text, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."workflow_choice"(public.workflow_runs, public.workflow_steps, public.conversation_messages) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."workflow_choice"(public.workflow_runs, public.workflow_steps, public.conversation_messages) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."workflow_choice"(public.workflow_runs, public.workflow_steps, public.conversation_messages) TO "postgres";

insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('process-jobs', 'process-jobs', '* * * * *', '{}'),
  ('prune-expired', 'process-jobs', '23 * * * *', '{"task": "prune"}'),
  ('sweep-files', 'process-jobs', '53 * * * *', '{"task": "sweep"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

insert into app.alert_kinds (kind, is_urgent, threshold, lowest, highest, unit, position) values
  ('meta_token', false, null, null, null, null, 15)
on conflict (kind) do update set is_urgent = excluded.is_urgent, position = excluded.position;

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
-- Whoever is not asked today is asked tomorrow; people are told where it stays without an answer.
insert into app.job_kinds (kind, lease_seconds, max_attempts, is_listed, open_function, dead_function) values
  ('renew_meta_token', 120, 8, false, 'app.open_token_renewals', 'app.give_up_token_renewal')
on conflict (kind) do update set
  lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, is_listed = excluded.is_listed,
  open_function = excluded.open_function, dead_function = excluded.dead_function;

insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('renew-meta-tokens', 'process-jobs', '41 6 * * *', '{"task": "tokens"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

insert into public.channel_kinds (kind, family, label, position, is_official, needs_pairing, echoes_sends, max_text_length,
  window_hours, max_template_length, takes_reactions, takes_replies, takes_typing, takes_contacts, takes_location,
  takes_forwards, edit_minutes, delete_minutes, max_files, history_days, has_pictures, human_window_hours, asks_for_profiles,
  max_buttons, max_rows) values
  ('evolution', 'whatsapp', 'WhatsApp', 10, false, true, true, 4096, null, null, true, true, true, true, true, true, 15, 3600, 1, 30, true, null, false, 0, 0),
  ('twilio', 'whatsapp', 'WhatsApp Business', 20, true, false, false, 1600, 24, 1024, false, false, false, false, true, true, null, null, 1, null, false, null, false, 0, 0),
  ('whatsapp_cloud', 'whatsapp', 'WhatsApp Cloud', 30, true, false, false, 4096, 24, 1024, true, true, true, true, true, true, null, null, 1, null, false, null, false, 3, 10),
  -- an answer by hand is taken for seven days (HUMAN_AGENT)
  ('messenger', 'messenger', 'Messenger', 40, true, false, false, 2000, 24, null, false, true, true, false, false, false, null, null, 1, null, true, 168, true, 10, 0),
  ('instagram', 'instagram', 'Instagram', 50, true, false, false, 1000, 24, null, true, true, true, false, false, false, null, null, 1, null, true, 168, true, 10, 0)
on conflict (kind) do update set
  family = excluded.family, label = excluded.label, position = excluded.position, is_official = excluded.is_official,
  needs_pairing = excluded.needs_pairing, echoes_sends = excluded.echoes_sends, max_text_length = excluded.max_text_length,
  window_hours = excluded.window_hours, max_template_length = excluded.max_template_length,
  number_per_minute = excluded.number_per_minute, person_per_minute = excluded.person_per_minute,
  takes_reactions = excluded.takes_reactions, takes_replies = excluded.takes_replies, takes_typing = excluded.takes_typing,
  takes_contacts = excluded.takes_contacts, takes_location = excluded.takes_location, takes_forwards = excluded.takes_forwards,
  edit_minutes = excluded.edit_minutes, delete_minutes = excluded.delete_minutes, max_files = excluded.max_files,
  history_days = excluded.history_days, has_pictures = excluded.has_pictures, human_window_hours = excluded.human_window_hours,
  asks_for_profiles = excluded.asks_for_profiles, max_buttons = excluded.max_buttons, max_rows = excluded.max_rows;

insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('reconcile-credit-purchases', 'reconcile-credit-purchases', '*/2 * * * *', '{}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

-- a quarter past three at night in São Paulo
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('check-books', 'process-jobs', '17 6 * * *', '{"task": "books"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

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

-- birthdays from half past five in the morning in São Paulo on; again every hour, for those that were missed
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('tell-birthdays', 'process-jobs', '29 8-22 * * *', '{"task": "birthdays"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

insert into app.workflow_step_kinds (kind, position, needs_conversation, costs, branches, options) values
  ('send_message', 1, true, true, '{}', '{"body": {"type": "text", "max": 4000, "required": true, "variables": true},
    "any_hour": {"type": "boolean"}, "template": {"type": "template"}}'),
  ('ask', 2, true, true, '{choice_1,choice_2,choice_3,choice_4,choice_5,choice_6,choice_7,choice_8,choice_9,choice_10,other,not_answered}',
    '{"body": {"type": "text", "max": 900, "required": true, "variables": true}, "choices": {"type": "choices", "required": true},
    "button": {"type": "text", "max": 20}, "minutes": {"type": "number", "min": 1, "max": 43200, "required": true}, "any_hour": {"type": "boolean"}}'),
  ('wait', 2, false, false, '{}', '{"days": {"type": "number", "min": 0, "max": 365}, "minutes": {"type": "number", "min": 0, "max": 43200},
    "hour": {"type": "number", "min": 0, "max": 23}}'),
  ('wait_for_answer', 3, true, false, '{answered,not_answered}', '{"minutes": {"type": "number", "min": 1, "max": 43200, "required": true}}'),
  ('condition', 4, false, false, '{yes,no}', '{"field": {"type": "field", "required": true}, "op": {"type": "op", "required": true},
    "value": {"type": "value", "required": true}}'),
  ('add_task', 5, false, false, '{}', '{"title": {"type": "text", "max": 200, "required": true, "variables": true},
    "activity": {"type": "activity"}, "assignee_id": {"type": "member"}, "due_in_days": {"type": "number", "min": 0, "max": 365}}'),
  ('notify', 6, false, false, '{}', '{"user_id": {"type": "member", "required": true},
    "text": {"type": "text", "max": 200, "required": true, "variables": true}}'),
  ('assign', 7, true, false, '{}', '{"user_id": {"type": "member", "required": true}}'),
  ('tag', 8, true, false, '{}', '{"tag_id": {"type": "tag", "required": true}}'),
  ('untag', 9, true, false, '{}', '{"tag_id": {"type": "tag", "required": true}}'),
  ('move', 10, true, false, '{}', '{"column": {"type": "column", "required": true, "values": ["new", "in_progress", "waiting_contact", "finished"]}}'),
  ('move_deal', 12, false, false, '{}', '{"stage_id": {"type": "stage", "required": true}}'),
  ('webhook', 11, false, false, '{}', '{"url": {"type": "url", "max": 500, "required": true}, "note": {"type": "text", "max": 200}}')
on conflict (kind) do update set position = excluded.position, needs_conversation = excluded.needs_conversation, costs = excluded.costs,
  branches = excluded.branches, options = excluded.options;

-- A notice says itself what became of it, and so does an offer.
insert into app.job_kinds (kind, is_listed) values ('session_notice', false), ('freed_slot', false), ('waiting_slot', false)
on conflict (kind) do update set is_listed = excluded.is_listed;
-- The log of reminders says what became of each, and asks again by itself.
insert into app.job_kinds (kind, max_attempts, is_listed) values ('session_reminder', 5, false), ('reminder_answer', 12, false), ('waiting_answer', 12, false)
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

-- order_money: money came that an order does not take by itself (late, twice, disputed, a refund that failed)
insert into app.alert_kinds (kind, is_urgent, threshold, lowest, highest, unit, position) values
  ('order_money', true, null, null, null, null, 80)
on conflict (kind) do update set is_urgent = excluded.is_urgent, position = excluded.position;

-- A hold and a suggestion say themselves what became of them.
insert into app.job_kinds (kind, is_listed) values ('release_holds', false), ('suggest_purchases', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

insert into app.job_kinds (kind, is_listed) values ('expire_order', false), ('expire_checkout', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- An invoice says itself what became of it, and is tried again from its order.
insert into app.job_kinds (kind, max_attempts, is_listed, dead_function) values ('order_invoice', 8, false, 'app.give_up_order_invoice')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, dead_function = excluded.dead_function;

-- Money that goes back, and packages that somebody paid: an administrator sees it where it does not.
insert into app.job_kinds (kind, is_listed) values ('refund_stripe', true), ('sell_packages', true)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- what has to be bought, at six in the morning in São Paulo
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('suggest-purchases', 'process-jobs', '3 9 * * *', '{"task": "suggestions"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

insert into app.alert_kinds (kind, is_urgent, threshold, lowest, highest, unit, position) values
  ('dinamize_refused', false, null, null, null, null, 80)
on conflict (kind) do update set is_urgent = excluded.is_urgent, position = excluded.position;

-- Four calls of at most 25 seconds each; Dinamize may be away for a night.
insert into app.job_kinds (kind, lease_seconds, max_attempts, backoff_base_seconds, backoff_cap_seconds, open_function, dead_function, revive_function, summary_function) values
  ('push_lead', 150, 16, 15, 3600, 'app.open_lead_pushes', 'app.give_up_lead_push', 'app.revive_lead_pushes', 'app.lead_push_summary'),
  ('pull_leads', 150, 16, 15, 3600, null, null, null, null)
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  backoff_base_seconds = excluded.backoff_base_seconds, backoff_cap_seconds = excluded.backoff_cap_seconds, open_function = excluded.open_function,
  dead_function = excluded.dead_function, revive_function = excluded.revive_function, summary_function = excluded.summary_function;
-- A step is short, and each one that gets on begins the count anew.
insert into app.job_kinds (kind, lease_seconds, max_attempts, backoff_base_seconds, backoff_cap_seconds, dead_function, summary_function) values
  ('run_campaign', 60, 20, 2, 60, 'app.give_up_campaign', 'app.campaign_job_summary')
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  backoff_base_seconds = excluded.backoff_base_seconds, backoff_cap_seconds = excluded.backoff_cap_seconds,
  dead_function = excluded.dead_function, summary_function = excluded.summary_function;

-- An import says itself how far it is: whoever takes the job after a crash goes on behind the last piece.
insert into app.job_kinds (kind, lease_seconds, max_attempts, dead_function, summary_function) values
  ('import_rows', 60, 12, 'app.give_up_import', 'app.import_summary'),
  ('undo_import', 60, 12, null, 'app.import_summary')
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  dead_function = excluded.dead_function, summary_function = excluded.summary_function;
insert into app.job_kinds (kind, is_listed) values ('forget_import', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('pull-leads', 'process-jobs', '7-59/15 * * * *', '{"task": "leads"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

-- webhook_silent: so many messages would be usual for the hours since the last sign of life
insert into app.alert_kinds (kind, is_urgent, threshold, lowest, highest, unit, position) values
  ('channel_disconnected', true, 5, 1, 1440, 'minutes', 10),
  ('webhook_silent', true, 12, 5, 500, 'messages', 20),
  ('sends_failing', true, 30, 5, 100, 'percent', 30),
  ('queue_stuck', true, 15, 2, 1440, 'minutes', 40),
  ('jobs_failed', false, 3, 1, 1000, 'jobs', 50),
  ('credits_running_out', false, 7, 1, 90, 'days', 60),
  ('webhook_disabled', false, null, null, null, null, 70),
  ('privacy_request_due', false, null, null, null, null, 80),
  ('privacy_request_late', true, null, null, null, null, 81),
  ('incident_due', true, null, null, null, null, 82),
  ('incident_late', true, null, null, null, null, 83)
on conflict (kind) do update set is_urgent = excluded.is_urgent, threshold = excluded.threshold, lowest = excluded.lowest,
  highest = excluded.highest, unit = excluded.unit, position = excluded.position;

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

-- An export says itself how far it is. A worker that dies is followed by the next one after a minute without progress.
insert into app.job_kinds (kind, lease_seconds, max_attempts, is_listed, dead_function) values
  ('build_export', 60, 6, false, 'app.give_up_export'),
  ('remove_export', 60, 12, false, null)
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  is_listed = excluded.is_listed, dead_function = excluded.dead_function;

-- Each step is a transaction of its own: whoever takes the job after a crash goes on with the next one.
insert into app.job_kinds (kind, lease_seconds, max_attempts, is_listed) values ('erase_person', 60, 30, false)
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, is_listed = excluded.is_listed;

insert into app.job_kinds (kind, is_listed) values ('run_retention', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

insert into app.job_kinds (kind, lease_seconds, is_listed) values ('delete_clinic', 600, false)
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, is_listed = excluded.is_listed;

-- the chains of the audit at night, once the books were checked
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('seal-audit', 'process-jobs', '* * * * *', '{"task": "audit"}'),
  ('check-audit', 'process-jobs', '41 6 * * *', '{"task": "audit_check"}'),
  ('run-retention', 'process-jobs', '23 7 * * *', '{"task": "retention"}'),
  ('fold-reports', 'process-jobs', '4-59/10 * * * *', '{"task": "reports"}'),
  ('reseal-secrets', 'process-jobs', '11 7 * * *', '{"task": "reseal"}'),
  ('check-operations', 'process-jobs', '*/5 * * * *', '{"task": "operations"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;
