-- session reminders: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "public"."conversation_session_reminders_logs" (
  "tenant_id"      uuid                     NOT NULL,
  "id"             uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "session_id"     uuid                     NOT NULL,
  "patient_id"     uuid                     NOT NULL,
  "window_minutes" integer                  NOT NULL,
  "starts_at"      timestamp with time zone NOT NULL,
  "due_at"         timestamp with time zone NOT NULL,
  "useless_at"     timestamp with time zone NOT NULL,
  "state"          text                     NOT NULL DEFAULT 'waiting'::text,
  "reason"         text,
  "retry_at"       timestamp with time zone NOT NULL,
  "sent_at"        timestamp with time zone,
  "thread_id"      uuid,
  "message_id"     uuid,
  "cost"           integer,
  "answer"         text,
  "answered_at"    timestamp with time zone,
  "created_at"     timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "conversation_session_reminders_logs_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "reminder_answer_is_known" CHECK ((answer = ANY (ARRAY['confirmed'::text, 'cancelled'::text]))),
  CONSTRAINT "reminder_is_claimed_once" UNIQUE (tenant_id, session_id, patient_id, window_minutes, starts_at),
  CONSTRAINT "reminder_state_is_known" CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'skipped'::text]))),
  CONSTRAINT "sent_reminder_has_its_message" CHECK (((state = 'sent'::text) <= ((message_id IS NOT NULL) AND (sent_at IS NOT NULL)))),
  CONSTRAINT "skipped_reminder_says_why" CHECK (((state = 'skipped'::text) <= (reason IS NOT NULL)))
);

ALTER TABLE "public"."conversation_session_reminders_logs"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."conversation_session_reminders_logs" FROM "anon";

CREATE TABLE "public"."conversation_session_reminders_settings" (
  "tenant_id"           uuid                     NOT NULL,
  "is_on"               boolean                  NOT NULL DEFAULT false,
  "windows"             jsonb                    NOT NULL,
  "quiet_from"          time without time zone   NOT NULL DEFAULT '21:00:00'::time WITHOUT time zone,
  "quiet_to"            time without time zone   NOT NULL DEFAULT '07:00:00'::time WITHOUT time zone,
  "skip_when_confirmed" boolean                  NOT NULL DEFAULT false,
  "updated_at"          timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "conversation_session_reminders_settings_pkey" PRIMARY KEY (tenant_id),
  CONSTRAINT "reminder_windows_are_a_list" CHECK (((jsonb_typeof(windows) = 'array'::text) AND ((jsonb_array_length(windows) >= 1) AND (jsonb_array_length(windows) <= 5))))
);

ALTER TABLE "public"."conversation_session_reminders_settings"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."conversation_session_reminders_settings" FROM "anon";

CREATE OR REPLACE FUNCTION app.after_quiet (
  p_at   timestamp with time zone,
  p_zone text,
  p_from time without time zone,
  p_to   time without time zone
)
  RETURNS timestamp WITH time zone
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select case
    when p_from = p_to then p_at
    when p_from < p_to and l.at::time >= p_from and l.at::time < p_to then (l.at::date + p_to) at time zone p_zone
    when p_from > p_to and l.at::time >= p_from then (l.at::date + 1 + p_to) at time zone p_zone
    when p_from > p_to and l.at::time < p_to then (l.at::date + p_to) at time zone p_zone
    else p_at end
  from (select p_at at time zone p_zone as at) l;
$function$;

CREATE OR REPLACE FUNCTION app.answer_reminder (
  p_message public.conversation_messages,
  p_now     timestamp with time zone     DEFAULT clock_timestamp()
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_log public.conversation_session_reminders_logs;
  v_wish text;
begin
  select * into v_log from public.conversation_session_reminders_logs l
  where l.tenant_id = p_message.tenant_id and l.thread_id = p_message.thread_id and l.state = 'sent' and l.sent_at <= p_now
  order by l.sent_at desc, l.due_at desc, l.id desc limit 1;
  if v_log.id is null then
    return false;
  end if;
  v_wish := app.reminder_wish(p_message);
  if v_wish is null or not exists (
    select from public.sessions s
    where s.tenant_id = v_log.tenant_id and s.id = v_log.session_id and s.starts_at = v_log.starts_at and s.starts_at > p_now) then
    return false;
  end if;
  insert into app.jobs (tenant_id, kind, payload, dedupe_key)
  values (p_message.tenant_id, 'reminder_answer',
    jsonb_build_object('id', v_log.id, 'message_id', p_message.id, 'wish', v_wish), 'reminder_answer:' || p_message.id)
  on conflict do nothing;
  return true;
end;
$function$;

CREATE OR REPLACE FUNCTION app.apply_reminder_answer (
  p_tenant_id  uuid,
  p_id         uuid,
  p_message_id uuid,
  p_wish       text,
  p_ack_id     uuid,
  p_now        timestamp with time zone DEFAULT now()
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_log public.conversation_session_reminders_logs;
  v_session public.sessions;
  v_before jsonb;
  v_mine text;
  v_status text;
  v_words jsonb;
  v_key text;
begin
  select * into v_log from public.conversation_session_reminders_logs l where l.tenant_id = p_tenant_id and l.id = p_id;
  v_log.patient_id := app.surviving_patient(p_tenant_id, v_log.patient_id);
  -- a repetition finds its answer said already
  if exists (select from public.conversation_messages m where m.tenant_id = p_tenant_id and m.client_id = p_ack_id) then
    return jsonb_build_object('skipped', 'answered_already');
  end if;
  select * into v_session from public.sessions s where s.tenant_id = p_tenant_id and s.id = v_log.session_id for update;
  select sp.status into v_mine from public.session_patients sp
  where sp.tenant_id = p_tenant_id and sp.session_id = v_log.session_id and sp.patient_id = v_log.patient_id;
  -- moved, begun, over or cancelled: a person has to see to it
  if v_mine is null or v_session.starts_at <> v_log.starts_at or v_session.starts_at <= p_now or exists (
    select from public.session_statuses u where u.key in (v_session.status, v_mine) and u.is_outcome) then
    return jsonb_build_object('skipped', 'session_over');
  end if;
  if v_mine <> p_wish then
    v_before := app.session_state(p_tenant_id, v_session.id);
    update public.session_patients sp set status = p_wish
    where sp.tenant_id = p_tenant_id and sp.session_id = v_session.id and sp.patient_id = v_log.patient_id;
    select u.key into v_status from public.session_patients sp join public.session_statuses u on u.key = sp.status
    where sp.tenant_id = p_tenant_id and sp.session_id = v_session.id order by u.prevails desc limit 1;
    perform app.put_session_status(v_session, v_status, case when v_status = 'cancelled' then 'cancelled' else 'status' end, v_before,
      case when v_status = 'cancelled' then 'Respondeu ao lembrete que não vem.' end);
    -- they know: they said so
    delete from app.session_notice_wishes w
    where w.tenant_id = p_tenant_id and w.session_id = v_session.id and w.patient_id = v_log.patient_id;
    perform app.publish_sessions(p_tenant_id, array[v_session.id]);
    perform app.notify_of_patient(p_tenant_id, v_log.patient_id, 'session_' || p_wish, array(
      select m.user_id from public.tenant_members m
      where m.tenant_id = p_tenant_id and m.status = 'active' and (m.user_id = v_session.therapist_id or m.role = 'operator')
      order by m.user_id), app.moment_in_words(v_session.starts_at, app.clinic_zone(p_tenant_id)));
  end if;
  update public.conversation_session_reminders_logs l set answer = p_wish, answered_at = p_now
  where l.tenant_id = p_tenant_id and l.id = p_id;
  perform app.broadcast(p_tenant_id, 'session_notice', jsonb_build_object('session_ids', array[v_session.id]));
  select t.thread_key into v_key from public.conversation_messages m
  join public.conversation_threads t on t.tenant_id = m.tenant_id and t.id = m.thread_id
  where m.tenant_id = p_tenant_id and m.id = p_message_id;
  v_words := app.reminder_words(v_session, v_log.patient_id);
  return app.create_automation_message(p_tenant_id, v_key, p_ack_id, app.fill_reminder(case p_wish
    when 'confirmed' then 'Combinado! Sessão confirmada: {data}, às {hora}.'
    else 'Tudo bem, a sessão de {data}, às {hora}, foi desmarcada. Para marcar outro horário, é só responder por aqui.' end, v_words),
    'reminder_answer_ack');
end;
$function$;

CREATE OR REPLACE FUNCTION app.close_reminder (
  p_reminder public.conversation_session_reminders_logs,
  p_reason   text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  update public.conversation_session_reminders_logs l set state = 'skipped', reason = p_reason
  where l.tenant_id = p_reminder.tenant_id and l.id = p_reminder.id;
  perform app.broadcast(p_reminder.tenant_id, 'session_notice', jsonb_build_object('session_ids', array[p_reminder.session_id]));
end;
$function$;

CREATE OR REPLACE FUNCTION app.fill_reminder (
  p_text  text,
  p_words jsonb
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select string_agg(piece.text || coalesce(p_words ->> placeholder.found[2], placeholder.found[1], ''), '' order by piece.n)
  from regexp_split_to_table(p_text, '\{\s*\w+\s*\}') with ordinality as piece (text, n)
  left join regexp_matches(p_text, '(\{\s*(\w+)\s*\})', 'g') with ordinality as placeholder (found, n) using (n);
$function$;

CREATE OR REPLACE FUNCTION app.late_refusal (
  p_message public.conversation_messages
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select case
    when exists (
      select from public.conversation_optouts o
      where o.tenant_id = p_message.tenant_id and o.thread_id = p_message.thread_id
        and o.purpose = 'all' and o.created_at > p_message.created_at
    ) then 'opted_out'
    when exists (
      select from public.conversation_session_reminders_logs l
      where l.tenant_id = p_message.tenant_id and l.message_id = p_message.id
        and (app.reminder_over(l, now()) is not null or app.opted_out_of(l.tenant_id, p_message.thread_id, 'reminders'))
    ) then 'reminder_outdated'
    else (
      select case when c.id is null then 'no_active_channel' when c.id <> p_message.channel_id then 'channel_changed' end
      from public.notification_channels o
      left join public.notification_channels c on c.tenant_id = o.tenant_id and c.family = o.family and c.is_active
      where o.tenant_id = p_message.tenant_id and o.id = p_message.channel_id)
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
    tenant_id, session_id, patient_id, window_minutes, starts_at, due_at, useless_at, retry_at)
  select c.tenant_id, s.id, sp.patient_id, w.minutes, s.starts_at, s.starts_at - make_interval(mins => w.minutes),
    s.starts_at - make_interval(mins => w.until_minutes), p_now
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
  order by c.tenant_id, s.starts_at, s.id, sp.patient_id, w.minutes desc
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
    select s.id, sp.patient_id, sp.status, c, w.minutes, w.since, w.template is not null as has_template, w.due_at,
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
      when p.useless_at <= p_now then 'system_down'
      when p.goes_at >= p.useless_at then 'quiet_hours'
      else app.reminder_obstacle(p.c, p.patient_id, p.status, p.has_template, p.goes_at) end as why
    from planned p
  )
  select j.id, j.patient_id, j.minutes, j.due_at, coalesce(j.sent_at, j.goes_at), case
    when j.state in ('sent', 'skipped') then j.state when j.why is null then 'will_go' else 'will_not_go' end, j.why
  from judged j;
$function$;

CREATE OR REPLACE FUNCTION app.reminder_obstacle (
  p_settings     public.conversation_session_reminders_settings,
  p_patient_id   uuid,
  p_status       text,
  p_has_template boolean,
  p_at           timestamp with time zone
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_tenant_id uuid := p_settings.tenant_id;
  v_threads uuid[];
  v_has_phone boolean;
  v_is_for_other boolean;
  v_thread public.conversation_threads;
  v_channel public.notification_channels;
  v_hours integer;
begin
  if p_settings.skip_when_confirmed and p_status = 'confirmed' then
    return 'confirmed';
  end if;
  if app.after_quiet(p_at, app.clinic_zone(v_tenant_id), p_settings.quiet_from, p_settings.quiet_to) > p_at then
    return 'quiet_hours';
  end if;
  -- as app.thread_to_tell, which makes a conversation where there is none
  select coalesce(array_agg(x.thread_id) filter (where x.thread_id is not null), '{}'), coalesce(bool_or(x.phone is not null), false)
  into v_threads, v_has_phone
  from (
    select app.thread_of_phone(v_tenant_id, r.phone) as thread_id, r.phone
    from public.patient_relations r
    where r.tenant_id = v_tenant_id and r.patient_id = p_patient_id and r.is_told and r.phone is not null
    union all
    select t.thread_id, null from public.patient_relations r
    cross join lateral app.threads_of_patient(v_tenant_id, r.related_patient_id) t (thread_id)
    where r.tenant_id = v_tenant_id and r.patient_id = p_patient_id and r.is_told and r.related_patient_id is not null
  ) x;
  v_is_for_other := cardinality(v_threads) > 0 or v_has_phone;
  if not v_is_for_other then
    select coalesce(array_agg(t.thread_id) filter (where t.thread_id is not null), '{}') into v_threads
    from app.threads_of_patient(v_tenant_id, p_patient_id) t (thread_id);
    v_has_phone := exists (
      select from public.contact_phones c where c.tenant_id = v_tenant_id and c.patient_id = p_patient_id);
  end if;
  if cardinality(v_threads) = 0 and not v_has_phone then
    return 'no_conversation';
  end if;
  select * into v_thread from public.conversation_threads t
  where t.tenant_id = v_tenant_id and t.id = any (v_threads)
  order by t.last_message_at desc nulls last, t.id limit 1;
  if v_thread.id is not null and app.opted_out_of(v_tenant_id, v_thread.id, 'reminders') then
    return 'opted_out';
  end if;
  if v_thread.blocked_at is not null then
    return 'conversation_blocked';
  end if;
  select * into v_channel from public.notification_channels c
  where c.tenant_id = v_tenant_id and c.family = coalesce(v_thread.channel, 'whatsapp') and c.is_active;
  if v_channel.id is null then
    return 'no_active_channel';
  end if;
  if v_channel.connection_state = 'close' then
    return 'channel_disconnected';
  end if;
  select k.window_hours into v_hours from public.channel_kinds k where k.kind = v_channel.provider;
  if v_hours is not null and not p_has_template and not exists (
    select from public.conversation_messages m
    where m.tenant_id = v_tenant_id and m.thread_id = v_thread.id and m.channel_id = v_channel.id and m.direction = 'inbound'
      and m.occurred_at >= p_at - make_interval(hours => v_hours)) then
    return 'outside_24h_window';
  end if;
  if exists (select from public.channel_prices p where p.kind = v_channel.provider and p.credits > 0) and not exists (
    select from public.whatsapp_credits_balance b where b.tenant_id = v_tenant_id and b.balance > 0) then
    return 'insufficient_credits';
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.reminder_over (
  p_reminder public.conversation_session_reminders_logs,
  p_now      timestamp with time zone
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return (
    select case
      when s.starts_at <> p_reminder.starts_at then 'session_moved'
      when u.is_outcome or v.is_outcome or v.is_outcome is null then case
        when s.status = 'cancelled' or sp.status = 'cancelled' then 'session_cancelled' else 'session_over' end
      when p_now >= p_reminder.useless_at then coalesce(p_reminder.reason, 'system_down') end
    from public.sessions s
    join public.session_statuses u on u.key = s.status
    left join public.session_patients sp on sp.tenant_id = s.tenant_id and sp.session_id = s.id 
      and sp.patient_id = app.surviving_patient(p_reminder.tenant_id, p_reminder.patient_id)
    left join public.session_statuses v on v.key = sp.status
    where s.tenant_id = p_reminder.tenant_id and s.id = p_reminder.session_id);
end;
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
      time '21:00', time '07:00', false, now());
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.reminder_windows (
  p_windows jsonb
)
  RETURNS TABLE (
    minutes       integer,
    until_minutes integer,
    since         timestamp with time zone,
    text          text,
    template      jsonb
  )
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select w.minutes, coalesce(lead(w.minutes) over (order by w.minutes desc), 30), w.since, w.text, nullif(w.template, 'null')
  from jsonb_to_recordset(p_windows) w (minutes integer, since timestamptz, text text, template jsonb)
  order by w.minutes desc;
$function$;

CREATE OR REPLACE FUNCTION app.reminder_wish (
  p_message public.conversation_messages
)
  RETURNS text
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
declare
  v_filler text := '(a|o|minha|meu|a minha|na|no|sessao|consulta|atendimento|horario|presenca|hoje|amanha|eu|ir|la|ai|sim|sim senhora?|tambem|infelizmente|desculp(e|a|em)|por aqui|pra mim|para mim|entao|dessa vez|desta vez|com certeza|tudo certo|combinado|beleza)';
  v_yes text := '(1|um|sim|s|ss|confirm(o|ar|ado|ada|amos|adissimo)|(pode|podem|quero|queria|gostaria de) confirmar|esta confirmad[oa]|(estarei|vou estar|estaremos|vou|iremos|irei)( sim)?|com certeza|combinado)';
  v_no text := '(2|dois|nao|n|nao (vou|irei|vamos|iremos)( mais)?( poder| conseguir)?( ir| comparecer| participar| estar)?|nao (posso|poderei|podemos|consigo|conseguirei|da|vai dar)( mais)?( ir| comparecer| participar)?|cancel(a|ar|e|o|em|ado|ada)|desmarc(a|ar|o|ado|ada)|desmarque|(pode|podem|quero|queria|preciso|gostaria de|vou( ter que| precisar)?|vou ter de|terei que|tenho que)( te)? (cancelar|desmarcar))';
  v_text text;
begin
  if p_message.kind in ('button', 'list') and p_message.content ->> 'id' in ('reminder_confirm', 'reminder_cancel') then
    return case p_message.content ->> 'id' when 'reminder_confirm' then 'confirmed' else 'cancelled' end;
  end if;
  if p_message.kind not in ('text', 'button', 'list') or char_length(p_message.body) not between 1 and 160 or p_message.body like '%?%' then
    return null;
  end if;
  v_text := app.bare_words(p_message.body);
  if v_text = '' then
    -- "ok" and a thumb are a yes to a reminder, and courtesy elsewhere
    return case when app.normalize_text(p_message.body) ~ '^\W*ok(ay)?\M' or p_message.body ~ '^\s*(👍|👌|✅|🆗)' then 'confirmed' end;
  end if;
  -- "não precisa cancelar" is none of both
  if v_text ~ '\m(nao|nem|sem)( (quero|queria|precisa|preciso|vou|pode|podem|e para|era para))? (cancel|desmarc|confirm)' then
    return null;
  end if;
  if v_text ~ ('^((' || v_filler || '|' || v_no || ')( |$))+$') and v_text ~ ('(^| )' || v_no || '( |$)') then
    return case when v_text ~ '(^| )(confirm\w*)( |$)' then null else 'cancelled' end;
  end if;
  if v_text ~ ('^((' || v_filler || '|' || v_yes || ')( |$))+$') and v_text ~ ('(^| )' || v_yes || '( |$)') then
    return 'confirmed';
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.reminder_words (
  p_session    public.sessions,
  p_patient_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return (
    select jsonb_build_object('nome', split_part(p.name, ' ', 1), 'terapeuta', h.name, 'clinica', t.name,
      'data', split_part(app.moment_in_words(p_session.starts_at, t.time_zone), ', às ', 1),
      'hora', split_part(app.moment_in_words(p_session.starts_at, t.time_zone), ', às ', 2))
    from public.tenants t
    join public.patients p on p.tenant_id = t.id and p.id = p_patient_id
    join public.therapists h on h.tenant_id = t.id and h.user_id = p_session.therapist_id
    where t.id = p_session.tenant_id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.send_session_reminder (
  p_tenant_id uuid,
  p_id        uuid,
  p_now       timestamp with time zone DEFAULT now()
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_settings public.conversation_session_reminders_settings := app.reminder_settings_of(p_tenant_id);
  v_log public.conversation_session_reminders_logs;
  v_session public.sessions;
  v_status text;
  v_window record;
  v_words jsonb;
  v_why text;
  v_key text;
  v_template jsonb;
  v_created jsonb;
begin
  select * into v_log from public.conversation_session_reminders_logs l where l.tenant_id = p_tenant_id and l.id = p_id for update;
  if v_log.state is distinct from 'waiting' then
    return jsonb_build_object('skipped', 'nothing_due');
  end if;
  v_log.patient_id := app.surviving_patient(p_tenant_id, v_log.patient_id);
  -- from here on nobody moves or cancels it: what is said is what holds
  select * into v_session from public.sessions s where s.tenant_id = p_tenant_id and s.id = v_log.session_id for share;
  v_why := app.reminder_over(v_log, p_now);
  select * into v_window from app.reminder_windows(v_settings.windows) w where w.minutes = v_log.window_minutes;
  if v_why is null and not v_settings.is_on then
    v_why := 'reminders_off';
  elsif v_why is null and v_window.minutes is null then
    v_why := 'window_removed';
  end if;
  if v_why is not null then
    perform app.close_reminder(v_log, v_why);
    return jsonb_build_object('skipped', v_why);
  end if;
  select sp.status into v_status from public.session_patients sp
  where sp.tenant_id = p_tenant_id and sp.session_id = v_log.session_id and sp.patient_id = v_log.patient_id;
  v_why := app.reminder_obstacle(v_settings, v_log.patient_id, v_status, v_window.template is not null, p_now);
  if v_why is null then
    v_key := app.thread_to_tell(p_tenant_id, v_log.patient_id);
    v_words := app.reminder_words(v_session, v_log.patient_id);
    v_created := app.create_automation_message(p_tenant_id, v_key, v_log.id, app.fill_reminder(v_window.text, v_words), 'session_reminder');
    -- free text is no longer taken: the approved words are
    if v_created ->> 'skipped' = 'outside_24h_window' and v_window.template is not null then
      select jsonb_build_object('id', v_window.template ->> 'id', 'variables', coalesce(
        jsonb_object_agg(e.key, app.fill_reminder(e.value, v_words)), '{}')) into v_template
      from jsonb_each_text(v_window.template -> 'variables') e;
      v_created := app.create_automation_message(p_tenant_id, v_key, v_log.id, null, 'session_reminder', v_template);
    end if;
    v_why := v_created ->> 'skipped';
  end if;
  if v_why is not null then
    update public.conversation_session_reminders_logs l set reason = v_why, retry_at = p_now + interval '2 minutes'
    where l.tenant_id = p_tenant_id and l.id = p_id;
    return jsonb_build_object('skipped', v_why);
  end if;
  update public.conversation_session_reminders_logs l set state = 'sent', reason = null, sent_at = p_now,
    message_id = m.id, thread_id = m.thread_id, cost = app.message_price(m)
  from public.conversation_messages m
  where l.tenant_id = p_tenant_id and l.id = p_id and m.tenant_id = p_tenant_id and m.id = (v_created #>> '{message,id}')::uuid;
  perform app.broadcast(p_tenant_id, 'session_notice', jsonb_build_object('session_ids', array[v_log.session_id]));
  return v_created;
end;
$function$;

CREATE OR REPLACE FUNCTION app.send_session_reminders (
  p_now   timestamp with time zone DEFAULT now(),
  p_limit integer                  DEFAULT 1000
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_settings public.conversation_session_reminders_settings;
  v_log public.conversation_session_reminders_logs;
  v_why text;
  v_count integer := 0;
begin
  -- one plans, all claim
  if pg_try_advisory_xact_lock(hashtextextended('session_reminders', 0)) then
    perform app.plan_session_reminders(p_now);
  end if;
  for v_log in
    select l.* from public.conversation_session_reminders_logs l where l.state = 'waiting' and l.retry_at <= p_now
    order by l.due_at, l.id limit p_limit for update skip locked
  loop
    if v_settings.tenant_id is distinct from v_log.tenant_id then
      v_settings := app.reminder_settings_of(v_log.tenant_id);
    end if;
    select app.reminder_obstacle(v_settings, v_log.patient_id, sp.status, (
      select w.template is not null from app.reminder_windows(v_settings.windows) w where w.minutes = v_log.window_minutes), p_now)
    into v_why
    from public.session_patients sp
    where sp.tenant_id = v_log.tenant_id and sp.session_id = v_log.session_id and sp.patient_id = v_log.patient_id;
    if v_why is null then
      insert into app.jobs (tenant_id, kind, payload, dedupe_key)
      values (v_log.tenant_id, 'session_reminder', jsonb_build_object('id', v_log.id), 'session_reminder:' || v_log.id)
      on conflict do nothing;
      v_count := v_count + 1;
    end if;
    update public.conversation_session_reminders_logs l set reason = v_why, retry_at = p_now + interval '2 minutes'
    where l.tenant_id = v_log.tenant_id and l.id = v_log.id;
  end loop;
  return v_count;
end;
$function$;

CREATE OR REPLACE FUNCTION app.start_set_at (
  p_session public.sessions
)
  RETURNS timestamp WITH time zone
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce((
    select max(e.created_at) from app.session_events e
    where e.tenant_id = p_session.tenant_id and e.session_id = p_session.id
      and e.before ->> 'starts_at' is distinct from e.after ->> 'starts_at'), p_session.created_at);
$function$;

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
    'quiet_to', to_char(v_row.quiet_to, 'HH24:MI'), 'skip_when_confirmed', v_row.skip_when_confirmed,
    'windows', (select jsonb_agg(jsonb_build_object('minutes', w.minutes, 'text', w.text, 'template', w.template) order by w.minutes desc)
      from app.reminder_windows(v_row.windows) w));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_session_reminder_settings"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_reminder_forecast (
  p_tenant_id  uuid,
  p_from       date,
  p_to         date,
  p_session_id uuid DEFAULT NULL::uuid
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
  v_ids uuid[];
begin
  if p_session_id is null and (p_from is null or p_to is null or p_to < p_from or p_to > p_from + 31) then
    raise sqlstate 'PT400' using message = 'invalid_date', detail = '31 days at most.';
  end if;
  v_ids := array(
    select s.id from public.sessions s
    where s.tenant_id = p_tenant_id and (v_role <> 'therapist' or s.therapist_id = auth.uid())
      and case when p_session_id is null then s.starts_at >= p_from::timestamp at time zone v_zone
        and s.starts_at < (p_to + 1)::timestamp at time zone v_zone else s.id = p_session_id end);
  return coalesce((
    select jsonb_agg(jsonb_build_object('session_id', f.session_id, 'patient_id', f.patient_id, 'patient_name', p.name,
      'therapist_name', h.name, 'starts_at', s.starts_at, 'day', (s.starts_at at time zone v_zone)::date, 'window_minutes', f.window_minutes,
      'due_at', f.due_at, 'goes_at', f.goes_at, 'outlook', f.outlook, 'reason', f.reason, 'thread_key', case
        when f.reason in ('opted_out', 'conversation_blocked') then (
          select t.thread_key from app.threads_of_patient(p_tenant_id, f.patient_id) x (thread_id)
          join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = x.thread_id
          order by t.last_message_at desc nulls last limit 1) end)
      order by s.starts_at, f.session_id, p.name, f.window_minutes desc)
    from app.reminder_forecast(p_tenant_id, v_ids, now()) f
    join public.sessions s on s.tenant_id = p_tenant_id and s.id = f.session_id
    join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = s.therapist_id
    join public.patients p on p.tenant_id = p_tenant_id and p.id = f.patient_id
    where f.reason is distinct from 'session_over'), '[]');
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_reminder_forecast"(uuid, date, date, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_session_reminder_logs (
  p_tenant_id uuid,
  p_state     text    DEFAULT NULL::text,
  p_limit     integer DEFAULT 50,
  p_offset    integer DEFAULT 0
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
  return coalesce((
    select jsonb_agg(jsonb_build_object('id', l.id, 'session_id', l.session_id, 'patient_id', l.patient_id, 'patient_name', l.patient_name,
      'therapist_name', l.therapist_name, 'window_minutes', l.window_minutes, 'starts_at', l.starts_at, 'due_at', l.due_at, 'state', l.state,
      'reason', l.reason, 'sent_at', l.sent_at, 'message_status', m.status, 'cost', l.cost, 'answer', l.answer, 'answered_at', l.answered_at)
      order by l.due_at desc, l.id)
    from (
      select g.*, p.name as patient_name, h.name as therapist_name
      from public.conversation_session_reminders_logs g
      join public.sessions s on s.tenant_id = p_tenant_id and s.id = g.session_id
      join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = s.therapist_id
      join public.patients p on p.tenant_id = p_tenant_id and p.id = g.patient_id
      where g.tenant_id = p_tenant_id and (p_state is null or g.state = p_state) and (v_role <> 'therapist' or s.therapist_id = auth.uid())
      order by g.due_at desc, g.id
      limit least(greatest(coalesce(p_limit, 50), 1), 200) offset greatest(coalesce(p_offset, 0), 0)) l
    left join public.conversation_messages m on m.tenant_id = p_tenant_id and m.id = l.message_id), '[]');
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_session_reminder_logs"(uuid, text, integer, integer) FROM PUBLIC, "anon", "service_role";

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
  v_text text;
begin
  perform app.require_leader(p_tenant_id);
  v_old := app.reminder_settings_of(p_tenant_id);
  v_on := case when jsonb_typeof(p_settings -> 'is_on') = 'boolean' then (p_settings ->> 'is_on')::boolean else v_old.is_on end;
  if jsonb_typeof(coalesce(p_settings -> 'windows', v_old.windows)) <> 'array'
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
  insert into public.conversation_session_reminders_settings as s (tenant_id, is_on, windows, quiet_from, quiet_to, skip_when_confirmed)
  values (p_tenant_id, v_on, v_windows, coalesce((p_settings ->> 'quiet_from')::time, v_old.quiet_from),
    coalesce((p_settings ->> 'quiet_to')::time, v_old.quiet_to), case when jsonb_typeof(p_settings -> 'skip_when_confirmed') = 'boolean'
      then (p_settings ->> 'skip_when_confirmed')::boolean else v_old.skip_when_confirmed end)
  on conflict (tenant_id) do update set is_on = excluded.is_on, windows = excluded.windows, quiet_from = excluded.quiet_from,
    quiet_to = excluded.quiet_to, skip_when_confirmed = excluded.skip_when_confirmed, updated_at = clock_timestamp();
  return public.get_session_reminder_settings(p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_session_reminder_settings"(uuid, jsonb) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "public"."conversation_session_reminders_logs"
  ADD CONSTRAINT "conversation_session_reminders_logs_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."conversation_session_reminders_logs"
  ADD CONSTRAINT "conversation_session_reminders_logs_tenant_id_session_id_fkey" FOREIGN KEY (tenant_id, session_id) REFERENCES public.sessions(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."conversation_session_reminders_settings"
  ADD CONSTRAINT "conversation_session_reminders_settings_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

CREATE INDEX session_reminders_due ON public.conversation_session_reminders_logs USING btree (tenant_id, due_at DESC, id);

CREATE INDEX session_reminders_message ON public.conversation_session_reminders_logs USING btree (tenant_id, message_id)
  WHERE (message_id IS NOT NULL);

CREATE INDEX session_reminders_patient ON public.conversation_session_reminders_logs USING btree (tenant_id, patient_id);

CREATE INDEX session_reminders_thread ON public.conversation_session_reminders_logs USING btree (tenant_id, thread_id, sent_at DESC)
  WHERE (state = 'sent'::text);

CREATE INDEX session_reminders_waiting ON public.conversation_session_reminders_logs USING btree (tenant_id, retry_at)
  WHERE (state = 'waiting'::text);

CREATE POLICY "select_members" ON "public"."conversation_session_reminders_logs"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."conversation_session_reminders_settings"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

COMMENT ON COLUMN "public"."conversation_session_reminders_logs"."cost" IS 'Credits that the message took.';

COMMENT ON COLUMN "public"."conversation_session_reminders_logs"."reason" IS 'Why it did not go, or does not go yet: a code.';

COMMENT ON COLUMN "public"."conversation_session_reminders_logs"."starts_at" IS 'The start that the reminder names; a session that moved has reminders of its own for the new one.';

COMMENT ON COLUMN "public"."conversation_session_reminders_logs"."useless_at" IS 'When the next shorter window is due, or half an hour before the session: nobody is reminded from then on.';

COMMENT ON COLUMN "public"."conversation_session_reminders_settings"."quiet_from" IS 'By the clock of the clinic nothing goes out from here until quiet_to; equal ones mean that there are no quiet hours.';

COMMENT ON COLUMN "public"."conversation_session_reminders_settings"."windows" IS '[{minutes before the session, text, template: {id, variables}|null, since}], the longest first. What was due before since is not made up for.';

COMMENT ON FUNCTION "app"."after_quiet"(timestamp with time zone, text, time without time zone, time without time zone) IS 'The given moment, or the end of the quiet hours when it lies in them; the clock is that of the zone, the first hour belongs to them and the last does not.';

COMMENT ON FUNCTION "app"."answer_reminder"(public.conversation_messages, timestamp with time zone) IS 'Whether a message of a person answers the last reminder that they got, whose session still has that start and has not begun. The answer becomes a job.';

COMMENT ON FUNCTION "app"."apply_reminder_answer"(uuid, uuid, uuid, text, uuid, timestamp with time zone) IS 'Caller: workers. Confirms or cancels a session in the name of the person who answered its reminder, tells its therapist and the desk, and thanks the person (p_ack_id is that message). Nothing changes for a session that moved, began or is over; a cancelled one is not revived. Answers as create_automation_message.';

COMMENT ON FUNCTION "app"."close_reminder"(public.conversation_session_reminders_logs, text) IS 'A reminder that does not go, and why.';

COMMENT ON FUNCTION "app"."fill_reminder"(text, jsonb) IS 'A text with its {variables} filled in; unknown ones stay.';

COMMENT ON FUNCTION "app"."plan_session_reminders"(timestamp with time zone) IS 'Writes down the reminders that fell due by a moment, and closes those that are of no use any more.';

COMMENT ON FUNCTION "app"."reminder_forecast"(uuid, uuid[], timestamp with time zone) IS 'outlook: sent, skipped, will_go at goes_at, or will_not_go for a reason.';

COMMENT ON FUNCTION "app"."reminder_obstacle"(public.conversation_session_reminders_settings, uuid, text, boolean, timestamp with time zone) IS 'Why a reminder to a patient would not go at a moment: the code, or NULL when it would. p_status: how the patient stands in the session.';

COMMENT ON FUNCTION "app"."reminder_over"(public.conversation_session_reminders_logs, timestamp with time zone) IS 'Why a reminder is of no use any more, or NULL while it is: the session moved, was cancelled, is over, or its time has passed.';

COMMENT ON FUNCTION "app"."reminder_settings_of"(uuid) IS 'How a clinic reminds of sessions, or the defaults: not at all, a day and two hours before.';

COMMENT ON FUNCTION "app"."reminder_windows"(jsonb) IS 'The windows of reminder settings as rows, the longest first; until_minutes: how long before the session a reminder stops being of use.';

COMMENT ON FUNCTION "app"."reminder_wish"(public.conversation_messages) IS 'confirmed or cancelled when a message says nothing but that, in words, by number or by a button; NULL for questions and everything else.';

COMMENT ON FUNCTION "app"."reminder_words"(public.sessions, uuid) IS 'The values of {nome}, {data}, {hora}, {terapeuta} and {clinica} in a reminder; times are those of the clinic.';

COMMENT ON FUNCTION "app"."send_session_reminder"(uuid, uuid, timestamp with time zone) IS 'Caller: workers. Reads session, settings, opt-out and credits as they are now, and writes the message in the same transaction; the reminder and its message have one id, so a repetition is the same message. Answers as create_automation_message.';

COMMENT ON FUNCTION "app"."send_session_reminders"(timestamp with time zone, integer) IS 'Caller: the clock, once a minute; any number at once. Plans what fell due and gives each reminder that can go a job; the others keep their reason and are asked again until they are of no use. Answers how many got one.';

COMMENT ON FUNCTION "app"."start_set_at"(public.sessions) IS 'When a session got the start that it has: when it was booked, or last moved.';

COMMENT ON FUNCTION "public"."get_session_reminder_settings"(uuid) IS 'Caller: members. {is_on, quiet_from HH:MM, quiet_to, skip_when_confirmed, windows: [{minutes, text, template: {id, variables}|null}]}, the longest window first. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_reminder_forecast"(uuid, date, date, uuid) IS 'Caller: members; a therapist sees the own sessions. What will become of the reminders of days of the clinic (up to a month), or of one session: [{session_id, patient_id, patient_name, therapist_name, starts_at, day, window_minutes, due_at, goes_at, outlook will_go|will_not_go|sent|skipped, reason: code|null, thread_key|null}]; sessions that are over or cancelled are left out. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_date.';

COMMENT ON FUNCTION "public"."list_session_reminder_logs"(uuid, text, integer, integer) IS 'Caller: members; a therapist sees the own sessions. Reminders that fell due, the latest first, up to 200: [{id, session_id, patient_id, patient_name, therapist_name, window_minutes, starts_at, due_at, state waiting|sent|skipped, reason: code|null, sent_at, message_status, cost: credits|null, answer: confirmed|cancelled|null, answered_at}]. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."save_session_reminder_settings"(uuid, jsonb) IS 'Caller: owner, admin, supervisor. {is_on, quiet_from HH:MM, quiet_to, skip_when_confirmed, windows: [{minutes 60–10080, text up to 1000, template: {id, variables}|null}], one to five}; keys that are not there stay. What is still due follows at once. Answers get_session_reminder_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_settings, PT400 invalid_reminder_window, PT400 empty_body, PT404 template_not_found, PT409 template_not_approved, PT409 template_not_supported, PT400 template_variables_invalid, PT400 template_too_long.';

COMMENT ON TABLE "public"."conversation_session_reminders_logs" IS 'Reminders that fell due: waiting, sent, or why they did not go. What is not due yet is read from sessions.';

COMMENT ON TABLE "public"."conversation_session_reminders_settings" IS 'How a clinic reminds people of their sessions.';

REVOKE ALL ON FUNCTION "app"."after_quiet"(timestamp WITH time zone, text, time WITHOUT time zone, time WITHOUT time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."after_quiet"(timestamp WITH time zone, text, time WITHOUT time zone, time WITHOUT time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."after_quiet"(timestamp WITH time zone, text, time WITHOUT time zone, time WITHOUT time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."answer_reminder"(public.conversation_messages, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."answer_reminder"(public.conversation_messages, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."answer_reminder"(public.conversation_messages, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."apply_reminder_answer"(uuid, uuid, uuid, text, uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."apply_reminder_answer"(uuid, uuid, uuid, text, uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."apply_reminder_answer"(uuid, uuid, uuid, text, uuid, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."apply_reminder_answer"(uuid, uuid, uuid, text, uuid, timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."close_reminder"(public.conversation_session_reminders_logs, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."close_reminder"(public.conversation_session_reminders_logs, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."close_reminder"(public.conversation_session_reminders_logs, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."fill_reminder"(text, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."fill_reminder"(text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."fill_reminder"(text, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."plan_session_reminders"(timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."plan_session_reminders"(timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."plan_session_reminders"(timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."reminder_forecast"(uuid, uuid[], timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."reminder_forecast"(uuid, uuid[], timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."reminder_forecast"(uuid, uuid[], timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."reminder_obstacle"(public.conversation_session_reminders_settings, uuid, text, boolean, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."reminder_obstacle"(public.conversation_session_reminders_settings, uuid, text, boolean, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."reminder_obstacle"(public.conversation_session_reminders_settings, uuid, text, boolean, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."reminder_over"(public.conversation_session_reminders_logs, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."reminder_over"(public.conversation_session_reminders_logs, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."reminder_over"(public.conversation_session_reminders_logs, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."reminder_settings_of"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."reminder_settings_of"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."reminder_settings_of"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."reminder_windows"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."reminder_windows"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."reminder_windows"(jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."reminder_wish"(public.conversation_messages) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."reminder_wish"(public.conversation_messages) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."reminder_wish"(public.conversation_messages) TO "postgres";

REVOKE ALL ON FUNCTION "app"."reminder_words"(public.sessions, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."reminder_words"(public.sessions, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."reminder_words"(public.sessions, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."send_session_reminder"(uuid, uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."send_session_reminder"(uuid, uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."send_session_reminder"(uuid, uuid, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."send_session_reminder"(uuid, uuid, timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."send_session_reminders"(timestamp WITH time zone, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."send_session_reminders"(timestamp WITH time zone, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."send_session_reminders"(timestamp WITH time zone, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."send_session_reminders"(timestamp WITH time zone, integer) TO "service_role";

REVOKE ALL ON FUNCTION "app"."start_set_at"(public.sessions) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."start_set_at"(public.sessions) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."start_set_at"(public.sessions) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_session_reminder_settings"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_session_reminder_settings"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_session_reminder_settings"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_reminder_forecast"(uuid, date, date, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_reminder_forecast"(uuid, date, date, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_reminder_forecast"(uuid, date, date, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_session_reminder_logs"(uuid, text, integer, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_session_reminder_logs"(uuid, text, integer, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_session_reminder_logs"(uuid, text, integer, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_session_reminder_settings"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_session_reminder_settings"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_session_reminder_settings"(uuid, jsonb) TO "postgres";

REVOKE ALL ON TABLE "public"."conversation_session_reminders_logs" FROM "authenticated";

GRANT SELECT ON TABLE "public"."conversation_session_reminders_logs" TO "authenticated";

REVOKE ALL ON TABLE "public"."conversation_session_reminders_logs" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."conversation_session_reminders_logs" TO "service_role";

REVOKE ALL ON TABLE "public"."conversation_session_reminders_settings" FROM "authenticated";

GRANT SELECT ON TABLE "public"."conversation_session_reminders_settings" TO "authenticated";

REVOKE ALL ON TABLE "public"."conversation_session_reminders_settings" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."conversation_session_reminders_settings" TO "service_role";

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

insert into app.patient_references (table_name, column_name, set_column, place_columns, demoted, keeps_copy, moves, is_counted) values
  ('public.contact_phones', 'patient_id', 'entity_id', '{is_primary,position}', '{"is_primary": false}', true, true, true),
  ('public.contact_emails', 'patient_id', 'entity_id', '{is_primary,position}', '{"is_primary": false}', true, true, true),
  ('public.patient_relations', 'patient_id', null, '{is_payer,position}', '{"is_payer": false}', true, true, true),
  ('public.patient_conversations', 'patient_id', null, '{}', null, true, true, true),
  ('public.private_notes', 'patient_id', null, '{}', null, false, true, false),
  ('public.record_reads', 'patient_id', null, '{}', null, false, true, false),
  ('public.record_break_glass', 'patient_id', null, '{}', null, false, true, false),
  ('public.patients', 'merged_into_id', null, '{}', null, false, false, true),
  ('public.patient_merges', 'survivor_id', null, '{}', null, false, false, true),
  ('public.patient_merges', 'merged_id', null, '{}', null, false, false, true),
  ('public.conversation_session_reminders_logs', 'patient_id', null, '{}', null, false, false, false),
  ('public.patient_distinctions', 'low_id', null, '{}', null, false, false, true),
  ('public.patient_distinctions', 'high_id', null, '{}', null, false, false, true)
on conflict (table_name, column_name) do update set set_column = excluded.set_column, place_columns = excluded.place_columns,
  demoted = excluded.demoted, keeps_copy = excluded.keeps_copy, moves = excluded.moves,
  is_counted = excluded.is_counted;

-- the fees at a quarter past five in the morning in São Paulo
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('refresh-summaries', 'process-jobs', '*/10 * * * *', '{"task": "summaries"}'),
  ('post-monthly-fees', 'process-jobs', '13 8 * * *', '{"task": "fees"}'),
  ('send-session-reminders', 'send-session-reminders', '* * * * *', '{}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;
