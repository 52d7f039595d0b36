-- autoreply: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

DROP FUNCTION "app"."apply_opt_word"(public.conversation_messages);

CREATE TABLE "public"."conversation_autoreply_log" (
  "tenant_id"  uuid                     NOT NULL,
  "message_id" uuid                     NOT NULL,
  "thread_id"  uuid                     NOT NULL,
  "outcome"    text                     NOT NULL,
  "reason"     text,
  "reply_id"   uuid,
  "decided_at" timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "conversation_autoreply_log_pkey" PRIMARY KEY (tenant_id, message_id),
  CONSTRAINT "outcome_is_known" CHECK ((outcome = ANY (ARRAY['sent'::text, 'skipped'::text]))),
  CONSTRAINT "skipped_has_a_reason" CHECK (((outcome = 'skipped'::text) = (reason IS NOT NULL)))
);

ALTER TABLE "public"."conversation_autoreply_log"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."conversation_autoreply_log" FROM "anon";

CREATE TABLE "public"."conversation_autoreply_settings" (
  "tenant_id"          uuid                     NOT NULL,
  "is_on"              boolean                  NOT NULL,
  "mode"               text                     NOT NULL,
  "business_hours"     jsonb                    NOT NULL,
  "custom_hours"       jsonb                    NOT NULL,
  "closes_on_holidays" boolean                  NOT NULL,
  "cooldown_minutes"   integer                  NOT NULL,
  "closed_text"        text                     NOT NULL,
  "holiday_text"       text                     NOT NULL,
  "updated_at"         timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "closed_text_has_length" CHECK (((char_length(closed_text) >= 1) AND (char_length(closed_text) <= 1000))),
  CONSTRAINT "conversation_autoreply_settings_pkey" PRIMARY KEY (tenant_id),
  CONSTRAINT "cooldown_is_sensible" CHECK (((cooldown_minutes >= 10) AND (cooldown_minutes <= 10080))),
  CONSTRAINT "holiday_text_has_length" CHECK (((char_length(holiday_text) >= 1) AND (char_length(holiday_text) <= 1000))),
  CONSTRAINT "mode_is_known" CHECK ((mode = ANY (ARRAY['agenda'::text, 'business_hours'::text, 'custom'::text])))
);

ALTER TABLE "public"."conversation_autoreply_settings"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."conversation_autoreply_settings" FROM "anon";

CREATE OR REPLACE FUNCTION app.apply_opt_word (
  p_message public.conversation_messages
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_wish record := app.opt_effect_of(p_message);
  v_changed boolean;
  v_thread public.conversation_threads;
begin
  if v_wish.effect is null then
    return false;
  end if;
  update public.conversation_messages m set opt_effect = v_wish.effect where m.tenant_id = p_message.tenant_id and m.id = p_message.id;
  -- providers count in seconds: of two words of one second the one that arrived last counts
  if (app.latest_opt_word(p_message.tenant_id, p_message.thread_id)).said_at > p_message.occurred_at then
    return true;
  end if;
  if v_wish.effect = 'opt_out' then
    insert into public.conversation_optouts (tenant_id, thread_id, keyword)
    values (p_message.tenant_id, p_message.thread_id, v_wish.keyword) on conflict do nothing;
    v_changed := found;
  else
    v_changed := app.lift_opt_out(p_message.tenant_id, array[p_message.thread_id], p_message.occurred_at);
  end if;
  if v_changed then
    update public.conversation_threads set opted_out = (v_wish.effect = 'opt_out'), updated_at = clock_timestamp()
    where tenant_id = p_message.tenant_id and id = p_message.thread_id returning * into v_thread;
    perform app.note_event(v_thread, case v_wish.effect when 'opt_out' then 'opted_out' else 'opted_in' end, p_message.occurred_at);
    perform app.publish_thread(v_thread);
    -- a provider that acted on the word has answered it
    if not p_message.content ? 'opt_effect' then
      insert into app.jobs (tenant_id, kind, payload, dedupe_key)
      values (p_message.tenant_id, v_wish.effect || '_ack',
        jsonb_build_object('thread_key', v_thread.thread_key, 'message_id', p_message.id, 'keyword', v_wish.keyword),
        v_wish.effect || ':' || p_message.id);
    end if;
  end if;
  return true;
end;
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
  return v_state || jsonb_build_object('replies', true, 'reason', null, 'situation', case when v_is_holiday then 'holiday' else 'closed' end,
    'text', replace(replace(case when v_is_holiday then v_settings.holiday_text else v_settings.closed_text end,
      '{clinica}', (select t.name from public.tenants t where t.id = p_tenant_id)),
      '{volta}', case when v_back is null then 'assim que pudermos' else 'a partir de ' || app.moment_in_words(v_back, v_zone) end));
end;
$function$;

CREATE OR REPLACE FUNCTION app.autoreply_defaults()
  RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('is_on', false, 'mode', 'business_hours', 'closes_on_holidays', true, 'cooldown_minutes', 240, 'custom_hours', '{}'::jsonb,
    'business_hours', (select jsonb_object_agg(d, '[["08:00", "18:00"]]'::jsonb) from unnest(array['mon', 'tue', 'wed', 'thu', 'fri']) d),
    'closed_text', 'Olá, {nome}! Aqui é da {clinica}. Recebemos sua mensagem e respondemos {volta}.',
    'holiday_text', 'Olá, {nome}! Hoje a {clinica} não atende. Recebemos sua mensagem e respondemos {volta}.');
$function$;

CREATE OR REPLACE FUNCTION app.autoreply_hours (
  p_settings public.conversation_autoreply_settings,
  p_at       timestamp with time zone
)
  RETURNS tstzmultirange
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_zone text := app.clinic_zone(p_settings.tenant_id);
  v_from date := (p_at at time zone v_zone)::date - 1;
  v_to date := v_from + 62;
  v_holidays date[];
  v_recess jsonb;
begin
  select coalesce(array_agg(distinct h.day), '{}') into v_holidays
  from app.holidays_between(p_settings.tenant_id, v_from, v_to) h where h.scope <> 'optional';
  if p_settings.mode = 'agenda' then
    return app.working_stretches(p_settings.tenant_id, v_from, v_to, case when p_settings.closes_on_holidays then v_holidays else '{}' end);
  end if;
  select coalesce(jsonb_agg(jsonb_build_object('date', d.day, 'intervals', '[]'::jsonb)), '[]') into v_recess from (
    select distinct g::date as day from public.agenda_exceptions e,
      generate_series((e.starts_at at time zone v_zone)::date::timestamp, ((e.ends_at - interval '1 second') at time zone v_zone)::date::timestamp, '1 day') g
    where e.tenant_id = p_settings.tenant_id and e.kind = 'recess' and e.ends_at > p_at - interval '2 days' and e.starts_at < p_at + interval '62 days') d;
  return app.weekly_hours(v_zone, case p_settings.mode when 'custom' then p_settings.custom_hours else p_settings.business_hours end,
    case p_settings.mode when 'custom' then '[]' else v_recess end,
    case when p_settings.closes_on_holidays and p_settings.mode <> 'custom' then v_holidays else '{}' end, v_from, v_to);
end;
$function$;

CREATE OR REPLACE FUNCTION app.autoreply_settings_of (
  p_tenant_id uuid
)
  RETURNS public.conversation_autoreply_settings
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_row public.conversation_autoreply_settings;
begin
  select * into v_row from public.conversation_autoreply_settings s where s.tenant_id = p_tenant_id;
  if not found then
    v_row := jsonb_populate_record(null::public.conversation_autoreply_settings, app.autoreply_defaults() || jsonb_build_object('tenant_id', p_tenant_id));
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.checked_weekly (
  p_weekly jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
begin
  if jsonb_typeof(p_weekly) is distinct from 'object' or exists (
    select from jsonb_each(p_weekly) d where d.key not in ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')
      or jsonb_typeof(d.value) <> 'array' or jsonb_array_length(d.value) > 6) or exists (
    select from jsonb_each(p_weekly) d, jsonb_array_elements(d.value) i
    where case when jsonb_typeof(i) = 'array' and jsonb_array_length(i) = 2
      then i ->> 0 !~ '^([01]\d|2[0-3]):[0-5]\d$' or i ->> 1 !~ '^(([01]\d|2[0-3]):[0-5]\d|24:00)$' or i ->> 0 = i ->> 1 else true end) then
    raise sqlstate 'PT400' using message = 'invalid_hours', hint = 'Hours are pairs such as ["08:00", "12:00"].';
  end if;
  return (select coalesce(jsonb_object_agg(d.key, (select jsonb_agg(i order by i ->> 0) from jsonb_array_elements(d.value) i)), '{}')
    from jsonb_each(p_weekly) d where jsonb_array_length(d.value) > 0);
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
  -- each effect is a job of its own, so that a crash from here on changes nothing of it
  if not p_is_opt_word and p_message.kind <> 'system' and exists (
    select from public.conversation_autoreply_settings s where s.tenant_id = p_message.tenant_id and s.is_on) then
    insert into app.jobs (tenant_id, kind, payload, dedupe_key)
    values (p_message.tenant_id, 'auto_reply', jsonb_build_object('id', p_message.id, 'message_id', p_message.id), 'auto_reply:' || p_message.id)
    on conflict do nothing;
  end if;
end;
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
      when not (v_decision ->> 'replies')::boolean then v_decision ->> 'reason'
      when v_message.occurred_at < now() - interval '30 minutes' then 'too_late'
      when v_thread.blocked_at is not null then 'conversation_blocked'
      when exists (select from public.conversation_messages o where o.tenant_id = p_tenant_id and o.thread_id = v_thread.id
        and o.direction = 'outbound' and o.origin <> 'automation' and o.occurred_at > v_message.occurred_at) then 'answered'
      when exists (select from public.conversation_autoreply_log l where l.tenant_id = p_tenant_id and l.thread_id = v_thread.id and l.outcome = 'sent'
        and l.decided_at > now() - make_interval(mins => (app.autoreply_settings_of(p_tenant_id)).cooldown_minutes)) then 'cooldown'
      -- an answer within two seconds of ours was written by nobody: two machines must not talk to each other
      when exists (select from public.conversation_messages o where o.tenant_id = p_tenant_id and o.thread_id = v_thread.id
        and o.direction = 'outbound' and o.origin = 'automation'
        and o.occurred_at between v_message.occurred_at - interval '2 seconds' and v_message.occurred_at) then 'looks_like_a_bot'
      when (select count(*) from public.conversation_autoreply_log l where l.tenant_id = p_tenant_id and l.thread_id = v_thread.id
        and l.outcome = 'sent' and l.decided_at > now() - interval '1 day') >= 3 then 'loop_guard'
    end;
  if v_refusal is null then
    v_created := app.create_automation_message(p_tenant_id, v_thread.thread_key, p_client_id,
      replace(replace(v_decision ->> 'text', ', {nome}', coalesce(', ' || v_name, '')), '{nome}', coalesce(v_name, '')), 'auto_reply');
    v_refusal := v_created ->> 'skipped';
  end if;
  insert into public.conversation_autoreply_log (tenant_id, message_id, thread_id, outcome, reason, reply_id)
  values (p_tenant_id, p_message_id, v_thread.id, case when v_refusal is null then 'sent' else 'skipped' end, v_refusal, (v_created #>> '{message,id}')::uuid)
  on conflict (tenant_id, message_id) do nothing;
  return coalesce(v_created, jsonb_build_object('skipped', v_refusal));
end;
$function$;

CREATE OR REPLACE FUNCTION app.stretch_at (
  p_hours tstzmultirange,
  p_at    timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object(
    'open', now_open.hours is not null,
    'closes_at', case when upper(now_open.hours) <= p_at + interval '60 days' then upper(now_open.hours) end,
    'opens_at', case when now_open.hours is null then (
      select min(lower(h)) from unnest(p_hours) h where lower(h) > p_at and lower(h) <= p_at + interval '60 days') end)
  from (select (select h from unnest(p_hours) h where p_at <@ h) as hours) now_open;
$function$;

CREATE OR REPLACE FUNCTION app.weekly_hours (
  p_zone       text,
  p_weekly     jsonb,
  p_exceptions jsonb,
  p_holidays   date[],
  p_from       date,
  p_to         date
)
  RETURNS tstzmultirange
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(range_agg(tstzrange(
      app.local_moment(d.day + (i.part ->> 0)::interval, p_zone),
      app.local_moment(d.day + (i.part ->> 1)::interval + case when (i.part ->> 1)::interval <= (i.part ->> 0)::interval then interval '1 day' else interval '0' end, p_zone)))
    filter (where i.part is not null), '{}'::tstzmultirange)
  from (
    select g::date as day, (array['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'])[extract(dow from g)::integer + 1] as weekday
    from generate_series(p_from::timestamp, p_to::timestamp, '1 day') g
  ) d
  left join lateral (
    select x.value -> 'intervals' as intervals from jsonb_array_elements(p_exceptions) x where (x.value ->> 'date')::date = d.day limit 1
  ) e on true
  left join lateral jsonb_array_elements(
    case when e.intervals is not null then e.intervals when d.day = any (p_holidays) then '[]' else coalesce(p_weekly -> d.weekday, '[]') end) i (part) on true;
$function$;

CREATE OR REPLACE FUNCTION app.working_stretches (
  p_tenant_id uuid,
  p_from      date,
  p_to        date,
  p_closed    date[]
)
  RETURNS tstzmultirange
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(range_agg(per.hours), '{}') from (
    select unnest(range_agg(tstzrange(w.starts_at, w.ends_at)) - coalesce((
      select range_agg(tstzrange(e.starts_at, e.ends_at)) from public.agenda_exceptions e
      where e.tenant_id = p_tenant_id and e.kind in ('absence', 'recess') and (e.therapist_id is null or e.therapist_id = w.therapist_id)), '{}')) as hours
    from app.working_ranges(p_tenant_id, p_from, p_to, null) w
    join public.therapists th on th.tenant_id = p_tenant_id and th.user_id = w.therapist_id and th.is_active
    where w.is_extra or w.day <> all (p_closed)
    group by w.therapist_id
  ) per;
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
      app.sender_name(i.action) as contact_name, app.name_source(i.action) as name_source
    from unnest(p_messages, p_thread_ids) i (tenant_id, channel_id, provider, action, thread_id)
  ), added as (
    insert into public.conversation_messages as m (
      tenant_id, id, thread_id, channel_id, provider, provider_message_id, direction, origin, kind, body, content, media,
      reply_to_provider_id, author_name, status, occurred_at
    )
    select i.tenant_id, i.id, i.thread_id, i.channel_id, i.provider, i.action ->> 'provider_message_id',
      case when i.from_me then 'outbound' else 'inbound' end, case when i.from_me then 'phone' else 'contact' end,
      i.action ->> 'kind', i.action ->> 'body', coalesce(i.action -> 'content', '{}'), nullif(i.action -> 'media', 'null'),
      i.action ->> 'reply_to_provider_id', app.normalize_name(i.action ->> 'author_name'),
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

CREATE OR REPLACE FUNCTION public.get_autoreply (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_settings public.conversation_autoreply_settings := app.autoreply_settings_of(p_tenant_id);
begin
  perform app.require_member(p_tenant_id);
  return jsonb_build_object('settings', to_jsonb(v_settings) - 'tenant_id' - 'updated_at',
    'now', app.autoreply_decision(p_tenant_id, now()),
    'log', (select coalesce(jsonb_agg(to_jsonb(l) order by l.decided_at desc), '[]') from (
      select g.message_id, t.thread_key, t.contact_name, t.phone, g.outcome, g.reason, g.decided_at
      from public.conversation_autoreply_log g join public.conversation_threads t on t.tenant_id = g.tenant_id and t.id = g.thread_id
      where g.tenant_id = p_tenant_id order by g.decided_at desc limit 50) l));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_autoreply"(uuid) FROM PUBLIC, "anon", "service_role";

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
  end if;
  insert into public.conversation_autoreply_settings (tenant_id, is_on, mode, business_hours, custom_hours, closes_on_holidays, cooldown_minutes, closed_text, holiday_text)
  values (p_tenant_id, coalesce((p_settings ->> 'is_on')::boolean, false), v_mode, app.checked_weekly(p_settings -> 'business_hours'),
    app.checked_weekly(p_settings -> 'custom_hours'), coalesce((p_settings ->> 'closes_on_holidays')::boolean, true),
    (p_settings ->> 'cooldown_minutes')::integer, v_closed, v_holiday)
  on conflict (tenant_id) do update set is_on = excluded.is_on, mode = excluded.mode, business_hours = excluded.business_hours,
    custom_hours = excluded.custom_hours, closes_on_holidays = excluded.closes_on_holidays, cooldown_minutes = excluded.cooldown_minutes,
    closed_text = excluded.closed_text, holiday_text = excluded.holiday_text, updated_at = now();
  return public.get_autoreply(p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_autoreply"(uuid, jsonb) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "public"."conversation_autoreply_log"
  ADD CONSTRAINT "conversation_autoreply_log_tenant_id_message_id_fkey" FOREIGN KEY (tenant_id, message_id) REFERENCES public.conversation_messages(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."conversation_autoreply_log"
  ADD CONSTRAINT "conversation_autoreply_log_tenant_id_thread_id_fkey" FOREIGN KEY (tenant_id, thread_id) REFERENCES public.conversation_threads(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."conversation_autoreply_settings"
  ADD CONSTRAINT "conversation_autoreply_settings_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

CREATE INDEX conversation_autoreply_log_decided ON public.conversation_autoreply_log USING btree (tenant_id, decided_at DESC);

CREATE INDEX conversation_autoreply_log_thread ON public.conversation_autoreply_log USING btree (tenant_id, thread_id, decided_at DESC);

CREATE POLICY "select_members" ON "public"."conversation_autoreply_log"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."conversation_autoreply_settings"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

COMMENT ON FUNCTION "app"."autoreply_decision"(uuid, timestamp with time zone) IS 'Whether a clinic would answer a message of p_at by itself, and why: {replies, reason: off, open or outside_custom_hours, situation, text with the clinic and the moment filled in, open, closes_at, opens_at}.';

COMMENT ON FUNCTION "app"."autoreply_defaults"() IS 'What stands on the page of automatic answers before anybody set anything.';

COMMENT ON FUNCTION "app"."autoreply_hours"(public.conversation_autoreply_settings, timestamp with time zone) IS 'The hours that a clinic''s automatic answer goes by, from the day before p_at on: those of its therapists, its business hours without holidays and recess, or the custom ones.';

COMMENT ON FUNCTION "app"."autoreply_settings_of"(uuid) IS 'How a clinic answers by itself; before anybody set anything it does not.';

COMMENT ON FUNCTION "app"."checked_weekly"(jsonb) IS 'Hours of a week as they are kept, {mon: [[from, until]]…} in their order. Errors: PT400 invalid_hours.';

COMMENT ON FUNCTION "app"."react_to_message"(public.conversation_messages, boolean) IS 'What the clinic does by itself after a new message of a person, in the transaction that stores it. p_is_opt_word: the message asked us to stop or to write again, and is no question.';

COMMENT ON FUNCTION "app"."send_auto_reply"(uuid, uuid, uuid) IS 'Caller: workers. Answers a message of a person by itself where the clinic wants that, once for p_message_id, and writes down why it did not. Returns what create_automation_message does.';

COMMENT ON FUNCTION "app"."stretch_at"(tstzmultirange, timestamp with time zone) IS '{open, closes_at, opens_at} of some hours at a moment: the end of the stretch that holds it or the next start, NULL beyond 60 days.';

COMMENT ON FUNCTION "app"."weekly_hours"(text, jsonb, jsonb, date[], date, date) IS 'When a week of hours is open between two local days: {mon: [["08:00", "12:00"]]…}; an end at or before its start, and 24:00, lie on the next day. An exception {date, intervals} replaces its day, a holiday closes it. Intervals that touch are one.';

COMMENT ON FUNCTION "app"."working_stretches"(uuid, date, date, date[]) IS 'When at least one therapist works: weekly rules and extra hours, without absences, recess and the days that are closed.';

COMMENT ON FUNCTION "public"."get_autoreply"(uuid) IS 'Caller: members. {settings, now: what would be answered at this moment and why (see app.autoreply_decision), log: the last fifty messages and what became of them}. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."save_autoreply"(uuid, jsonb) IS 'Caller: owner, admin, supervisor. {is_on, mode, business_hours, custom_hours, closes_on_holidays, cooldown_minutes, closed_text, holiday_text}; answers what get_autoreply does. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_mode, PT400 invalid_cooldown, PT400 invalid_hours, PT400 empty_body, PT400 body_too_long, PT400 unknown_variable.';

COMMENT ON TABLE "public"."conversation_autoreply_log" IS 'What became of each message that could have been answered by itself; one row a message, so that none is answered twice.';

COMMENT ON TABLE "public"."conversation_autoreply_settings" IS 'When a clinic answers by itself. agenda: while no therapist works; business_hours: outside of them; custom: inside of the hours that are named.';

REVOKE ALL ON FUNCTION "app"."apply_opt_word"(public.conversation_messages) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."apply_opt_word"(public.conversation_messages) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."apply_opt_word"(public.conversation_messages) TO "postgres";

REVOKE ALL ON FUNCTION "app"."autoreply_decision"(uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."autoreply_decision"(uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."autoreply_decision"(uuid, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."autoreply_defaults"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."autoreply_defaults"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."autoreply_defaults"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."autoreply_hours"(public.conversation_autoreply_settings, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."autoreply_hours"(public.conversation_autoreply_settings, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."autoreply_hours"(public.conversation_autoreply_settings, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."autoreply_settings_of"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."autoreply_settings_of"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."autoreply_settings_of"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."checked_weekly"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."checked_weekly"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."checked_weekly"(jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."react_to_message"(public.conversation_messages, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."react_to_message"(public.conversation_messages, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."react_to_message"(public.conversation_messages, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "app"."send_auto_reply"(uuid, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."send_auto_reply"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."send_auto_reply"(uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."send_auto_reply"(uuid, uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."stretch_at"(tstzmultirange, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."stretch_at"(tstzmultirange, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."stretch_at"(tstzmultirange, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."weekly_hours"(text, jsonb, jsonb, date[], date, date) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."weekly_hours"(text, jsonb, jsonb, date[], date, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."weekly_hours"(text, jsonb, jsonb, date[], date, date) TO "postgres";

REVOKE ALL ON FUNCTION "app"."working_stretches"(uuid, date, date, date[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."working_stretches"(uuid, date, date, date[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."working_stretches"(uuid, date, date, date[]) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_autoreply"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_autoreply"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_autoreply"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_autoreply"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_autoreply"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_autoreply"(uuid, jsonb) TO "postgres";

REVOKE ALL ON TABLE "public"."conversation_autoreply_log" FROM "authenticated";

GRANT SELECT ON TABLE "public"."conversation_autoreply_log" TO "authenticated";

REVOKE ALL ON TABLE "public"."conversation_autoreply_log" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."conversation_autoreply_log" TO "service_role";

REVOKE ALL ON TABLE "public"."conversation_autoreply_settings" FROM "authenticated";

GRANT SELECT ON TABLE "public"."conversation_autoreply_settings" TO "authenticated";

REVOKE ALL ON TABLE "public"."conversation_autoreply_settings" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."conversation_autoreply_settings" TO "service_role";

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

-- A notice says itself what became of it, and so does an offer.
insert into app.job_kinds (kind, is_listed) values ('session_notice', false), ('freed_slot', false), ('waiting_slot', false)
on conflict (kind) do update set is_listed = excluded.is_listed;
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
