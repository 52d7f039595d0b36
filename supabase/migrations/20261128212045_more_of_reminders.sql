-- more of reminders: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

ALTER TABLE "app"."automation_reasons"
  ADD COLUMN "priority" smallint NOT NULL DEFAULT 80;

ALTER TABLE "public"."conversation_session_reminders_logs"
  ADD COLUMN "is_measured" boolean NOT NULL DEFAULT false;

ALTER TABLE "public"."conversation_session_reminders_settings"
  ADD COLUMN "holdout_percent" smallint NOT NULL DEFAULT 0;

CREATE OR REPLACE FUNCTION app.answer_offer_in_words (
  p_message public.conversation_messages,
  p_now     timestamp with time zone     DEFAULT clock_timestamp()
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_yes boolean := app.offer_wish(p_message);
  v_offer record;
begin
  if v_yes is null then
    return false;
  end if;
  -- an offer and its message have one id
  select m.occurred_at as sent_at, o.id, o.state, o.answered_at into v_offer
  from public.conversation_messages m
  join public.waiting_list_offers o on o.tenant_id = m.tenant_id and o.id = m.client_id
  join public.waiting_slots s on s.tenant_id = o.tenant_id and s.id = o.slot_id
  where m.tenant_id = p_message.tenant_id and m.thread_id = p_message.thread_id and m.direction = 'outbound' and m.origin = 'automation'
    and m.occurred_at > p_message.occurred_at - interval '3 days' and s.starts_at > p_now
  order by m.occurred_at desc, m.id desc limit 1;
  -- said already, or a reminder asked something since
  if v_offer.id is null or v_offer.answered_at is not null or v_offer.state not in ('open', 'expired', 'filled', 'withdrawn') or exists (
    select from public.conversation_session_reminders_logs l
    join public.conversation_messages m on m.tenant_id = l.tenant_id and m.id = l.message_id
    where l.tenant_id = p_message.tenant_id and l.thread_id = p_message.thread_id and l.state = 'sent' and m.occurred_at > v_offer.sent_at) then
    return false;
  end if;
  insert into app.jobs (tenant_id, kind, payload, dedupe_key)
  values (p_message.tenant_id, 'waiting_answer',
    jsonb_build_object('id', v_offer.id, 'message_id', p_message.id, 'yes', v_yes), 'waiting_answer:' || p_message.id)
  on conflict do nothing;
  return true;
end;
$function$;

CREATE OR REPLACE FUNCTION app.apply_waiting_answer (
  p_tenant_id  uuid,
  p_offer_id   uuid,
  p_message_id uuid,
  p_yes        boolean,
  p_ack_id     uuid,
  p_now        timestamp with time zone DEFAULT NULL::timestamp WITH time zone
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_message public.conversation_messages;
  v_answer jsonb;
  v_words text;
  v_key text;
begin
  -- a repetition finds its answer said already
  if exists (select from public.conversation_messages m where m.tenant_id = p_tenant_id and m.client_id = p_ack_id) then
    return jsonb_build_object('skipped', 'answered_already');
  end if;
  select * into v_message from public.conversation_messages m where m.tenant_id = p_tenant_id and m.id = p_message_id;
  -- as of the moment at which they wrote: a worker that was late costs nobody their time
  v_answer := app.answer_waiting_offer(p_tenant_id, p_offer_id, p_yes, coalesce(p_now, v_message.created_at, now()));
  -- they said it once; what they write from here on is read by people
  update public.waiting_list_offers o set answered_at = coalesce(o.answered_at, p_now, clock_timestamp())
  where o.tenant_id = p_tenant_id and o.id = p_offer_id;
  -- the answer says when: no notice says it again
  delete from app.session_notice_wishes w
  where w.tenant_id = p_tenant_id and w.session_id = (v_answer ->> 'session_id')::uuid and v_answer ->> 'state' = 'accepted';
  select app.moment_in_words(s.starts_at, app.clinic_zone(p_tenant_id)) || ', com ' || h.name into v_words
  from public.waiting_list_offers o
  join public.waiting_slots s on s.tenant_id = p_tenant_id and s.id = o.slot_id
  join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = s.therapist_id
  where o.tenant_id = p_tenant_id and o.id = p_offer_id;
  select t.thread_key into v_key from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_message.thread_id;
  return app.create_automation_message(p_tenant_id, v_key, p_ack_id, case
    when v_answer ->> 'state' = 'accepted' then 'Combinado! O horário é seu: *' || v_words || '*.'
    when not p_yes then 'Tudo bem, obrigado por avisar! Você continua na lista de espera.'
    when v_answer ->> 'state' = 'filled' then 'Que pena: o horário de ' || v_words || ' acabou de ser preenchido. Você continua na lista de espera, e avisamos assim que abrir outro.'
    when v_answer ->> 'state' = 'expired' then 'Que pena: o prazo para responder sobre ' || v_words || ' já passou. Você continua na lista de espera, e avisamos assim que abrir outro horário.'
    else 'Que pena: o horário de ' || v_words || ' não está mais disponível.' end,
    'waiting_answer_ack');
end;
$function$;

CREATE OR REPLACE FUNCTION app.create_automation_message (
  p_tenant_id  uuid,
  p_thread_key text,
  p_client_id  uuid,
  p_body       text,
  p_reason     text,
  p_template   jsonb DEFAULT NULL::jsonb
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
  v_created := app.enqueue_message(v_thread, p_client_id, p_body, null, 'automation', null, p_template);
  perform app.keep_reminder_credits(p_tenant_id, p_reason, v_created);
  return v_created;
exception when sqlstate 'PT409' or sqlstate 'PT402' or sqlstate 'PT404' or sqlstate 'PT400' then
  return jsonb_build_object('skipped', sqlerrm);
end;
$function$;

CREATE OR REPLACE FUNCTION app.credits_of (
  p_kind     text,
  p_category text
)
  RETURNS integer
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce((
    select p.credits from public.channel_prices p
    where p.kind = p_kind and p.category in (p_category, 'any') and p.valid_from <= now()
    order by p.category = 'any', p.valid_from desc limit 1), 0);
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
        return jsonb_build_object('state', case when v_created ->> 'skipped' in ('insufficient_credits', 'credits_kept_for_reminders', 'no_active_channel', 'channel_disconnected',
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

CREATE OR REPLACE FUNCTION app.keep_reminder_credits (
  p_tenant_id uuid,
  p_reason    text,
  p_created   jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_balance integer;
begin
  if p_created -> 'duplicate' = 'true'::jsonb or not exists (
    select from app.automation_reasons r join app.automation_reasons s on s.reason = 'session_reminder'
    where r.reason = p_reason and r.priority < s.priority) or not exists (
    select from public.whatsapp_credits_transactions x
    where x.tenant_id = p_tenant_id and x.conversation_message_id = (p_created #>> '{message,id}')::uuid and x.kind = 'usage') then
    return;
  end if;
  select b.balance into v_balance from public.whatsapp_credits_balance b where b.tenant_id = p_tenant_id;
  -- the most that they could need is cheap to know; what they do need is asked for where it gets tight
  if v_balance < app.reminder_credits(p_tenant_id, now(), false) and v_balance < app.reminder_credits(p_tenant_id, now(), true) then
    raise sqlstate 'PT402' using message = 'credits_kept_for_reminders';
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.message_price (
  p_message public.conversation_messages
)
  RETURNS integer
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_category text := 'service';
begin
  if p_message.content ? 'template' then
    select lower(btrim(t.category)) into v_category from public.message_templates t
    where t.tenant_id = p_message.tenant_id and t.id = (p_message.content #>> '{template,id}')::uuid;
  end if;
  return app.credits_of(p_message.provider, v_category);
end;
$function$;

CREATE OR REPLACE FUNCTION app.offer_wish (
  p_message public.conversation_messages
)
  RETURNS boolean
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
declare
  v_filler text := '(o|a|esse|este|horario|vaga|pra mim|para mim|comigo|eu|sim|nao|hoje|amanha|entao|infelizmente|desculp(e|a|em)|dessa vez|desta vez|por enquanto|que pena|com certeza|combinado|beleza|perfeito|otimo|maravilha|gostei)';
  v_yes text := '(1|um|sim|s|ss|com certeza|combinado|perfeito|aceito|aceitamos|topo|confirm(o|ado|ada|amos)|(eu )?(quero|queremos)( sim)?( ficar| marcar| esse| este| o horario| essa vaga)*|pode (ser|marcar|reservar|agendar|confirmar)|(e )?(fico|ficamos|vou ficar) com (ele|esse|este|o horario|a vaga)|(pode|podem) (deixar|colocar)|marca|reserva|agenda)';
  v_no text := '(2|dois|nao|n|nao (quero|vou querer|posso|poderei|podemos|consigo|conseguirei|da|vai dar|rola)( mais)?( ir| ficar| nesse| neste| esse| este)*|passo|dispenso|recuso|(fica|deixa) (pra|para) (a )?proxima|deixa passar|sem condicoes)';
  v_text text;
begin
  if p_message.kind in ('button', 'list') and p_message.content ->> 'id' in ('waiting_yes', 'waiting_no') then
    return p_message.content ->> 'id' = 'waiting_yes';
  end if;
  if p_message.kind not in ('text', 'button', 'list') or char_length(p_message.body) not between 1 and 160 or p_message.body like '%?%' then
    return null;
  end if;
  v_text := app.bare_words(p_message.body);
  if v_text = '' then
    return case when app.normalize_text(p_message.body) ~ '^\W*ok(ay)?\M' or p_message.body ~ '^\s*(👍|👌|✅|🆗)' then true
      when p_message.body ~ '^\s*👎' then false end;
  end if;
  if v_text ~ '(^| )(nao|n|2|dois|passo|dispenso|recuso|proxima|passar|condicoes)( |$)' then
    return case when v_text !~ '(^| )(1|um|s|ss|aceito|topo)( |$)' and v_text ~ ('^((' || v_filler || '|' || v_no || ')( |$))+$') 
      and v_text ~ ('(^| )' || v_no || '( |$)') then false end;
  end if;
  return case when v_text ~ ('^((' || v_filler || '|' || v_yes || ')( |$))+$') and v_text ~ ('(^| )' || v_yes || '( |$)') then true end;
end;
$function$;

CREATE OR REPLACE FUNCTION app.plan_session_reminders (
  p_now timestamp with time zone
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_log public.conversation_session_reminders_logs;
  v_why text;
begin
  insert into public.conversation_session_reminders_logs (
    tenant_id, session_id, patient_id, window_minutes, starts_at, due_at, useless_at, retry_at, state, reason, is_measured)
  select d.tenant_id, d.session_id, d.patient_id, d.minutes, d.starts_at, d.due_at, d.useless_at, p_now,
    case when h.out then 'skipped' else 'waiting' end, case when h.out then 'held_out' end, h.out or (d.settings).holdout_percent > 0
  from (
    select c.tenant_id, c as settings, s.id as session_id, sp.patient_id, w.minutes, s.starts_at,
      s.starts_at - make_interval(mins => w.minutes) as due_at, s.starts_at - make_interval(mins => w.until_minutes) as useless_at
    from public.conversation_session_reminders_settings c
    cross join lateral app.reminder_windows(c.windows) w
    join public.sessions s on s.tenant_id = c.tenant_id
      and s.starts_at > p_now - interval '3 days' and s.starts_at <= p_now + make_interval(mins => w.minutes)
    join public.session_statuses u on u.key = s.status and not u.is_outcome
    join public.session_patients sp on sp.tenant_id = c.tenant_id and sp.session_id = s.id
    join public.session_statuses v on v.key = sp.status and not v.is_outcome
    where c.is_on and s.starts_at - make_interval(mins => w.minutes) >= w.since
      and not exists (
        select from public.conversation_session_reminders_logs l
        where l.tenant_id = c.tenant_id and l.session_id = s.id and app.surviving_patient(l.tenant_id, l.patient_id) = sp.patient_id and l.window_minutes = w.minutes
          and l.starts_at = s.starts_at)
      and app.start_set_at(s) <= s.starts_at - make_interval(mins => w.minutes)
    offset 0) d
  cross join lateral (select app.reminder_is_held_out(d.settings, d.session_id, d.patient_id, d.starts_at) as out) h
  order by d.tenant_id, d.starts_at, d.session_id, d.patient_id, d.minutes desc
  on conflict do nothing;
  -- what never left the clinic is tried again while it is of use
  update public.conversation_session_reminders_logs l set
    state = 'waiting', reason = m.error_code, retry_at = p_now, sent_at = null, cost = null
  from public.conversation_messages m
  where l.state = 'sent' and l.useless_at > p_now and m.tenant_id = l.tenant_id and m.id = l.message_id and m.status = 'failed'
    and m.error_code in ('temporary_failure_exhausted', 'gave_way', 'no_active_channel', 'channel_changed');
  for v_log in
    select l.* from public.conversation_session_reminders_logs l where l.state = 'waiting' and l.retry_at <= p_now
    order by l.due_at, l.id for update skip locked
  loop
    v_why := app.reminder_over(v_log, p_now);
    if v_why is not null then
      perform app.close_reminder(v_log, v_why);
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
  -- somebody else's machine has the conversation: it is shown, and nothing answers it here
  if p_message.content ? 'standby' then
    return;
  end if;
  -- workflows hear of every message, whatever else it answers
  perform app.tell_workflows_of_message(p_message);
  -- what answers the last question, of a free time or of a session, asks for no other answer
  if not p_is_opt_word and (app.answer_offer_in_words(p_message) or app.answer_reminder(p_message)) then
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

CREATE OR REPLACE FUNCTION app.reminder_credits (
  p_tenant_id uuid,
  p_now       timestamp with time zone,
  p_exactly   boolean
)
  RETURNS integer
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_settings public.conversation_session_reminders_settings := app.reminder_settings_of(p_tenant_id);
  v_kind text := (
    select c.provider from public.notification_channels c
    where c.tenant_id = p_tenant_id and c.is_active and app.kind_costs_credits(c.provider) limit 1);
  v_longest integer;
  v_ids uuid[];
begin
  if not v_settings.is_on or v_kind is null then
    return 0;
  end if;
  select max(w.minutes) into v_longest from app.reminder_windows(v_settings.windows) w;
  v_ids := array(
    select s.id from public.sessions s join public.session_statuses u on u.key = s.status and not u.is_outcome
    where s.tenant_id = p_tenant_id and s.starts_at > p_now and s.starts_at < p_now + interval '24 hours' + make_interval(mins => v_longest));
  if p_exactly then
    return (
      select coalesce(sum(greatest(app.credits_of(v_kind, 'service'), app.credits_of(v_kind, lower(btrim(t.category))))), 0)
      from app.reminder_forecast(p_tenant_id, v_ids, p_now) f
      join app.reminder_windows(v_settings.windows) w on w.minutes = f.window_minutes
      left join public.message_templates t on t.tenant_id = p_tenant_id and t.id = (w.template ->> 'id')::uuid
      where f.goes_at < p_now + interval '24 hours'
        and (f.outlook = 'will_go' or f.outlook = 'will_not_go' and f.reason = 'insufficient_credits'));
  end if;
  return (
    select coalesce(count(*) * max(greatest(app.credits_of(v_kind, 'service'), app.credits_of(v_kind, lower(btrim(t.category))))), 0)
    from app.reminder_windows(v_settings.windows) w
    left join public.message_templates t on t.tenant_id = p_tenant_id and t.id = (w.template ->> 'id')::uuid
    cross join public.session_patients sp
    where sp.tenant_id = p_tenant_id and sp.session_id = any (v_ids));
end;
$function$;

CREATE OR REPLACE FUNCTION app.reminder_effect (
  p_tenant_id uuid,
  p_now       timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  with people as (
    select l.session_id, app.surviving_patient(p_tenant_id, l.patient_id) as patient_id, l.starts_at, min(l.due_at) as due_at,
      bool_or(l.reason is not distinct from 'held_out') as is_held
    from public.conversation_session_reminders_logs l
    where l.tenant_id = p_tenant_id and l.starts_at <= p_now
    group by 1, 2, 3 having bool_and(l.is_measured)
  ), seen as (
    select e.is_held, e.due_at, u.is_outcome as is_settled, sp.status = 'missed' as is_missed,
      sp.status in ('cancelled', 'excused') and (
        select max(x.created_at) from app.session_events x
        where x.tenant_id = p_tenant_id and x.session_id = e.session_id and x.after -> 'patients' @> jsonb_build_array(
          jsonb_build_object('patient_id', e.patient_id, 'status', sp.status)) and not coalesce(x.before -> 'patients' @> jsonb_build_array(
          jsonb_build_object('patient_id', e.patient_id, 'status', sp.status)), false)
      ) > s.starts_at - interval '24 hours' as is_late
    from people e
    join public.sessions s on s.tenant_id = p_tenant_id and s.id = e.session_id and s.starts_at = e.starts_at
    join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = e.session_id and sp.patient_id = e.patient_id
    join public.session_statuses u on u.key = sp.status
  ), counted as (
    select (count(*) filter (where is_held and is_settled))::integer as held, (count(*) filter (where is_held and is_missed))::integer as held_missed,
      (count(*) filter (where is_held and is_late))::integer as held_late, (count(*) filter (where not is_held and is_settled))::integer as reminded,
      (count(*) filter (where not is_held and is_missed))::integer as reminded_missed,
      (count(*) filter (where not is_held and is_late))::integer as reminded_late,
      (count(*) filter (where not is_settled))::integer as unsettled, min(due_at) as since
    from seen
  )
  select jsonb_build_object('since', c.since, 'unsettled', c.unsettled,
    'held_out', jsonb_build_object('people', c.held, 'missed', c.held_missed, 'late', c.held_late),
    'reminded', jsonb_build_object('people', c.reminded, 'missed', c.reminded_missed, 'late', c.reminded_late),
    'missed', app.share_difference(c.held_missed, c.held, c.reminded_missed, c.reminded),
    'late', app.share_difference(c.held_late, c.held, c.reminded_late, c.reminded))
  from counted c;
$function$;

CREATE OR REPLACE FUNCTION app.reminder_forecast (
  p_tenant_id   uuid,
  p_session_ids uuid[],
  p_now         timestamp with time zone
)
  RETURNS TABLE (
    session_id     uuid,
    patient_id     uuid,
    window_minutes integer,
    due_at         timestamp with time zone,
    goes_at        timestamp with time zone,
    outlook        text,
    reason         text
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  with planned as (
    select s.id, s.starts_at, sp.patient_id, sp.status, c, w.minutes, w.since, w.template is not null as has_template, w.due_at,
      s.starts_at - make_interval(mins => w.until_minutes) as useless_at, l.state, l.reason, l.sent_at,
      app.start_set_at(s) as set_at, u.is_outcome or v.is_outcome as is_over,
      app.after_quiet(greatest(w.due_at, p_now), t.time_zone, c.quiet_from, c.quiet_to) as goes_at
    from app.reminder_settings_of(p_tenant_id) c
    join public.tenants t on t.id = p_tenant_id
    join public.sessions s on s.tenant_id = p_tenant_id and s.id = any (p_session_ids)
    join public.session_statuses u on u.key = s.status
    join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = s.id
    join public.session_statuses v on v.key = sp.status
    cross join lateral (
      select r.*, s.starts_at - make_interval(mins => r.minutes) as due_at from app.reminder_windows(c.windows) r) w
    left join public.conversation_session_reminders_logs l on l.tenant_id = p_tenant_id and l.session_id = s.id
      and l.patient_id = sp.patient_id and l.window_minutes = w.minutes and l.starts_at = s.starts_at
  ), judged as (
    select p.*, case
      when p.state in ('sent', 'skipped') then p.reason
      when p.is_over then 'session_over'
      when not (p.c).is_on then 'reminders_off'
      when p.due_at < p.set_at then 'booked_after_due'
      when p.due_at < p.since then 'window_was_not_there'
      when app.reminder_is_held_out(p.c, p.id, p.patient_id, p.starts_at) then 'held_out'
      when p.useless_at <= p_now then 'system_down'
      when p.goes_at >= p.useless_at then 'quiet_hours'
      else app.reminder_obstacle(p.c, p.patient_id, p.status, p.has_template, p.goes_at) end as why
    from planned p
  )
  select j.id, j.patient_id, j.minutes, j.due_at, coalesce(j.sent_at, j.goes_at), case
    when j.state in ('sent', 'skipped') then j.state when j.why is null then 'will_go' else 'will_not_go' end, j.why
  from judged j;
$function$;

CREATE OR REPLACE FUNCTION app.reminder_is_held_out (
  p_settings   public.conversation_session_reminders_settings,
  p_session_id uuid,
  p_patient_id uuid,
  p_starts_at  timestamp with time zone
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(bool_or(l.reason is not distinct from 'held_out'), (
      ('x' || left(md5('reminder:' || p_session_id), 8))::bit(32)::bigint % 100 < p_settings.holdout_percent))
  from public.conversation_session_reminders_logs l
  where l.tenant_id = p_settings.tenant_id and l.session_id = p_session_id and l.patient_id = p_patient_id and l.starts_at = p_starts_at;
$function$;

CREATE OR REPLACE FUNCTION app.reminder_settings_of (
  p_tenant_id uuid
)
  RETURNS public.conversation_session_reminders_settings
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_row public.conversation_session_reminders_settings;
begin
  select * into v_row from public.conversation_session_reminders_settings s where s.tenant_id = p_tenant_id;
  if v_row.tenant_id is null then
    v_row := row(p_tenant_id, false, jsonb_build_array(
      jsonb_build_object('minutes', 1440, 'template', null, 'text', E'Olá! Aqui é da {clinica}.\n\nLembrete: {nome} tem sessão {data}, às {hora}, com {terapeuta}.\n\nResponda 1 para confirmar ou 2 se não puder vir.'),
      jsonb_build_object('minutes', 120, 'template', null, 'text', E'Olá! Aqui é da {clinica}. A sessão de {nome} com {terapeuta} é hoje ({data}), às {hora}.\n\nResponda 1 para confirmar ou 2 se não puder vir.')),
      time '21:00', time '07:00', false, now(), 0::smallint);
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.send_session_notice (
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_id         uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  -- whoever was merged into another since is told as that one
  v_patient uuid := app.surviving_patient(p_tenant_id, p_patient_id);
  v_due timestamptz;
  v_sessions uuid[];
  v_lines text[];
  v_body text;
  v_key text;
  v_created jsonb := jsonb_build_object('skipped', 'no_conversation');
begin
  select max(l.due_at) into v_due from (
    select w.due_at from app.session_notice_wishes w
    where w.tenant_id = p_tenant_id and w.patient_id = v_patient order by w.session_id for update) l;
  if v_due is null or v_due > now() then
    return jsonb_build_object('skipped', 'nothing_due');
  end if;
  select array_agg(l.session_id), array_agg(l.line) into v_sessions, v_lines
  from app.session_notice_lines(p_tenant_id, v_patient) l;
  delete from app.session_notice_wishes w where w.tenant_id = p_tenant_id and w.patient_id = v_patient;
  if v_lines is null then
    return jsonb_build_object('skipped', 'unchanged');
  end if;
  select 'Olá, ' || split_part(p.name, ' ', 1) || '! Aqui é da ' || t.name || E'.\n\n• '
    || array_to_string(v_lines[:12], E'\n• ')
    || case when cardinality(v_lines) > 12 then format(E'\n• e mais %s', cardinality(v_lines) - 12) else '' end
    || E'\n\nQualquer dúvida, é só responder por aqui.'
  into v_body
  from public.patients p join public.tenants t on t.id = p_tenant_id
  where p.tenant_id = p_tenant_id and p.id = v_patient;
  v_key := app.thread_to_tell(p_tenant_id, v_patient);
  if v_key is not null then
    v_created := app.create_automation_message(p_tenant_id, v_key, p_id, v_body, case when exists (
      select from public.online_bookings b
      where b.tenant_id = p_tenant_id and b.session_id = any (v_sessions) and b.patient_id = v_patient) then 'online_booking' else 'session_notice' end);
  end if;
  insert into public.session_notices (tenant_id, id, patient_id, session_ids, body, message_id, skipped)
  values (p_tenant_id, p_id, v_patient, v_sessions, v_body, (v_created #>> '{message,id}')::uuid, v_created ->> 'skipped');
  perform app.broadcast(p_tenant_id, 'session_notice', jsonb_build_object('session_ids', v_sessions));
  return v_created;
end;
$function$;

CREATE OR REPLACE FUNCTION app.send_waiting_offer (
  p_slot       public.waiting_slots,
  p_offer_id   uuid,
  p_link       text,
  p_expires_at timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_secret text := translate(encode(extensions.gen_random_bytes(24), 'base64'), '+/', '-_');
  v_patient uuid;
  v_key text;
  v_body text;
  v_created jsonb := jsonb_build_object('skipped', 'no_conversation');
begin
  select w.patient_id, 'Olá, ' || split_part(p.name, ' ', 1) || '! Aqui é da ' || t.name || E'.\n\nAbriu um horário: *'
    || app.moment_in_words(p_slot.starts_at, t.time_zone) || '*, com ' || h.name || E'.\n\nPara ficar com ele, responda *sim* por aqui até '
    || case when (p_expires_at at time zone t.time_zone)::date = (clock_timestamp() at time zone t.time_zone)::date
      then to_char(p_expires_at at time zone t.time_zone, 'FMHH24"h"MI') else app.moment_in_words(p_expires_at, t.time_zone) end
    || E', ou abra:\n' || p_link || replace(p_slot.tenant_id::text, '-', '') || '.' || v_secret
    || E'\n\nSe não puder, responda *não*: você continua na lista de espera.'
  into v_patient, v_body
  from public.waiting_list_offers o
  join public.waiting_list w on w.tenant_id = o.tenant_id and w.id = o.entry_id
  join public.patients p on p.tenant_id = w.tenant_id and p.id = w.patient_id
  join public.tenants t on t.id = o.tenant_id
  join public.therapists h on h.tenant_id = o.tenant_id and h.user_id = p_slot.therapist_id
  where o.tenant_id = p_slot.tenant_id and o.id = p_offer_id;
  v_key := app.thread_to_tell(p_slot.tenant_id, v_patient);
  if v_key is not null then
    -- the offer and its message have one id: sent once, however often this is tried
    v_created := app.create_automation_message(p_slot.tenant_id, v_key, p_offer_id, v_body, 'waiting_offer');
  end if;
  if v_created ? 'skipped' then
    update public.waiting_list_offers o set state = 'unsent', skipped = v_created ->> 'skipped', body = v_body
    where o.tenant_id = p_slot.tenant_id and o.id = p_offer_id;
  else
    update public.waiting_list_offers o set state = 'open', body = v_body, expires_at = p_expires_at,
      message_id = (v_created #>> '{message,id}')::uuid, token_hash = sha256(convert_to(v_secret, 'UTF8'))
    where o.tenant_id = p_slot.tenant_id and o.id = p_offer_id;
  end if;
  return v_created;
end;
$function$;

CREATE OR REPLACE FUNCTION app.share_difference (
  p_without    integer,
  p_of_without integer,
  p_with       integer,
  p_of_with    integer
)
  RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('low', round((d - e)::numeric, 4), 'high', round((d + e)::numeric, 4), 'verdict', case
    when least(p_of_without, p_of_with) < 50 then 'too_few' when d - e > 0 then 'helps' when d + e < 0 then 'hurts' else 'unclear' end)
  from (
    select a - b as d, 1.96 * sqrt(a * (1 - a) / (p_of_without + 2) + b * (1 - b) / (p_of_with + 2)) as e
    from (select (p_without + 1)::double precision / (p_of_without + 2) as a, (p_with + 1)::double precision / (p_of_with + 2) as b) s) t;
$function$;

CREATE OR REPLACE FUNCTION public.get_reminder_credits (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_needed integer;
  v_balance integer;
begin
  perform app.require_member(p_tenant_id);
  v_needed := app.reminder_credits(p_tenant_id, now(), true);
  v_balance := coalesce((select b.balance from public.whatsapp_credits_balance b where b.tenant_id = p_tenant_id), 0);
  return jsonb_build_object('needed', v_needed, 'kept', least(v_needed, greatest(v_balance, 0)), 'balance', v_balance);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_reminder_credits"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_reminder_effect (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_leader(p_tenant_id);
  return app.reminder_effect(p_tenant_id, now());
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_reminder_effect"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_session_reminder_settings (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.conversation_session_reminders_settings;
begin
  perform app.require_member(p_tenant_id);
  v_row := app.reminder_settings_of(p_tenant_id);
  return jsonb_build_object('is_on', v_row.is_on, 'quiet_from', to_char(v_row.quiet_from, 'HH24:MI'),
    'quiet_to', to_char(v_row.quiet_to, 'HH24:MI'), 'skip_when_confirmed', v_row.skip_when_confirmed, 'holdout_percent', v_row.holdout_percent,
    'windows', (select jsonb_agg(jsonb_build_object('minutes', w.minutes, 'text', w.text, 'template', w.template) order by w.minutes desc)
      from app.reminder_windows(v_row.windows) w));
end;
$function$;

CREATE OR REPLACE FUNCTION public.save_session_reminder_settings (
  p_tenant_id uuid,
  p_settings  jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_old public.conversation_session_reminders_settings;
  v_on boolean;
  v_window jsonb;
  v_windows jsonb := '[]';
  v_minutes integer;
  v_holdout integer;
  v_text text;
begin
  perform app.require_leader(p_tenant_id);
  v_old := app.reminder_settings_of(p_tenant_id);
  v_on := case when jsonb_typeof(p_settings -> 'is_on') = 'boolean' then (p_settings ->> 'is_on')::boolean else v_old.is_on end;
  v_holdout := case when p_settings ? 'holdout_percent' then app.typed_number(p_settings ->> 'holdout_percent') else v_old.holdout_percent end;
  if v_holdout is null or v_holdout not between 0 and 20
    or jsonb_typeof(coalesce(p_settings -> 'windows', v_old.windows)) <> 'array'
    or coalesce(p_settings ->> 'quiet_from', '00:00') !~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'
    or coalesce(p_settings ->> 'quiet_to', '00:00') !~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' then
    raise sqlstate 'PT400' using message = 'invalid_settings';
  end if;
  for v_window in select w from jsonb_array_elements(coalesce(p_settings -> 'windows', v_old.windows)) w loop
    v_minutes := app.typed_number(v_window ->> 'minutes');
    v_text := app.trimmed(v_window ->> 'text', 1000);
    if coalesce(v_minutes, 0) not between 60 and 10080 or v_windows @> jsonb_build_array(jsonb_build_object('minutes', v_minutes)) then
      raise sqlstate 'PT400' using message = 'invalid_reminder_window', detail = coalesce(v_window ->> 'minutes', '');
    end if;
    if v_text is null then
      raise sqlstate 'PT400' using message = 'empty_body', detail = v_minutes::text;
    end if;
    if jsonb_typeof(v_window -> 'template') = 'object' then
      perform app.require_template(p_tenant_id, v_window -> 'template');
    end if;
    -- what was due before a window was there is not made up for: nobody is reminded twice of one session
    v_windows := v_windows || jsonb_build_array(jsonb_build_object('minutes', v_minutes, 'text', v_text,
      'template', case when jsonb_typeof(v_window -> 'template') = 'object' then v_window -> 'template' end,
      'since', coalesce((
        select w.since from app.reminder_windows(v_old.windows) w where w.minutes = v_minutes and v_old.is_on), clock_timestamp())));
  end loop;
  if jsonb_array_length(v_windows) not between 1 and 5 then
    raise sqlstate 'PT400' using message = 'invalid_reminder_window', detail = '';
  end if;
  insert into public.conversation_session_reminders_settings as s (tenant_id, is_on, windows, quiet_from, quiet_to, skip_when_confirmed, holdout_percent)
  values (p_tenant_id, v_on, v_windows, coalesce((p_settings ->> 'quiet_from')::time, v_old.quiet_from),
    coalesce((p_settings ->> 'quiet_to')::time, v_old.quiet_to), case when jsonb_typeof(p_settings -> 'skip_when_confirmed') = 'boolean'
      then (p_settings ->> 'skip_when_confirmed')::boolean else v_old.skip_when_confirmed end, v_holdout)
  on conflict (tenant_id) do update set is_on = excluded.is_on, windows = excluded.windows, quiet_from = excluded.quiet_from,
    quiet_to = excluded.quiet_to, skip_when_confirmed = excluded.skip_when_confirmed,
    holdout_percent = excluded.holdout_percent, updated_at = clock_timestamp();
  return public.get_session_reminder_settings(p_tenant_id);
end;
$function$;

ALTER TABLE "app"."automation_reasons"
  ADD CONSTRAINT "priority_is_sane" CHECK (((priority >= 1) AND (priority <= 100)));

ALTER TABLE "public"."conversation_session_reminders_settings"
  ADD CONSTRAINT "holdout_is_a_small_share" CHECK (((holdout_percent >= 0) AND (holdout_percent <= 20)));

COMMENT ON COLUMN "app"."automation_reasons"."priority" IS 'What is lower than that of session_reminder leaves the credits alone that the reminders of the next 24 hours need.';

COMMENT ON COLUMN "public"."conversation_session_reminders_logs"."is_measured" IS 'It fell due while a share was held out: it counts in get_reminder_effect.';

COMMENT ON COLUMN "public"."conversation_session_reminders_settings"."holdout_percent" IS 'Share of sessions that get no reminder, so that the effect of reminders can be measured: get_reminder_effect.';

COMMENT ON FUNCTION "app"."answer_offer_in_words"(public.conversation_messages, timestamp with time zone) IS 'Whether a message of a person answers the last time that they were offered, which is still to come and which they did not answer; nothing was asked of them since. The answer becomes a job.';

COMMENT ON FUNCTION "app"."apply_waiting_answer"(uuid, uuid, uuid, boolean, uuid, timestamp with time zone) IS 'Caller: workers. What somebody wrote to the offer of a time: the first yes books it, a late one is told so politely (p_ack_id is that message). p_now NULL: when the message came. Answers as create_automation_message.';

COMMENT ON FUNCTION "app"."create_automation_message"(uuid, text, uuid, text, text, jsonb) IS 'Caller: workers. The one gate of what is sent by itself: like create_outbound_message, p_template {id, variables} in place of a text; p_reason is a row of app.automation_reasons, another one counts as service. Answers {skipped: code} where a person would get a refusal, where the person opted out of that purpose, or where the credits are kept for more important things.';

COMMENT ON FUNCTION "app"."credits_of"(text, text) IS 'Credits for one message; 0 where the kind of channel has no price.';

COMMENT ON FUNCTION "app"."keep_reminder_credits"(uuid, text, jsonb) IS 'Caller: the gate, after it queued and charged a message. Errors: PT402 credits_kept_for_reminders, which takes both back: the message goes less before reminders, and the balance would be less than the reminders of the next 24 hours need.';

COMMENT ON FUNCTION "app"."offer_wish"(public.conversation_messages) IS 'true or false when a message says nothing but yes or no to the offer of a time, in words, by number or by a button; NULL for questions and everything else.';

COMMENT ON FUNCTION "app"."reminder_credits"(uuid, timestamp with time zone, boolean) IS 'Credits that the reminders of the 24 hours from a moment on need; not p_exactly: at most, and at once.';

COMMENT ON FUNCTION "app"."reminder_effect"(uuid, timestamp with time zone) IS 'What get_reminder_effect answers as of a moment.';

COMMENT ON FUNCTION "app"."reminder_is_held_out"(public.conversation_session_reminders_settings, uuid, uuid, timestamp with time zone) IS 'Whether a session belongs to the share that gets no reminder.';

COMMENT ON FUNCTION "app"."share_difference"(integer, integer, integer, integer) IS 'How much more of those without a reminder than of those with one did something: {low, high: of the difference with 95 %, verdict: too_few under 50 on a side, unclear where the interval has both, helps, hurts}.';

COMMENT ON FUNCTION "public"."get_reminder_credits"(uuid) IS 'Caller: members. {needed: credits that the reminders of the next 24 hours need, kept: how many of them are there and left alone by what is less important, balance}; zeros where messages cost nothing. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."get_reminder_effect"(uuid) IS 'Caller: owner, admin, supervisor. Sessions that fell due for a reminder while a share was held out, and are over: {since|null, unsettled: nobody noted what became of them, held_out and reminded: {people, missed, late: cancelled or excused within 24 hours}, missed and late: {low, high: how many more without a reminder, as a share, with 95 %, verdict too_few|unclear|helps|hurts}}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."get_session_reminder_settings"(uuid) IS 'Caller: members. {is_on, quiet_from HH:MM, quiet_to, skip_when_confirmed, holdout_percent 0–20, windows: [{minutes, text, template: {id, variables}|null}]}, the longest window first. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."save_session_reminder_settings"(uuid, jsonb) IS 'Caller: owner, admin, supervisor. {is_on, quiet_from HH:MM, quiet_to, skip_when_confirmed, holdout_percent 0–20, windows: [{minutes 60–10080, text up to 1000, template: {id, variables}|null}], one to five}; keys that are not there stay. What is still due follows at once. Answers get_session_reminder_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_settings, PT400 invalid_reminder_window, PT400 empty_body, PT404 template_not_found, PT409 template_not_approved, PT409 template_not_supported, PT400 template_variables_invalid, PT400 template_too_long.';

REVOKE ALL ON FUNCTION "app"."answer_offer_in_words"(public.conversation_messages, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."answer_offer_in_words"(public.conversation_messages, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."answer_offer_in_words"(public.conversation_messages, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."apply_waiting_answer"(uuid, uuid, uuid, boolean, uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."apply_waiting_answer"(uuid, uuid, uuid, boolean, uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."apply_waiting_answer"(uuid, uuid, uuid, boolean, uuid, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."apply_waiting_answer"(uuid, uuid, uuid, boolean, uuid, timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."credits_of"(text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."credits_of"(text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."credits_of"(text, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."keep_reminder_credits"(uuid, text, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."keep_reminder_credits"(uuid, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."keep_reminder_credits"(uuid, text, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."offer_wish"(public.conversation_messages) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."offer_wish"(public.conversation_messages) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."offer_wish"(public.conversation_messages) TO "postgres";

REVOKE ALL ON FUNCTION "app"."reminder_credits"(uuid, timestamp WITH time zone, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."reminder_credits"(uuid, timestamp WITH time zone, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."reminder_credits"(uuid, timestamp WITH time zone, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "app"."reminder_effect"(uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."reminder_effect"(uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."reminder_effect"(uuid, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."reminder_is_held_out"(public.conversation_session_reminders_settings, uuid, uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."reminder_is_held_out"(public.conversation_session_reminders_settings, uuid, uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."reminder_is_held_out"(public.conversation_session_reminders_settings, uuid, uuid, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."share_difference"(integer, integer, integer, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."share_difference"(integer, integer, integer, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."share_difference"(integer, integer, integer, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_reminder_credits"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_reminder_credits"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_reminder_credits"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_reminder_effect"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_reminder_effect"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_reminder_effect"(uuid) TO "postgres";

insert into app.automation_reasons (reason, purpose, priority) values
  ('opt_out_ack', 'ack', 100), ('opt_in_ack', 'service', 90), ('auto_reply', 'service', 80), ('session_notice', 'service', 90)
on conflict (reason) do update set purpose = excluded.purpose, priority = excluded.priority;

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

insert into app.automation_reasons (reason, purpose, priority) values
  ('workflow_service', 'service', 40), ('workflow_reminders', 'reminders', 45), ('workflow_marketing', 'marketing', 10)
on conflict (reason) do update set purpose = excluded.purpose, priority = excluded.priority;

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

-- A freed time is lost by waiting, so its offer goes before what is due tomorrow.
insert into app.automation_reasons (reason, purpose, priority) values
  ('session_reminder', 'reminders', 70), ('reminder_answer_ack', 'ack', 90), ('waiting_offer', 'service', 80),
  ('waiting_answer_ack', 'ack', 90), ('online_booking', 'service', 90)
on conflict (reason) do update set purpose = excluded.purpose, priority = excluded.priority;

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
