-- workflow rests: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

ALTER TABLE "public"."conversation_autoreply_settings"
  ADD COLUMN "template" jsonb;

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
  select p_message.occurred_at >= date_trunc('second', p_step.entered_at) and p_message.occurred_at < p_step.run_at and not exists (
    select from public.conversation_messages m
    where m.tenant_id = p_run.tenant_id and (m.occurred_at, m.id) >= (p_message.occurred_at, p_message.id)
      and m.id in (
        select (p_run.occurrence ->> 'message_id')::uuid
        union all
        select (s.result ->> 'message_id')::uuid from public.workflow_steps s
        where s.tenant_id = p_run.tenant_id and s.run_id = p_run.id and s.branch = 'answered'));
$function$;

CREATE OR REPLACE FUNCTION app.autoreply_decision (
  p_tenant_id uuid,
  p_at        timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_settings public.conversation_autoreply_settings := app.autoreply_settings_of(p_tenant_id);
  v_zone text := app.clinic_zone(p_tenant_id);
  v_state jsonb;
  v_is_holiday boolean;
  v_back timestamptz;
  v_obstacle text := app.channel_obstacle(p_tenant_id);
  v_name text := (select t.name from public.tenants t where t.id = p_tenant_id);
  v_words text;
begin
  if not v_settings.is_on then
    return jsonb_build_object('replies', false, 'reason', 'off');
  end if;
  v_state := app.stretch_at(app.autoreply_hours(v_settings, p_at), p_at);
  if (v_state ->> 'open')::boolean <> (v_settings.mode = 'custom') then
    return v_state || jsonb_build_object('replies', false, 'reason', case v_settings.mode when 'custom' then 'outside_custom_hours' else 'open' end);
  end if;
  v_is_holiday := v_settings.closes_on_holidays and v_settings.mode <> 'custom' and exists (
    select from app.holidays_between(p_tenant_id, (p_at at time zone v_zone)::date, (p_at at time zone v_zone)::date) h where h.scope <> 'optional');
  v_back := case when v_settings.mode <> 'custom' then v_state ->> 'opens_at' else v_state ->> 'closes_at' end;
  v_words := case when v_back is null then 'assim que pudermos' else 'a partir de ' || app.moment_in_words(v_back, v_zone) end;
  return v_state || jsonb_build_object('replies', v_obstacle is null, 'reason', v_obstacle, 'situation', case when v_is_holiday then 'holiday' else 'closed' end,
    'text', replace(replace(case when v_is_holiday then v_settings.holiday_text else v_settings.closed_text end, '{clinica}', v_name), '{volta}', v_words),
    'outside_window', case
      when not exists (select from public.notification_channels c join public.channel_kinds k on k.kind = c.provider
        where c.tenant_id = p_tenant_id and c.is_active and k.window_hours is not null) then null
      when v_settings.template is null then 'no_template'
      else coalesce((select case when m.status = 'approved' then 'template' else 'template_not_approved' end from public.message_templates m
        where m.tenant_id = p_tenant_id and m.id = (v_settings.template ->> 'id')::uuid), 'template_not_found') end,
    'template', case when v_settings.template is not null then jsonb_build_object('id', v_settings.template -> 'id', 'variables', (
      select coalesce(jsonb_object_agg(e.key, replace(replace(e.value, '{clinica}', v_name), '{volta}', v_words)), '{}')
      from jsonb_each_text(coalesce(nullif(v_settings.template -> 'variables', 'null'), '{}')) e)) end);
end;
$function$;

CREATE OR REPLACE FUNCTION app.autoreply_defaults()
  RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('is_on', false, 'mode', 'business_hours', 'closes_on_holidays', true, 'cooldown_minutes', 240, 'template', null, 'custom_hours', '{}'::jsonb,
    'business_hours', (select jsonb_object_agg(d, '[["08:00", "18:00"]]'::jsonb) from unnest(array['mon', 'tue', 'wed', 'thu', 'fri']) d),
    'closed_text', 'Olá, {nome}! Aqui é da {clinica}. Recebemos sua mensagem e respondemos {volta}.',
    'holiday_text', 'Olá, {nome}! Hoje a {clinica} não atende. Recebemos sua mensagem e respondemos {volta}.');
$function$;

CREATE OR REPLACE FUNCTION app.birthday_in (
  p_birth_date date,
  p_year       integer
)
  RETURNS date
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
  -- who was born on the 29th of February has it on the 28th of years without one
  select (make_date(p_year, extract(month from p_birth_date)::integer, 1) + least(extract(day from p_birth_date)::integer,
    extract(day from make_date(p_year, extract(month from p_birth_date)::integer, 1) + interval '1 month' - interval '1 day')::integer) - 1);
$function$;

CREATE OR REPLACE FUNCTION app.channel_obstacle (
  p_tenant_id uuid
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select case
    when count(*) = 0 then 'no_active_channel'
    when bool_and(c.connection_state = 'close') then 'channel_disconnected'
    when bool_and(c.connection_state = 'close' or exists (select from public.channel_prices p where p.kind = c.provider and p.credits > 0))
      and not exists (select from public.whatsapp_credits_balance b where b.tenant_id = p_tenant_id and b.balance > 0)
      then 'insufficient_credits' end
  from public.notification_channels c where c.tenant_id = p_tenant_id and c.is_active;
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
  if v_step.id is null or v_step.state not in ('queued', 'waiting') or v_run.ended_at is not null then
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

CREATE OR REPLACE FUNCTION app.create_automation_text (
  p_tenant_id  uuid,
  p_thread_key text,
  p_client_id  uuid,
  p_body       text,
  p_reason     text,
  p_template   jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_created jsonb := app.create_automation_message(p_tenant_id, p_thread_key, p_client_id, p_body, p_reason);
begin
  -- free text is no longer taken: the approved words are
  if v_created ->> 'skipped' = 'outside_24h_window' and p_template is not null then
    return app.create_automation_message(p_tenant_id, p_thread_key, p_client_id, null, p_reason, p_template);
  end if;
  return v_created;
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
      if jsonb_typeof(o -> 'template') = 'object' then
        select jsonb_build_object('id', o #> '{template,id}', 'variables', coalesce(jsonb_object_agg(e.key,
          app.render_template(e.value, app.workflow_values(p_run.tenant_id, v_occurrence))), '{}')) into v_template
        from jsonb_each_text(coalesce(nullif(o #> '{template,variables}', 'null'), '{}')) e;
      end if;
      v_created := app.create_automation_text(p_run.tenant_id, v_thread.thread_key, p_step.id, v_text,
        'workflow_' || (p_definition #>> '{settings,purpose}'), v_template);
      if v_created ? 'skipped' then
        -- what the clinic can put right is tried again from here
        return jsonb_build_object('state', case when v_created ->> 'skipped' in ('insufficient_credits', 'no_active_channel', 'channel_disconnected',
          'template_not_found', 'template_not_approved') then 'failed' else 'skipped' end,
          'result', jsonb_build_object('text', v_text, 'code', v_created ->> 'skipped'));
      end if;
      return jsonb_build_object('state', 'done', 'send', v_created, 'message_id', v_created #>> '{message,id}',
        'result', jsonb_build_object('text', v_created #>> '{message,body}', 'message_id', v_created #>> '{message,id}'));
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

CREATE OR REPLACE FUNCTION app.give_up_workflow_step (
  p_job app.jobs
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.complete_workflow_call(p_job.tenant_id, (p_job.payload ->> 'id')::uuid, null, case (
    select s.kind from public.workflow_steps s where s.tenant_id = p_job.tenant_id and s.id = (p_job.payload ->> 'id')::uuid)
    when 'webhook' then 'webhook_unreachable' else coalesce(left(p_job.last_error, 60), 'internal_error') end);
end;
$function$;

CREATE OR REPLACE FUNCTION app.ingest_whatsapp_events (
  p_events jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  SET plan_cache_mode TO 'force_generic_plan'
  AS $function$
declare
  v_is_batch boolean := jsonb_array_length(p_events) > 1 or jsonb_array_length(p_events #> '{0,actions}') > 1;
  v_place int;
  v_results jsonb[];
begin
  if p_events @? '$[*] ? (@.provider == "twilio" || @.actions[*].type == "connection" || @.actions[*].type == "qr")' then
    perform app.lock_channels(p_events);
  end if;
  if v_is_batch then
    perform app.lock_messages(p_events);
    -- events with one new message each need no more: what they write to is locked in one order when it is known
    if jsonb_array_length(p_events) = 1
      or p_events @? '$[*].actions[*] ? (@.type != "message" || @.sent_via_api == true)' or p_events @? '$[*].actions[1]' then
      perform app.lock_conversations(app.incoming_actions(p_events));
    end if;
  else
    perform pg_advisory_xact_lock(hashtextextended(
      coalesce(p_events #>> '{0,actions,0,target_provider_id}', p_events #>> '{0,actions,0,provider_message_id}'), 2));
  end if;
  begin
    return app.with_wakes(app.ingest_events(p_events));
  exception when others then
    if not app.is_about_content(sqlstate) then
      raise;
    end if;
  end;
  if v_is_batch then
    perform app.lock_conversations(app.incoming_actions(p_events));
  end if;
  foreach v_place in array app.ingest_order(p_events) loop
    begin
      v_results[v_place + 1] := app.ingest_events(jsonb_build_array(p_events -> v_place)) -> 0;
    exception when others then
      if not app.is_about_content(sqlstate) then
        raise;
      end if;
      v_results[v_place + 1] := app.ingest_refused_event(p_events -> v_place, sqlerrm);
    end;
  end loop;
  return app.with_wakes(to_jsonb(v_results));
end;
$function$;

CREATE OR REPLACE FUNCTION app.is_own_number (
  p_thread public.conversation_threads
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select exists (
    select from public.notification_channels c
    left join public.twilio_accounts a on a.tenant_id = c.tenant_id and a.channel_id = c.id
    where c.tenant_id = p_thread.tenant_id and p_thread.phone in (app.canonical_phone(c.phone), app.canonical_phone(a.sender_phone)));
$function$;

CREATE OR REPLACE FUNCTION app.looks_like_a_bot (
  p_message public.conversation_messages
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  -- an answer within two seconds of ours was written by nobody, and nobody writes the same long text again after one
  select exists (
    select from public.conversation_messages o
    where o.tenant_id = p_message.tenant_id and o.thread_id = p_message.thread_id and o.direction = 'outbound' and o.origin = 'automation'
      and o.occurred_at > p_message.occurred_at - interval '1 day' and o.occurred_at <= p_message.occurred_at
      and (o.occurred_at >= p_message.occurred_at - interval '2 seconds' or char_length(p_message.body) >= 40 and exists (
        select from public.conversation_messages b
        where b.tenant_id = p_message.tenant_id and b.thread_id = p_message.thread_id and b.direction = 'inbound' and b.body = p_message.body
          and b.occurred_at > p_message.occurred_at - interval '1 day' and b.occurred_at < o.occurred_at)));
$function$;

CREATE OR REPLACE FUNCTION app.send_auto_reply (
  p_tenant_id  uuid,
  p_message_id uuid,
  p_client_id  uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_message public.conversation_messages;
  v_thread public.conversation_threads;
  v_name text;
  v_decision jsonb;
  v_refusal text;
  v_created jsonb;
begin
  select m.* into v_message from public.conversation_messages m where m.tenant_id = p_tenant_id and m.id = p_message_id;
  if not found then
    return jsonb_build_object('skipped', 'message_not_found');
  end if;
  select * into v_thread from public.conversation_threads t
  where t.tenant_id = p_tenant_id and t.id = v_message.thread_id for update;
  v_name := nullif(split_part(v_thread.contact_name, ' ', 1), '');
  -- message and log are written together: whoever comes again after a crash finds both or neither
  if exists (select from public.conversation_autoreply_log l where l.tenant_id = p_tenant_id and l.message_id = p_message_id) then
    return jsonb_build_object('skipped', 'decided');
  end if;
  v_decision := app.autoreply_decision(p_tenant_id, v_message.occurred_at);
  v_refusal := case
      when v_thread.is_group then 'group'
      when app.is_own_number(v_thread) then 'own_number'
      when not (v_decision ->> 'replies')::boolean then v_decision ->> 'reason'
      when v_message.occurred_at < now() - interval '30 minutes' then 'too_late'
      when v_thread.blocked_at is not null then 'conversation_blocked'
      when exists (select from public.conversation_messages o where o.tenant_id = p_tenant_id and o.thread_id = v_thread.id
        and o.direction = 'outbound' and o.origin <> 'automation' and o.occurred_at > v_message.occurred_at) then 'answered'
      when exists (select from public.conversation_autoreply_log l where l.tenant_id = p_tenant_id and l.thread_id = v_thread.id and l.outcome = 'sent'
        and l.decided_at > now() - make_interval(mins => (app.autoreply_settings_of(p_tenant_id)).cooldown_minutes)) then 'cooldown'
      when app.looks_like_a_bot(v_message) then 'looks_like_a_bot'
      when (select count(*) from public.conversation_autoreply_log l where l.tenant_id = p_tenant_id and l.thread_id = v_thread.id
        and l.outcome = 'sent' and l.decided_at > now() - interval '1 day') >= 3 then 'loop_guard'
    end;
  if v_refusal is null then
    v_created := app.create_automation_text(p_tenant_id, v_thread.thread_key, p_client_id,
      replace(replace(v_decision ->> 'text', ', {nome}', coalesce(', ' || v_name, '')), '{nome}', coalesce(v_name, '')), 'auto_reply',
      nullif(v_decision -> 'template', 'null') || jsonb_build_object('variables', (
        -- a template takes no empty value
        select coalesce(jsonb_object_agg(e.key, replace(e.value, '{nome}', coalesce(v_name, 'você'))), '{}')
        from jsonb_each_text(v_decision #> '{template,variables}') e)));
    v_refusal := v_created ->> 'skipped';
  end if;
  insert into public.conversation_autoreply_log (tenant_id, message_id, thread_id, outcome, reason, reply_id)
  values (p_tenant_id, p_message_id, v_thread.id, case when v_refusal is null then 'sent' else 'skipped' end, v_refusal, (v_created #>> '{message,id}')::uuid)
  on conflict (tenant_id, message_id) do nothing;
  return coalesce(v_created, jsonb_build_object('skipped', v_refusal));
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
  v_talk public.conversation_threads;
  v_message public.conversation_messages;
begin
  -- two events about one person are counted one after the other
  perform pg_advisory_xact_lock(hashtextextended(p_workflow.id::text || coalesce(v_patient, v_thread), 7));
  select * into v_version from public.workflow_versions v
  where v.tenant_id = p_workflow.tenant_id and v.workflow_id = p_workflow.id and v.version = p_workflow.version;
  if p_occurrence ->> 'kind' = 'message.received' then
    select * into v_talk from public.conversation_threads t where t.tenant_id = p_workflow.tenant_id and t.id = v_thread;
    select * into v_message from public.conversation_messages m
    where m.tenant_id = p_workflow.tenant_id and m.id = (p_occurrence ->> 'message_id')::uuid;
  end if;
  v_reason := case
    when p_workflow.id = any (p_chain) then 'loop'
    when p_occurrence ->> 'kind' = 'message.received' and app.is_own_number(v_talk) then 'own_number'
    when p_occurrence ->> 'kind' = 'message.received' and app.looks_like_a_bot(v_message) then 'looks_like_a_bot'
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
        where s.tenant_id = p_tenant_id and s.run_id = v_run.id and s.state = 'waiting' and s.kind = 'wait_for_answer';
        if found and app.answers_run(v_run, v_step, v_message) then
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
        and app.birthday_in(p.birth_date, extract(year from v_tenant.today)::integer) = v_tenant.today
        -- told through the day, because the hour of telling may be missed
        and exists (
          select from public.workflows w where w.tenant_id = v_tenant.tenant_id and w.status = 'published' and w.trigger_kind = 'birthday'
            and not exists (select from public.workflow_runs r where r.tenant_id = v_tenant.tenant_id and r.workflow_id = w.id
              and r.event_key = 'birthday:' || p.id || ':' || extract(year from v_tenant.today)::integer))
    loop
      perform app.publish_event(v_tenant.tenant_id, 'patient.birthday',
        jsonb_build_object('patient_id', v_patient, 'year', extract(year from v_tenant.today)::integer));
      v_told := v_told + 1;
    end loop;
  end loop;
  return v_told;
end;
$function$;

CREATE OR REPLACE FUNCTION app.with_wakes (
  p_results jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  -- what this transaction queued for at once bears its time; volatile, so that it is seen
  if not exists (
    select from app.jobs j
    where j.tenant_id = any (array(select distinct (r.x ->> 'tenant_id')::uuid from jsonb_array_elements(p_results) r (x)))
      and j.run_at = now() and j.finished_at is null and j.dead_at is null)
  then
    return p_results;
  end if;
  return (select jsonb_agg(r.x || '{"wakes": true}' order by r.n) from jsonb_array_elements(p_results) with ordinality r (x, n));
end;
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
      select app.birthday_in(p.birth_date, v_parts[3]::integer)::timestamp at time zone app.clinic_zone(p_tenant_id), p.id
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
    'inside', (
      select coalesce(jsonb_object_agg(i.step_id, i.people), '{}') from (
        select s.step_id, count(*) as people
        from public.workflow_runs r
        join public.workflow_steps s on s.tenant_id = p_row.tenant_id and s.run_id = r.id and s.position = r.step_no
        where r.tenant_id = p_row.tenant_id and r.workflow_id = p_row.id and r.ended_at is null group by s.step_id) i),
    'problems', app.workflow_problems(p_row.tenant_id, p_row.draft),
    'versions', (
      select coalesce(jsonb_agg(jsonb_build_object('version', v.version, 'published_at', v.published_at,
        'published_by_name', pr.full_name, 'definition', v.definition) order by v.version desc), '[]')
      from public.workflow_versions v left join public.profiles pr on pr.id = v.published_by
      where v.tenant_id = p_row.tenant_id and v.workflow_id = p_row.id));
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
    'fields', (select jsonb_agg(jsonb_build_object('key', f.field, 'ops', f.ops, 'value', f.value) order by f.position) from app.workflow_fields f));
end;
$function$;

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
        'error', s.error, 'attempts', s.attempts, 'run_at', s.run_at, 'finished_at', s.finished_at, 'message_status', m.status, 'credits', case when v_shows_cost then (
          select coalesce(sum(c.debt_change - c.amount), 0) from public.whatsapp_credits_transactions c
          where c.tenant_id = p_tenant_id and c.conversation_message_id = s.message_id) end) order by s.position), '[]')
      from public.workflow_steps s
      left join public.conversation_messages m on m.tenant_id = p_tenant_id and m.id = s.message_id
      where s.tenant_id = p_tenant_id and s.run_id = p_id));
end;
$function$;

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
      join public.patients p on p.tenant_id = p_tenant_id and p.archived_at is null and app.birthday_in(p.birth_date, extract(year from d.day)::integer) = d.day
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
  v_zone text := app.clinic_zone(p_tenant_id);
  v_midnight timestamptz := app.local_moment((now() at time zone v_zone)::date::timestamp, v_zone);
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'name', w.name, 'status', w.status,
      'trigger_kind', coalesce(w.trigger_kind, w.draft #>> '{trigger,kind}'), 'step_count', (select count(*) from app.workflow_nodes(w.draft)),
      'version', w.version, 'has_changes', w.draft is distinct from v.definition, 'published_at', v.published_at, 'published_by_name', pr.full_name,
      'inside', r.inside, 'runs_today', r.today, 'runs_30d', r.runs, 'failed_30d', r.failed,
      'credits_30d', case when v_role in ('owner', 'admin', 'supervisor') then c.credits end, 'updated_at', w.updated_at)
      order by w.status = 'stopped', w.name, w.id), '[]')
    from public.workflows w
    left join public.workflow_versions v on v.tenant_id = p_tenant_id and v.workflow_id = w.id and v.version = w.version
    left join public.profiles pr on pr.id = v.published_by
    cross join lateral (
      select count(*) filter (where x.ended_at is null) as inside,
        count(*) filter (where x.started_at >= v_midnight and x.state <> 'skipped') as today,
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

CREATE OR REPLACE FUNCTION public.save_autoreply (
  p_tenant_id uuid,
  p_settings  jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_mode text := p_settings ->> 'mode';
  v_closed text := nullif(btrim(p_settings ->> 'closed_text'), '');
  v_holiday text := nullif(btrim(p_settings ->> 'holiday_text'), '');
  v_template jsonb := nullif(p_settings -> 'template', 'null');
begin
  perform app.require_leader(p_tenant_id);
  if v_mode is null or v_mode not in ('agenda', 'business_hours', 'custom') then
    raise sqlstate 'PT400' using message = 'invalid_mode';
  elsif coalesce(p_settings ->> 'cooldown_minutes', '') !~ '^\d{1,5}$' or (p_settings ->> 'cooldown_minutes')::integer not between 10 and 10080 then
    raise sqlstate 'PT400' using message = 'invalid_cooldown', detail = '10-10080';
  elsif v_closed is null or v_holiday is null then
    raise sqlstate 'PT400' using message = 'empty_body';
  elsif char_length(v_closed) > 1000 or char_length(v_holiday) > 1000 then
    raise sqlstate 'PT400' using message = 'body_too_long', detail = '1000';
  elsif v_closed || v_holiday ~ '\{(?!(nome|clinica|volta)\})' then
    raise sqlstate 'PT400' using message = 'unknown_variable', hint = 'Known are {nome}, {clinica} and {volta}.';
  elsif v_template is not null and not exists (
    select from public.message_templates m where m.tenant_id = p_tenant_id and m.id::text = v_template ->> 'id')
  then
    raise sqlstate 'PT404' using message = 'template_not_found';
  elsif exists (
    select from jsonb_each_text(case when jsonb_typeof(v_template -> 'variables') = 'object' then v_template -> 'variables' else '{}' end) e
    where e.value ~ '\{(?!(nome|clinica|volta)\})')
  then
    raise sqlstate 'PT400' using message = 'unknown_variable', hint = 'Known are {nome}, {clinica} and {volta}.';
  end if;
  insert into public.conversation_autoreply_settings (tenant_id, is_on, mode, business_hours, custom_hours, closes_on_holidays, cooldown_minutes, closed_text, holiday_text, template)
  values (p_tenant_id, coalesce((p_settings ->> 'is_on')::boolean, false), v_mode, app.checked_weekly(p_settings -> 'business_hours'),
    app.checked_weekly(p_settings -> 'custom_hours'), coalesce((p_settings ->> 'closes_on_holidays')::boolean, true),
    (p_settings ->> 'cooldown_minutes')::integer, v_closed, v_holiday, v_template)
  on conflict (tenant_id) do update set is_on = excluded.is_on, mode = excluded.mode, business_hours = excluded.business_hours,
    custom_hours = excluded.custom_hours, closes_on_holidays = excluded.closes_on_holidays, cooldown_minutes = excluded.cooldown_minutes,
    closed_text = excluded.closed_text, holiday_text = excluded.holiday_text, template = excluded.template, updated_at = now();
  return public.get_autoreply(p_tenant_id);
end;
$function$;

ALTER TABLE "public"."conversation_autoreply_settings"
  ADD CONSTRAINT "template_is_an_object" CHECK (((template IS NULL) OR (jsonb_typeof(template) = 'object'::text)));

COMMENT ON COLUMN "public"."conversation_autoreply_settings"."template" IS '{id, variables}: the approved template that goes where free text is not taken; its variables may hold {nome}, {clinica} and {volta}.';

COMMENT ON FUNCTION "app"."answers_run"(public.workflow_runs, public.workflow_steps, public.conversation_messages) IS 'Whether a message of a run''s conversation is what its step waits for.';

COMMENT ON FUNCTION "app"."autoreply_decision"(uuid, timestamp with time zone) IS 'Whether a clinic would answer a message of p_at by itself, and why: {replies, reason: off, open or outside_custom_hours, situation, text with the clinic and the moment filled in, open, closes_at, opens_at; outside_window: what goes where free text is not taken (template, or why none does; null where it always is), template filled in likewise}. Where nothing would leave at all, reason is a code of app.channel_obstacle.';

COMMENT ON FUNCTION "app"."birthday_in"(date, integer) IS 'The birthday of a year.';

COMMENT ON FUNCTION "app"."channel_obstacle"(uuid) IS 'Why nothing would leave a clinic by itself now, whoever it is to: the code, or NULL when it would.';

COMMENT ON FUNCTION "app"."create_automation_text"(uuid, text, uuid, text, text, jsonb) IS 'As create_automation_message, with p_template {id, variables} only where the window for free text is closed.';

COMMENT ON FUNCTION "app"."ingest_whatsapp_events"(jsonb) IS 'Caller: the inbound edge functions. Array of normalised events in, array of {outcome, tenant_id, channel_id, wakes?, error?} out, same order, one transaction. Outcomes: applied, duplicate, ignored, unparsed, unauthorized (nothing stored), error (stored as unparsed; what else the event says is applied). wakes: a job is due now, so the worker should come by.';

COMMENT ON FUNCTION "app"."is_own_number"(public.conversation_threads) IS 'Whether a conversation is one of the clinic with itself: between two numbers of its own.';

COMMENT ON FUNCTION "app"."looks_like_a_bot"(public.conversation_messages) IS 'Whether a message is likely a machine''s: two machines must not talk to each other.';

COMMENT ON FUNCTION "app"."tell_birthdays"(timestamp with time zone) IS 'Caller: process-jobs, every hour of the day. Tells workflows whose birthday it is, where one has not started with it yet.';

COMMENT ON FUNCTION "app"."with_wakes"(jsonb) IS 'The results of ingest_whatsapp_events, marked when something that they brought about waits for a worker.';

COMMENT ON FUNCTION "public"."get_workflow_kit"(uuid) IS 'Caller: members. What workflows are made of: {triggers, steps, recipes, variables, fields}; asks of a recipe: what has to be said before it can be published. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."get_workflow_run"(uuid, uuid) IS 'Caller: members. A run with each step, what became of it, and of the message that it sent. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 workflow_run_not_found.';

COMMENT ON FUNCTION "public"."save_autoreply"(uuid, jsonb) IS 'Caller: owner, admin, supervisor. {is_on, mode, business_hours, custom_hours, closes_on_holidays, cooldown_minutes, closed_text, holiday_text, template}; answers what get_autoreply does. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_mode, PT400 invalid_cooldown, PT400 invalid_hours, PT400 empty_body, PT400 body_too_long, PT400 unknown_variable, PT404 template_not_found.';

REVOKE ALL ON FUNCTION "app"."answers_run"(public.workflow_runs, public.workflow_steps, public.conversation_messages) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."answers_run"(public.workflow_runs, public.workflow_steps, public.conversation_messages) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."answers_run"(public.workflow_runs, public.workflow_steps, public.conversation_messages) TO "postgres";

REVOKE ALL ON FUNCTION "app"."birthday_in"(date, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."birthday_in"(date, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."birthday_in"(date, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."channel_obstacle"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."channel_obstacle"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."channel_obstacle"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."create_automation_text"(uuid, text, uuid, text, text, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."create_automation_text"(uuid, text, uuid, text, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."create_automation_text"(uuid, text, uuid, text, text, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."is_own_number"(public.conversation_threads) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."is_own_number"(public.conversation_threads) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."is_own_number"(public.conversation_threads) TO "postgres";

REVOKE ALL ON FUNCTION "app"."looks_like_a_bot"(public.conversation_messages) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."looks_like_a_bot"(public.conversation_messages) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."looks_like_a_bot"(public.conversation_messages) TO "postgres";

REVOKE ALL ON FUNCTION "app"."with_wakes"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."with_wakes"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."with_wakes"(jsonb) TO "postgres";

insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('process-jobs', 'process-jobs', '* * * * *', '{}'),
  ('prune-expired', 'process-jobs', '23 * * * *', '{"task": "prune"}'),
  ('sweep-files', 'process-jobs', '53 * * * *', '{"task": "sweep"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('reconcile-credit-purchases', 'reconcile-credit-purchases', '*/2 * * * *', '{}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

-- a quarter past three at night in São Paulo
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('check-books', 'process-jobs', '17 6 * * *', '{"task": "books"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

-- birthdays from half past five in the morning in São Paulo on; again every hour, for those that were missed
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('tell-birthdays', 'process-jobs', '29 8-22 * * *', '{"task": "birthdays"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

insert into app.workflow_triggers (kind, position, event, subject, options) values
  ('patient.created', 1, 'patient.created', 'patient', '{}'),
  ('message.received', 2, 'message.received', 'thread',
    '{"words": {"type": "texts"}, "first_only": {"type": "boolean"}, "outside_hours": {"type": "boolean"}}'),
  ('conversation.tagged', 3, 'conversation.tagged', 'thread', '{"tag_id": {"type": "tag", "required": true}}'),
  ('session.missed', 4, 'session.status', 'session', '{}'),
  ('session.attended', 5, 'session.status', 'session', '{"first_only": {"type": "boolean"}}'),
  ('birthday', 6, 'patient.birthday', 'patient', '{"hour": {"type": "number", "min": 7, "max": 20}}'),
  ('intake.submitted', 7, 'intake.submitted', 'patient', '{}')
on conflict (kind) do update set position = excluded.position, event = excluded.event, subject = excluded.subject, options = excluded.options;

-- the fees at a quarter past five in the morning in São Paulo
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('refresh-summaries', 'process-jobs', '*/10 * * * *', '{"task": "summaries"}'),
  ('post-monthly-fees', 'process-jobs', '13 8 * * *', '{"task": "fees"}'),
  ('send-session-reminders', 'send-session-reminders', '* * * * *', '{}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;
