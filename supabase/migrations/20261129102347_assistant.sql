-- assistant: The assistant's turns, tools, proposals, prompts and budget, and a module that is not offered before its screens are there.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "app"."ai_bars" (
  "figure"   text    NOT NULL,
  "at_least" numeric NOT NULL,
  CONSTRAINT "ai_bars_pkey" PRIMARY KEY (figure),
  CONSTRAINT "bar_is_a_share" CHECK (((at_least >= (0)::numeric) AND (at_least <= (1)::numeric)))
);

ALTER TABLE "app"."ai_bars"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."ai_handoff_reasons" (
  "reason"    text    NOT NULL,
  "is_urgent" boolean NOT NULL DEFAULT false,
  "text"      text    NOT NULL,
  "title"     text    NOT NULL,
  "numbers"   text,
  CONSTRAINT "ai_handoff_reasons_pkey" PRIMARY KEY (reason),
  CONSTRAINT "handoff_reason_is_a_word" CHECK ((reason ~ '^[a-z][a-z_]{2,39}$'::text)),
  CONSTRAINT "urgent_names_a_number" CHECK ((is_urgent = (numbers IS NOT NULL)))
);

ALTER TABLE "app"."ai_handoff_reasons"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."ai_tools" (
  "name"          text     NOT NULL,
  "position"      smallint NOT NULL,
  "function"      text     NOT NULL,
  "description"   text     NOT NULL,
  "parameters"    jsonb    NOT NULL,
  "needs_module"  text,
  "needs_patient" boolean  NOT NULL DEFAULT false,
  "confirms"      boolean  NOT NULL DEFAULT false,
  "is_effect"     boolean  NOT NULL DEFAULT false,
  CONSTRAINT "ai_tools_pkey" PRIMARY KEY (name),
  CONSTRAINT "tool_function_is_of_app" CHECK ((function ~ '^app\.assistant_[a-z_]+$'::text)),
  CONSTRAINT "tool_is_a_word" CHECK ((name ~ '^[a-z][a-z_]{2,39}$'::text)),
  CONSTRAINT "what_is_confirmed_is_an_effect" CHECK ((is_effect OR (NOT confirms)))
);

ALTER TABLE "app"."ai_tools"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app_private"."assistant_credentials" (
  "tenant_id"   uuid                     NOT NULL,
  "credentials" jsonb                    NOT NULL,
  "updated_at"  timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "assistant_credentials_are_sealed" CHECK ((credentials ?& ARRAY['v'::text, 'kid'::text, 'iv'::text, 'ct'::text])),
  CONSTRAINT "assistant_credentials_pkey" PRIMARY KEY (tenant_id)
);

ALTER TABLE "app_private"."assistant_credentials"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."ai_cases" (
  "tenant_id"   uuid                     NOT NULL,
  "id"          uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "set"         text                     NOT NULL DEFAULT 'own'::text,
  "text"        text                     NOT NULL,
  "expected"    jsonb                    NOT NULL DEFAULT '{}'::jsonb,
  "turn_id"     uuid,
  "created_by"  uuid,
  "archived_at" timestamp with time zone,
  "created_at"  timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "ai_cases_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "case_comes_from_a_turn_once" UNIQUE (tenant_id, turn_id),
  CONSTRAINT "case_set_is_a_word" CHECK ((set ~ '^[a-z][a-z0-9_]{1,29}$'::text)),
  CONSTRAINT "case_text_fits" CHECK (((char_length(text) >= 1) AND (char_length(text) <= 4000)))
);

ALTER TABLE "public"."ai_cases"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."ai_cases" FROM "anon";

CREATE TABLE "public"."ai_conversations" (
  "tenant_id"       uuid                     NOT NULL,
  "thread_id"       uuid                     NOT NULL,
  "state"           text                     NOT NULL DEFAULT 'on'::text,
  "reason"          text,
  "summary"         text,
  "changed_by"      uuid,
  "changed_at"      timestamp with time zone NOT NULL DEFAULT now(),
  "failed_turns"    smallint                 NOT NULL DEFAULT 0,
  "introduced_at"   timestamp with time zone,
  "prompt_id"       uuid,
  "rating_asked_at" timestamp with time zone,
  "rating"          smallint,
  "rated_at"        timestamp with time zone,
  CONSTRAINT "ai_conversations_pkey" PRIMARY KEY (tenant_id, thread_id),
  CONSTRAINT "assistant_state_is_known" CHECK ((state = ANY (ARRAY['on'::text, 'paused'::text, 'locked'::text]))),
  CONSTRAINT "assistant_summary_fits" CHECK ((char_length(summary) <= 1000)),
  CONSTRAINT "rating_is_of_five" CHECK (((rating >= 1) AND (rating <= 5)))
);

ALTER TABLE "public"."ai_conversations"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."ai_conversations" FROM "anon";

CREATE TABLE "public"."ai_evaluations" (
  "tenant_id"    uuid                     NOT NULL,
  "id"           uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "prompt_id"    uuid                     NOT NULL,
  "set"          text                     NOT NULL,
  "model"        text,
  "cases"        integer                  NOT NULL,
  "figures"      jsonb                    NOT NULL,
  "misses"       jsonb                    NOT NULL DEFAULT '[]'::jsonb,
  "evaluated_at" timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "ai_evaluations_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "evaluation_has_cases" CHECK ((cases > 0)),
  CONSTRAINT "figures_are_an_object" CHECK ((jsonb_typeof(figures) = 'object'::text))
);

ALTER TABLE "public"."ai_evaluations"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."ai_evaluations" FROM "anon";

CREATE TABLE "public"."ai_months" (
  "tenant_id"           uuid    NOT NULL,
  "month"               date    NOT NULL,
  "turns"               integer NOT NULL DEFAULT 0,
  "answered"            integer NOT NULL DEFAULT 0,
  "handed"              integer NOT NULL DEFAULT 0,
  "prompt_tokens"       bigint  NOT NULL DEFAULT 0,
  "completion_tokens"   bigint  NOT NULL DEFAULT 0,
  "cost_microcents"     bigint  NOT NULL DEFAULT 0,
  "reserved_microcents" bigint  NOT NULL DEFAULT 0,
  CONSTRAINT "ai_months_pkey" PRIMARY KEY (tenant_id, month),
  CONSTRAINT "assistant_use_is_not_negative" CHECK (((cost_microcents >= 0) AND (reserved_microcents >= 0))),
  CONSTRAINT "month_begins_on_its_first" CHECK ((EXTRACT(day FROM month) = (1)::numeric))
);

ALTER TABLE "public"."ai_months"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."ai_months" FROM "anon";

CREATE TABLE "public"."ai_people" (
  "tenant_id"  uuid                     NOT NULL,
  "thread_id"  uuid                     NOT NULL,
  "added_by"   uuid,
  "created_at" timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "ai_people_pkey" PRIMARY KEY (tenant_id, thread_id)
);

ALTER TABLE "public"."ai_people"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."ai_people" FROM "anon";

CREATE TABLE "public"."ai_prompts" (
  "tenant_id"    uuid                     NOT NULL,
  "id"           uuid                     NOT NULL,
  "version"      integer                  NOT NULL,
  "name"         text                     NOT NULL,
  "text"         text                     NOT NULL,
  "state"        text                     NOT NULL DEFAULT 'draft'::text,
  "share"        smallint                 NOT NULL DEFAULT 0,
  "created_by"   uuid,
  "created_at"   timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "changed_at"   timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "activated_at" timestamp with time zone,
  CONSTRAINT "ai_prompts_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "prompt_state_is_known" CHECK ((state = ANY (ARRAY['draft'::text, 'evaluated'::text, 'active'::text, 'retired'::text]))),
  CONSTRAINT "prompt_text_fits" CHECK (((char_length(text) >= 1) AND (char_length(text) <= 20000))),
  CONSTRAINT "prompt_version_is_given_once" UNIQUE (tenant_id, VERSION),
  CONSTRAINT "share_is_of_a_hundred" CHECK (((share >= 0) AND (share <= 100))),
  CONSTRAINT "share_is_of_an_active_prompt" CHECK (((share > 0) = (state = 'active'::text))),
  CONSTRAINT "prompt_name_is_one_plain_line" CHECK (((name = app.normalize_name(name)) AND ((char_length(name) >= 2) AND (char_length(name) <= 80))))
);

ALTER TABLE "public"."ai_prompts"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."ai_prompts" FROM "anon";

CREATE TABLE "public"."ai_proposals" (
  "tenant_id"         uuid                     NOT NULL,
  "id"                uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "thread_id"         uuid                     NOT NULL,
  "turn_id"           uuid                     NOT NULL,
  "patient_id"        uuid,
  "tool"              text                     NOT NULL,
  "args"              jsonb                    NOT NULL,
  "words"             text                     NOT NULL,
  "state"             text                     NOT NULL DEFAULT 'open'::text,
  "asked_message_id"  uuid,
  "expires_at"        timestamp with time zone NOT NULL,
  "answer_message_id" uuid,
  "result"            jsonb,
  "created_at"        timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "ai_proposals_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "proposal_state_is_known"
    CHECK ((state = ANY (ARRAY['open'::text, 'confirmed'::text, 'refused'::text, 'withdrawn'::text, 'expired'::text, 'done'::text, 'failed'::text])))
);

ALTER TABLE "public"."ai_proposals"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."ai_proposals" FROM "anon";

CREATE TABLE "public"."ai_settings" (
  "tenant_id"              uuid                     NOT NULL,
  "mode"                   text                     NOT NULL DEFAULT 'off'::text,
  "name"                   text                     NOT NULL DEFAULT 'Assistente'::text,
  "greeting"               text,
  "tone"                   text                     NOT NULL DEFAULT 'warm'::text,
  "hours"                  text                     NOT NULL DEFAULT 'always'::text,
  "custom_hours"           jsonb                    NOT NULL DEFAULT '{}'::jsonb,
  "monthly_budget_cents"   integer                  NOT NULL DEFAULT 5000,
  "turns_per_day"          integer                  NOT NULL DEFAULT 300,
  "person_turns_per_day"   integer                  NOT NULL DEFAULT 30,
  "quiet_minutes"          integer                  NOT NULL DEFAULT 30,
  "wait_seconds"           smallint                 NOT NULL DEFAULT 6,
  "handoff_user_id"        uuid,
  "asks_rating"            boolean                  NOT NULL DEFAULT true,
  "accepted_at"            timestamp with time zone,
  "accepted_by"            uuid,
  "base_url"               text,
  "model"                  text,
  "fallback_model"         text,
  "embedding_model"        text,
  "prompt_price_cents"     integer                  NOT NULL DEFAULT 0,
  "completion_price_cents" integer                  NOT NULL DEFAULT 0,
  "version"                integer                  NOT NULL DEFAULT 1,
  "updated_at"             timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "ai_settings_pkey" PRIMARY KEY (tenant_id),
  CONSTRAINT "assistant_budget_is_sane" CHECK (((monthly_budget_cents >= 0) AND (monthly_budget_cents <= 10000000))),
  CONSTRAINT "assistant_endpoint_fits"
    CHECK (((char_length(base_url) <= 300) AND (char_length(model) <= 100) AND (char_length(fallback_model) <= 100) AND (char_length(embedding_model) <= 100))),
  CONSTRAINT "assistant_greeting_fits" CHECK (((char_length(greeting) >= 1) AND (char_length(greeting) <= 500))),
  CONSTRAINT "assistant_hours_are_known" CHECK ((hours = ANY (ARRAY['always'::text, 'open'::text, 'closed'::text, 'custom'::text]))),
  CONSTRAINT "assistant_mode_is_known" CHECK ((mode = ANY (ARRAY['off'::text, 'test'::text, 'people'::text, 'all'::text]))),
  CONSTRAINT "assistant_tone_is_known" CHECK ((tone = ANY (ARRAY['warm'::text, 'plain'::text, 'formal'::text]))),
  CONSTRAINT "completion_price_is_sane" CHECK (((completion_price_cents >= 0) AND (completion_price_cents <= 1000000))),
  CONSTRAINT "person_turns_are_sane" CHECK (((person_turns_per_day >= 1) AND (person_turns_per_day <= 500))),
  CONSTRAINT "prompt_price_is_sane" CHECK (((prompt_price_cents >= 0) AND (prompt_price_cents <= 1000000))),
  CONSTRAINT "quiet_minutes_are_sane" CHECK (((quiet_minutes >= 0) AND (quiet_minutes <= 1440))),
  CONSTRAINT "turns_per_day_are_sane" CHECK (((turns_per_day >= 1) AND (turns_per_day <= 100000))),
  CONSTRAINT "wait_seconds_are_sane" CHECK (((wait_seconds >= 0) AND (wait_seconds <= 60))),
  CONSTRAINT "assistant_name_is_one_plain_line" CHECK (((name = app.normalize_name(name)) AND ((char_length(name) >= 2) AND (char_length(name) <= 40))))
);

ALTER TABLE "public"."ai_settings"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."ai_settings" FROM "anon";

CREATE TABLE "public"."ai_tool_calls" (
  "tenant_id" uuid                     NOT NULL,
  "turn_id"   uuid                     NOT NULL,
  "tool"      text                     NOT NULL,
  "args"      jsonb                    NOT NULL DEFAULT '{}'::jsonb,
  "result"    jsonb                    NOT NULL DEFAULT '{}'::jsonb,
  "is_effect" boolean                  NOT NULL DEFAULT false,
  "ms"        integer,
  "called_at" timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "id"        uuid                     NOT NULL DEFAULT app.time_ordered_uuid(),
  CONSTRAINT "ai_tool_calls_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "public"."ai_tool_calls"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."ai_tool_calls" FROM "anon";

CREATE TABLE "public"."ai_turns" (
  "tenant_id"           uuid                     NOT NULL,
  "thread_id"           uuid,
  "is_test"             boolean                  NOT NULL DEFAULT false,
  "state"               text                     NOT NULL DEFAULT 'waiting'::text,
  "first_message_id"    uuid,
  "seen_message_id"     uuid,
  "has_more"            boolean                  NOT NULL DEFAULT false,
  "asked_text"          text,
  "run_at"              timestamp with time zone NOT NULL,
  "opened_at"           timestamp with time zone NOT NULL,
  "worker"              uuid,
  "leased_until"        timestamp with time zone,
  "attempts"            smallint                 NOT NULL DEFAULT 0,
  "restarts"            smallint                 NOT NULL DEFAULT 0,
  "reserved_microcents" bigint                   NOT NULL DEFAULT 0,
  "outcome"             text,
  "reason"              text,
  "intent"              text,
  "text"                text,
  "summary"             text,
  "sent_message_id"     uuid,
  "prompt_id"           uuid,
  "model"               text,
  "prompt_tokens"       integer,
  "completion_tokens"   integer,
  "cost_microcents"     bigint,
  "latency_ms"          integer,
  "sources"             jsonb                    NOT NULL DEFAULT '[]'::jsonb,
  "thumb"               text,
  "thumb_note"          text,
  "thumb_by"            uuid,
  "finished_at"         timestamp with time zone,
  "created_at"          timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "thumb_is_known" CHECK ((thumb = ANY (ARRAY['up'::text, 'down'::text]))),
  CONSTRAINT "turn_ends_once" CHECK (((finished_at IS NULL) = (state = ANY (ARRAY['waiting'::text, 'thinking'::text])))),
  CONSTRAINT "turn_has_a_conversation" CHECK (((thread_id IS NULL) = is_test)),
  CONSTRAINT "turn_state_is_known"
    CHECK ((state = ANY (ARRAY['waiting'::text, 'thinking'::text, 'answered'::text, 'handed'::text, 'skipped'::text, 'silent'::text, 'failed'::text, 'tested'::text]))),
  "id"                  uuid                     NOT NULL DEFAULT app.time_ordered_uuid(),
  CONSTRAINT "ai_turns_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "public"."ai_turns"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."ai_turns" FROM "anon";

ALTER TABLE "public"."modules"
  ADD COLUMN "is_offered" boolean NOT NULL DEFAULT true;

CREATE OR REPLACE FUNCTION app.answer_proposal (
  p_turn     public.ai_turns,
  p_first_id uuid,
  p_text     text,
  p_now      timestamp with time zone
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_wish boolean := app.assistant_wish(p_text);
begin
  update public.ai_proposals r set state = 'expired'
  where r.tenant_id = p_turn.tenant_id and r.thread_id = p_turn.thread_id and r.state = 'open' and r.expires_at <= p_now;
  if v_wish is not null and p_first_id is not null then
    update public.ai_proposals r set state = case when v_wish then 'confirmed' else 'refused' end, answer_message_id = p_turn.seen_message_id
    where r.tenant_id = p_turn.tenant_id and r.thread_id = p_turn.thread_id and r.state = 'open' and r.turn_id <> p_turn.id
      and r.asked_message_id < p_first_id;
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.assistant_args_problem (
  p_schema jsonb,
  p_args   jsonb
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select case
    when jsonb_typeof(p_args) is distinct from 'object' then 'object'
    when octet_length(p_args::text) > 8000 then 'too_long'
    else coalesce(
      (select r from jsonb_array_elements_text(coalesce(p_schema -> 'required', '[]')) r where coalesce(p_args -> r, 'null') = 'null' limit 1),
      (select a.key from jsonb_each(p_args) a
       left join lateral (select p_schema #> array['properties', a.key] as s) p on true
       where a.value <> 'null' and (p.s is null
         or p.s ->> 'type' = 'string' and jsonb_typeof(a.value) <> 'string'
         or p.s ->> 'type' = 'integer' and (jsonb_typeof(a.value) <> 'number' or a.value #>> '{}' !~ '^-?[0-9]{1,9}$')
         or p.s ? 'enum' and not p.s -> 'enum' @> a.value)
       order by a.key limit 1)) end;
$function$;

CREATE OR REPLACE FUNCTION app.assistant_book_session (
  p_tenant_id  uuid,
  p_thread_id  uuid,
  p_patient_id uuid,
  p_args       jsonb,
  p_does       boolean,
  p_now        timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_settings public.booking_settings := app.booking_settings_of(p_tenant_id);
  v_at timestamptz := app.assistant_moment(p_args ->> 'starts_at', v_zone);
  v_day date := (v_at at time zone v_zone)::date;
  v_offer public.booking_offers;
  v_row public.sessions;
  v_room uuid;
  v_phone text := coalesce((select t.phone from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = p_thread_id),
    (select c.phone from public.contact_phones c where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id order by c.position limit 1));
  v_words text;
begin
  if v_at is null then
    return '{"ok": false, "error": "bad_arguments", "detail": "starts_at"}';
  end if;
  select o.* into v_offer from public.booking_offers o
  join public.therapists t on t.tenant_id = p_tenant_id and t.user_id = o.therapist_id and t.is_active
  where o.tenant_id = p_tenant_id and o.id = app.typed_id(p_args ->> 'offer_id');
  if v_offer.id is null or v_settings.needs_approval and v_phone is null then
    return '{"ok": false, "error": "not_offered"}';
  end if;
  if p_does then
    perform app.lock_agenda(p_tenant_id, array[v_offer.therapist_id], null);
  end if;
  select s.room_id into v_room
  from app.online_slots(p_tenant_id, array[v_offer.therapist_id], v_offer.session_type_id, v_day, v_day, p_now) s where s.starts_at = v_at;
  if not found then
    return '{"ok": false, "error": "slot_taken"}';
  end if;
  v_row := app.typed_session(p_tenant_id, jsonb_build_object('therapist_id', v_offer.therapist_id, 'session_type_id', v_offer.session_type_id,
    'room_id', v_room, 'start_local', app.local_text(v_at, v_zone)));
  v_row.id := gen_random_uuid();
  v_row.ends_at := v_at + (v_row.ends_at - v_row.starts_at);
  v_row.starts_at := v_at;
  v_words := app.assistant_session_words(v_row);
  if not p_does then
    return jsonb_build_object('ok', true, 'words', 'Posso marcar ' || v_words || '. Responda *sim* para confirmar.');
  end if;
  perform app.lock_agenda(p_tenant_id, null, array[v_room]);
  if not exists (
    select from app.online_slots(p_tenant_id, array[v_offer.therapist_id], v_offer.session_type_id, v_day, v_day, p_now) s
    where s.starts_at = v_at and s.room_id is not distinct from v_room)
  then
    return '{"ok": false, "error": "slot_taken"}';
  end if;
  begin
    perform app.insert_session(v_row, array[p_patient_id]);
  exception when exclusion_violation then
    return '{"ok": false, "error": "slot_taken"}';
  end;
  if v_phone is not null then
    insert into public.online_bookings (tenant_id, session_id, patient_id, status, is_new, is_first_visit, full_name, social_name, phone, message)
    select p_tenant_id, v_row.id, p_patient_id, case when v_settings.needs_approval then 'requested' else 'booked' end, false, false, p.full_name, p.social_name,
      v_phone, 'Marcada na conversa com o assistente.'
    from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id;
  end if;
  -- the answer says it: no notice says it again
  delete from app.session_notice_wishes w where w.tenant_id = p_tenant_id and w.patient_id = p_patient_id and w.session_id = v_row.id;
  perform app.tell_of_online_booking(p_tenant_id, v_row.id, p_patient_id, case when v_settings.needs_approval then 'online_requested' else 'online_booked' end);
  perform app.publish_sessions(p_tenant_id, array[v_row.id]);
  return jsonb_build_object('ok', true, 'data', jsonb_build_object('session_id', v_row.id, 'starts_at', v_at), 'words', case
    when v_settings.needs_approval then 'Pedido de horário enviado: ' || v_words || '. A clínica ainda vai confirmar.'
    else 'Pronto! Sessão marcada: ' || v_words || '.' end);
end;
$function$;

CREATE OR REPLACE FUNCTION app.assistant_budget_is_spent (
  p_tenant_id uuid,
  p_at        timestamp with time zone
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce((select m.cost_microcents + m.reserved_microcents from public.ai_months m
      where m.tenant_id = p_tenant_id and m.month = app.assistant_month(p_tenant_id, p_at)), 0)
    >= (app.assistant_settings_of(p_tenant_id)).monthly_budget_cents * 1000000::bigint;
$function$;

CREATE OR REPLACE FUNCTION app.assistant_cancel_session (
  p_tenant_id  uuid,
  p_thread_id  uuid,
  p_patient_id uuid,
  p_args       jsonb,
  p_does       boolean,
  p_now        timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_old public.sessions;
begin
  if p_does then
    perform from public.sessions s where s.tenant_id = p_tenant_id and s.id = app.typed_id(p_args ->> 'session_id') for update;
  end if;
  v_old := app.assistant_session(p_tenant_id, p_patient_id, p_args ->> 'session_id', p_now);
  if v_old.id is null then
    return '{"ok": false, "error": "nothing_found"}';
  elsif not app.assistant_may_change(v_old, p_now) then
    return '{"ok": false, "error": "too_late"}';
  elsif not p_does then
    return jsonb_build_object('ok', true, 'words', 'Posso desmarcar sua sessão de ' || app.assistant_session_words(v_old) || '. Responda *sim* para confirmar.');
  end if;
  perform app.say_attendance(v_old, p_patient_id, 'cancelled', 'Desmarcada na conversa com o assistente.', app.assistant_tells(v_old));
  return jsonb_build_object('ok', true, 'data', jsonb_build_object('session_id', v_old.id),
    'words', 'Pronto, a sessão de ' || app.assistant_session_words(v_old) || ' foi desmarcada. Para marcar outro horário, é só pedir.');
end;
$function$;

CREATE OR REPLACE FUNCTION app.assistant_catalogue (
  p_tenant_id  uuid,
  p_thread_id  uuid,
  p_patient_id uuid,
  p_args       jsonb,
  p_does       boolean,
  p_now        timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_words text := nullif(translate(app.normalize_text(left(p_args ->> 'query', 80)), '%_\', ''), '');
  v_items jsonb;
begin
  select jsonb_agg(app.shop_card(p_tenant_id, x.id) - 'updated_at' order by x.sort_key) into v_items
  from (
    select p.id, p.sort_key from public.products p
    join public.catalog_items i on i.tenant_id = p_tenant_id and i.product_id = p.id and i.is_published
    where p.tenant_id = p_tenant_id and p.archived_at is null and (v_words is null or p.sort_key like '%' || v_words || '%'
      or app.normalize_text(p.category) like '%' || v_words || '%')
    order by p.sort_key limit 12) x;
  if v_items is null then
    return '{"ok": false, "error": "nothing_found"}';
  end if;
  return jsonb_build_object('ok', true, 'data', jsonb_build_object('items', v_items), 'words', (
    select string_agg((x ->> 'name') || coalesce(': ' || app.money_text((x ->> 'price_cents')::integer), ''), '; ') from jsonb_array_elements(v_items) x));
end;
$function$;

CREATE OR REPLACE FUNCTION app.assistant_confirm_session (
  p_tenant_id  uuid,
  p_thread_id  uuid,
  p_patient_id uuid,
  p_args       jsonb,
  p_does       boolean,
  p_now        timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_old public.sessions;
begin
  perform from public.sessions s where s.tenant_id = p_tenant_id and s.id = app.typed_id(p_args ->> 'session_id') for update;
  v_old := app.assistant_session(p_tenant_id, p_patient_id, p_args ->> 'session_id', p_now);
  if v_old.id is null then
    return '{"ok": false, "error": "nothing_found"}';
  end if;
  if exists (select from public.session_patients sp
    where sp.tenant_id = p_tenant_id and sp.session_id = v_old.id and sp.patient_id = p_patient_id and sp.status <> 'confirmed')
  then
    perform app.say_attendance(v_old, p_patient_id, 'confirmed', null, app.assistant_tells(v_old));
  end if;
  return jsonb_build_object('ok', true, 'data', jsonb_build_object('session_id', v_old.id),
    'words', 'Combinado! Presença confirmada: ' || app.assistant_session_words(v_old) || '.');
end;
$function$;

CREATE OR REPLACE FUNCTION app.assistant_create_lead (
  p_tenant_id  uuid,
  p_thread_id  uuid,
  p_patient_id uuid,
  p_args       jsonb,
  p_does       boolean,
  p_now        timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_name text := app.trimmed(p_args ->> 'name', 120);
  v_message text := nullif(btrim(app.normalize_lines(left(p_args ->> 'message', 1000))), '');
  v_thread public.conversation_threads;
  v_before public.crm_leads;
  v_row public.crm_leads;
begin
  if coalesce(char_length(v_name), 0) < 2 then
    return '{"ok": false, "error": "bad_arguments", "detail": "name"}';
  end if;
  select * into v_thread from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = p_thread_id;
  perform app.lock_identity(p_tenant_id, array[coalesce(v_thread.phone, p_thread_id::text)]);
  select * into v_before from public.crm_leads l
  where l.tenant_id = p_tenant_id and l.status in ('new', 'contacted', 'qualified') and (l.phone = v_thread.phone or l.thread_id = p_thread_id)
  order by l.created_at limit 1 for update;
  if v_before.id is null then
    insert into public.crm_leads (tenant_id, full_name, phone, origin, thread_id, message)
    values (p_tenant_id, v_name, v_thread.phone, app.typed_origin(app.origin_of_thread(v_thread.thread_key)), p_thread_id, v_message)
    returning * into v_row;
  elsif position(coalesce(v_message, '') in coalesce(v_before.message, '')) > 0 then
    return '{"ok": true, "words": "Seus dados já estão com a equipe, que entra em contato."}';
  else
    -- who writes twice is one lead; nothing that the clinic wrote is replaced
    update public.crm_leads l set message = left(concat_ws(E'\n\n', l.message, v_message), 2000), version = l.version + 1
    where l.tenant_id = p_tenant_id and l.id = v_before.id returning * into v_row;
  end if;
  update public.crm_leads l set score = app.lead_score(v_row) where l.tenant_id = p_tenant_id and l.id = v_row.id returning * into v_row;
  perform app.note_sale(p_tenant_id, 'lead', v_row.id, case when v_before.id is null then 'created' else 'changed' end,
    case when v_before.id is not null then to_jsonb(v_before) end, to_jsonb(v_row));
  return jsonb_build_object('ok', true, 'data', jsonb_build_object('lead_id', v_row.id), 'words', 'Anotei! A equipe entra em contato.');
end;
$function$;

CREATE OR REPLACE FUNCTION app.assistant_free_slots (
  p_tenant_id  uuid,
  p_thread_id  uuid,
  p_patient_id uuid,
  p_args       jsonb,
  p_does       boolean,
  p_now        timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_today date := (p_now at time zone v_zone)::date;
  v_from date;
  v_offers jsonb;
  v_slots jsonb;
begin
  v_from := greatest(coalesce(app.typed_date(p_args ->> 'from'), v_today), v_today);
  select jsonb_agg(jsonb_build_object('offer_id', o.id, 'name', y.name, 'therapist', t.name, 'minutes', y.minutes, 'is_online', y.is_online)
    order by t.position, t.name, y.position) into v_offers
  from public.booking_offers o
  join public.therapists t on t.tenant_id = p_tenant_id and t.user_id = o.therapist_id and t.is_active
  join public.session_types y on y.tenant_id = p_tenant_id and y.id = o.session_type_id and y.archived_at is null
  where o.tenant_id = p_tenant_id and (p_args ->> 'offer_id' is null or o.id = app.typed_id(p_args ->> 'offer_id'));
  if v_offers is null then
    return '{"ok": false, "error": "not_offered"}';
  end if;
  select jsonb_agg(jsonb_build_object('offer_id', f.offer_id, 'starts_at', to_char(f.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"'),
    'local', f.starts_local, 'words', app.moment_in_words(f.starts_at, v_zone), 'therapist', f.therapist) order by f.starts_at, f.offer_id) into v_slots
  from (
    select o.id as offer_id, s.starts_at, s.starts_local, t.name as therapist from public.booking_offers o
    join public.therapists t on t.tenant_id = p_tenant_id and t.user_id = o.therapist_id and t.is_active
    cross join lateral app.online_slots(p_tenant_id, array[o.therapist_id], o.session_type_id, v_from, v_from + 14, p_now) s
    where o.tenant_id = p_tenant_id and v_offers @> jsonb_build_array(jsonb_build_object('offer_id', o.id))
      and case p_args ->> 'part' when 'morning' then substr(s.starts_local, 12, 2) < '12'
        when 'afternoon' then substr(s.starts_local, 12, 2) between '12' and '17' when 'evening' then substr(s.starts_local, 12, 2) >= '18' else true end
    order by s.starts_at, o.id limit 12) f;
  if v_slots is null then
    return jsonb_build_object('ok', false, 'error', 'nothing_found', 'data', jsonb_build_object('offers', v_offers));
  end if;
  return jsonb_build_object('ok', true, 'data', jsonb_build_object('offers', v_offers, 'slots', v_slots),
    'words', (select string_agg(x.value ->> 'words', '; ' order by x.n) from jsonb_array_elements(v_slots) with ordinality x (value, n) where x.n <= 5));
exception when sqlstate 'PT400' then
  return '{"ok": false, "error": "bad_arguments", "detail": "from"}';
end;
$function$;

CREATE OR REPLACE FUNCTION app.assistant_is_open (
  p_settings public.ai_settings,
  p_at       timestamp with time zone
)
  RETURNS boolean
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_zone text := app.clinic_zone(p_settings.tenant_id);
  v_day date := (p_at at time zone v_zone)::date;
begin
  return case p_settings.hours
    when 'always' then true
    when 'open' then app.clinic_is_open(p_settings.tenant_id, p_at)
    when 'closed' then not app.clinic_is_open(p_settings.tenant_id, p_at)
    else (app.stretch_at(app.weekly_hours(v_zone, p_settings.custom_hours, '[]', '{}', v_day - 1, v_day + 1), p_at) ->> 'open')::boolean end;
end;
$function$;

CREATE OR REPLACE FUNCTION app.assistant_lets_risk_through (
  p_reason text
)
  RETURNS boolean
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select p_reason in ('outside_hours', 'turn_limit', 'budget_spent', 'opted_out');
$function$;

CREATE OR REPLACE FUNCTION app.assistant_may_answer (
  p_tenant_id   uuid,
  p_thread_id   uuid,
  p_now         timestamp with time zone DEFAULT now(),
  p_is_admitted boolean                  DEFAULT false
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_settings public.ai_settings := app.assistant_settings_of(p_tenant_id);
  v_thread public.conversation_threads;
  v_state text;
  v_zone text;
  v_month public.ai_months;
  v_midnight timestamptz;
begin
  if v_settings.mode = 'off' then
    return 'assistant_off';
  elsif not app.module_is_on(p_tenant_id, 'assistant') then
    return 'module_off';
  elsif not exists (select from app_private.assistant_credentials c where c.tenant_id = p_tenant_id) then
    return 'not_connected';
  elsif v_settings.accepted_at is null then
    return 'not_accepted';
  elsif v_settings.mode = 'test' then
    return 'mode_test';
  end if;
  select * into v_thread from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = p_thread_id;
  if v_thread.id is null then
    return 'conversation_not_found';
  elsif v_settings.mode = 'people' and not exists (
    select from public.ai_people p where p.tenant_id = p_tenant_id and p.thread_id = p_thread_id)
  then
    return 'not_on_the_list';
  elsif v_thread.is_group then
    return 'group';
  elsif v_thread.blocked_at is not null then
    return 'conversation_blocked';
  elsif app.is_own_number(v_thread) then
    return 'own_number';
  end if;
  select c.state into v_state from public.ai_conversations c where c.tenant_id = p_tenant_id and c.thread_id = p_thread_id;
  if v_state in ('locked', 'paused') then
    return v_state;
  elsif exists (
    select from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.direction = 'outbound' and m.origin <> 'automation'
      and m.occurred_at > least(p_now - make_interval(mins => v_settings.quiet_minutes), v_thread.last_inbound_at))
  then
    return 'person_wrote';
  elsif app.opted_out_of(p_tenant_id, p_thread_id, 'service') then
    return 'opted_out';
  elsif not app.assistant_is_open(v_settings, p_now) then
    return 'outside_hours';
  end if;
  v_zone := app.clinic_zone(p_tenant_id);
  v_midnight := app.local_moment((p_now at time zone v_zone)::date::timestamp, v_zone);
  if not p_is_admitted and (
    (select count(*) from public.ai_turns t
      where t.tenant_id = p_tenant_id and t.opened_at >= v_midnight and t.attempts > 0 and not t.is_test) >= v_settings.turns_per_day
    or (select count(*) from public.ai_turns t
      where t.tenant_id = p_tenant_id and t.thread_id = p_thread_id and t.opened_at >= v_midnight and t.attempts > 0) >= v_settings.person_turns_per_day)
  then
    return 'turn_limit';
  end if;
  select * into v_month from public.ai_months m where m.tenant_id = p_tenant_id and m.month = app.assistant_month(p_tenant_id, p_now);
  if coalesce(v_month.cost_microcents, 0) + (case when p_is_admitted then 0 else coalesce(v_month.reserved_microcents, 0) end)
    >= v_settings.monthly_budget_cents * 1000000::bigint
  then
    return 'budget_spent';
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.assistant_may_change (
  p_session public.sessions,
  p_now     timestamp with time zone
)
  RETURNS boolean
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return p_now < p_session.starts_at - make_interval(hours => (app.booking_settings_of(p_session.tenant_id)).change_hours);
end;
$function$;

CREATE OR REPLACE FUNCTION app.assistant_moment (
  p_text text,
  p_zone text
)
  RETURNS timestamp WITH time zone
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  if p_text ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)$' then
    return p_text::timestamptz;
  elsif p_text ~ '^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?$' then
    return app.local_moment(p_text::timestamp, p_zone);
  end if;
  return null;
exception when datetime_field_overflow or invalid_datetime_format then
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.assistant_month (
  p_tenant_id uuid,
  p_at        timestamp with time zone
)
  RETURNS date
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select date_trunc('month', p_at at time zone app.clinic_zone(p_tenant_id))::date;
$function$;

CREATE OR REPLACE FUNCTION app.assistant_move_session (
  p_tenant_id  uuid,
  p_thread_id  uuid,
  p_patient_id uuid,
  p_args       jsonb,
  p_does       boolean,
  p_now        timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_at timestamptz := app.assistant_moment(p_args ->> 'starts_at', v_zone);
  v_day date := (v_at at time zone v_zone)::date;
  v_old public.sessions;
  v_new public.sessions;
  v_room uuid;
begin
  if v_at is null then
    return '{"ok": false, "error": "bad_arguments", "detail": "starts_at"}';
  end if;
  if p_does then
    perform from public.sessions s where s.tenant_id = p_tenant_id and s.id = app.typed_id(p_args ->> 'session_id') for update;
  end if;
  v_old := app.assistant_session(p_tenant_id, p_patient_id, p_args ->> 'session_id', p_now);
  if v_old.id is null then
    return '{"ok": false, "error": "nothing_found"}';
  elsif not app.assistant_may_change(v_old, p_now) then
    return '{"ok": false, "error": "too_late"}';
  elsif (select count(*) from public.session_patients sp where sp.tenant_id = p_tenant_id and sp.session_id = v_old.id) > 1 then
    return '{"ok": false, "error": "not_offered", "detail": "group"}';
  end if;
  if p_does then
    perform app.lock_agenda(p_tenant_id, array[v_old.therapist_id], array[v_old.room_id]);
  end if;
  select s.room_id into v_room
  from app.online_slots(p_tenant_id, array[v_old.therapist_id], v_old.session_type_id, v_day, v_day, p_now, v_old.id) s where s.starts_at = v_at;
  if not found or v_at = v_old.starts_at then
    return '{"ok": false, "error": "slot_taken"}';
  end if;
  v_new := v_old;
  v_new.starts_at := v_at;
  if not p_does then
    return jsonb_build_object('ok', true, 'words', 'Posso remarcar sua sessão de ' || app.moment_in_words(v_old.starts_at, v_zone) || ' para '
      || app.assistant_session_words(v_new) || '. Responda *sim* para confirmar.');
  end if;
  begin
    perform app.move_one_session(v_old, v_at, v_at + (v_old.ends_at - v_old.starts_at), v_old.therapist_id, v_room, null);
  exception when sqlstate 'PT409' then
    return '{"ok": false, "error": "slot_taken"}';
  end;
  delete from app.session_notice_wishes w where w.tenant_id = p_tenant_id and w.patient_id = p_patient_id and w.session_id = v_old.id;
  perform app.tell_of_online_booking(p_tenant_id, v_old.id, p_patient_id, 'online_changed');
  perform app.publish_sessions(p_tenant_id, array[v_old.id], array[(v_old.starts_at at time zone v_zone)::date]);
  return jsonb_build_object('ok', true, 'data', jsonb_build_object('session_id', v_old.id, 'starts_at', v_at),
    'words', 'Pronto! Sessão remarcada para ' || app.assistant_session_words(v_new) || '.');
end;
$function$;

CREATE OR REPLACE FUNCTION app.assistant_my_sessions (
  p_tenant_id  uuid,
  p_thread_id  uuid,
  p_patient_id uuid,
  p_args       jsonb,
  p_does       boolean,
  p_now        timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_sessions jsonb;
begin
  select jsonb_agg(jsonb_build_object('session_id', x.id, 'starts_at', x.starts_at, 'words', app.assistant_session_words(x.s),
    'type', x.type, 'is_online', x.is_online, 'status', x.status, 'may_change', app.assistant_may_change(x.s, p_now)) order by x.starts_at) into v_sessions
  from (
    select s, s.id, s.starts_at, s.is_online, sp.status, y.name as type from public.session_patients sp
    join public.sessions s on s.tenant_id = p_tenant_id and s.id = sp.session_id and s.starts_at > p_now
    join public.session_statuses u on u.key = s.status and not u.is_outcome
    join public.session_statuses mine on mine.key = sp.status and not mine.is_outcome
    join public.session_types y on y.tenant_id = p_tenant_id and y.id = s.session_type_id
    where sp.tenant_id = p_tenant_id and sp.patient_id = p_patient_id
    order by s.starts_at limit 10) x;
  if v_sessions is null then
    return '{"ok": false, "error": "nothing_found"}';
  end if;
  return jsonb_build_object('ok', true, 'data', jsonb_build_object('sessions', v_sessions),
    'words', (select string_agg(x ->> 'words', '; ') from jsonb_array_elements(v_sessions) x));
end;
$function$;

CREATE OR REPLACE FUNCTION app.assistant_order_state (
  p_tenant_id  uuid,
  p_thread_id  uuid,
  p_patient_id uuid,
  p_args       jsonb,
  p_does       boolean,
  p_now        timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_orders jsonb;
begin
  select jsonb_agg(jsonb_build_object('number', o.number, 'state', o.state, 'words', 'Pedido ' || o.number || ': ' || case o.state
      when 'pending' then case when o.expired_at is not null then 'expirou sem pagamento' else 'aguardando pagamento' end
      when 'paid' then 'pago, em preparação' when 'fulfilled' then 'entregue' when 'returned' then 'devolvido' else 'cancelado' end,
    'total_cents', o.total_cents, 'at', o.created_at, 'items', o.items) order by o.created_at desc) into v_orders
  from (
    select x.*, (select jsonb_agg(jsonb_build_object('name', i.name, 'quantity', i.quantity) order by i.position)
      from public.order_items i where i.tenant_id = p_tenant_id and i.order_id = x.id) as items
    from public.orders x
    where x.tenant_id = p_tenant_id and (x.thread_id = p_thread_id or x.patient_id = p_patient_id)
      and (p_args ->> 'number' is null or x.number = (p_args ->> 'number')::integer)
    order by x.created_at desc limit 5) o;
  if v_orders is null then
    return '{"ok": false, "error": "nothing_found"}';
  end if;
  return jsonb_build_object('ok', true, 'data', jsonb_build_object('orders', v_orders),
    'words', (select string_agg(x ->> 'words', '; ') from jsonb_array_elements(v_orders) x));
end;
$function$;

CREATE OR REPLACE FUNCTION app.assistant_price (
  p_tenant_id  uuid,
  p_thread_id  uuid,
  p_patient_id uuid,
  p_args       jsonb,
  p_does       boolean,
  p_now        timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_words text := nullif(app.normalize_text(left(p_args ->> 'query', 80)), '');
  v_items jsonb;
begin
  select jsonb_agg(jsonb_build_object('offer_id', x.id, 'name', x.name, 'therapist', x.therapist, 'minutes', x.minutes, 'is_online', x.is_online,
    'price_cents', x.price_cents) order by x.position, x.name, x.therapist) into v_items
  from (
    select o.id, y.name, y.position, t.name as therapist, y.minutes, y.is_online, r.price_cents
    from public.booking_offers o
    join public.therapists t on t.tenant_id = p_tenant_id and t.user_id = o.therapist_id and t.is_active
    join public.session_types y on y.tenant_id = p_tenant_id and y.id = o.session_type_id and y.archived_at is null
    cross join lateral app.session_price(p_tenant_id, p_patient_id, o.therapist_id, o.session_type_id) r
    where o.tenant_id = p_tenant_id and (v_words is null or y.name_key like '%' || translate(v_words, '%_\', '') || '%'
      or app.normalize_text(t.name) like '%' || translate(v_words, '%_\', '') || '%')
    limit 20) x;
  if v_items is null then
    return '{"ok": false, "error": "nothing_found"}';
  end if;
  return jsonb_build_object('ok', true, 'data', jsonb_build_object('items', v_items), 'words', (
    select string_agg((x ->> 'name') || ', com ' || (x ->> 'therapist') || ' (' || (x ->> 'minutes') || ' min): '
      || coalesce(app.money_text((x ->> 'price_cents')::integer), 'a combinar'), '; ') from jsonb_array_elements(v_items) x));
end;
$function$;

CREATE OR REPLACE FUNCTION app.assistant_prompt_of (
  p_tenant_id uuid,
  p_thread_id uuid
)
  RETURNS public.ai_prompts
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_row public.ai_prompts;
  -- the same conversation falls on the same side
  v_place integer := ((hashtextextended(p_thread_id::text, 7) % 100 + 100) % 100)::integer;
begin
  select p.* into v_row from public.ai_conversations c
  join public.ai_prompts p on p.tenant_id = c.tenant_id and p.id = c.prompt_id and p.state = 'active'
  where c.tenant_id = p_tenant_id and c.thread_id = p_thread_id;
  if v_row.id is null then
    select p.* into v_row from (
      select a.id, sum(a.share) over (order by a.version) as until from public.ai_prompts a where a.tenant_id = p_tenant_id and a.state = 'active') s
    join public.ai_prompts p on p.tenant_id = p_tenant_id and p.id = s.id
    where v_place < s.until order by s.until limit 1;
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.assistant_session (
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_session_id text,
  p_now        timestamp with time zone
)
  RETURNS public.sessions
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select s from public.sessions s
  join public.session_patients sp on sp.tenant_id = s.tenant_id and sp.session_id = s.id and sp.patient_id = p_patient_id
  join public.session_statuses u on u.key = s.status and not u.is_outcome
  join public.session_statuses mine on mine.key = sp.status and not mine.is_outcome
  where s.tenant_id = p_tenant_id and s.id = app.typed_id(p_session_id) and s.starts_at > p_now;
$function$;

CREATE OR REPLACE FUNCTION app.assistant_session_words (
  p_session public.sessions
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select app.moment_in_words(p_session.starts_at, app.clinic_zone(p_session.tenant_id)) || ', com ' || t.name
  from public.therapists t where t.tenant_id = p_session.tenant_id and t.user_id = p_session.therapist_id;
$function$;

CREATE OR REPLACE FUNCTION app.assistant_settings_of (
  p_tenant_id uuid
)
  RETURNS public.ai_settings
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_row public.ai_settings;
begin
  select * into v_row from public.ai_settings s where s.tenant_id = p_tenant_id;
  if v_row.tenant_id is null then
    v_row := row(p_tenant_id, 'off', 'Assistente', null, 'warm', 'always', '{}', 5000, 300, 30, 30, 6, null, true, null, null, null, null, null, null,
      0, 0, 0, null)::public.ai_settings;
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.assistant_takes (
  p_message public.conversation_messages,
  p_now     timestamp with time zone     DEFAULT clock_timestamp()
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_turn public.ai_turns;
  v_wait interval;
  v_reason text;
begin
  select make_interval(secs => s.wait_seconds) into v_wait from public.ai_settings s
  where s.tenant_id = p_message.tenant_id and s.mode in ('people', 'all');
  -- what comes late is no question of now
  if v_wait is null or p_message.kind = 'system' or p_message.occurred_at < p_now - interval '30 minutes' then
    return false;
  end if;
  if app.keep_assistant_rating(p_message, p_now) then
    return true;
  end if;
  v_reason := app.assistant_may_answer(p_message.tenant_id, p_message.thread_id, p_now, true);
  if v_reason is not null and not app.assistant_lets_risk_through(v_reason) or app.looks_like_a_bot(p_message) or exists (
    -- a workflow asked something
    select from public.workflow_runs r
    join public.workflow_steps s on s.tenant_id = r.tenant_id and s.run_id = r.id and s.state = 'waiting' and s.kind = 'wait_for_answer'
    where r.tenant_id = p_message.tenant_id and r.thread_id = p_message.thread_id and r.ended_at is null)
  then
    return false;
  end if;
  select * into v_turn from public.ai_turns t
  where t.tenant_id = p_message.tenant_id and t.thread_id = p_message.thread_id and t.finished_at is null for update;
  if v_turn.state = 'thinking' then
    update public.ai_turns t set has_more = true where t.tenant_id = v_turn.tenant_id and t.id = v_turn.id;
  elsif v_turn.state = 'waiting' then
    -- whoever goes on typing is waited for, but not for ever
    update public.ai_turns t set run_at = greatest(t.run_at, least(p_now + v_wait, t.opened_at + v_wait + interval '30 seconds'))
    where t.tenant_id = v_turn.tenant_id and t.id = v_turn.id returning * into v_turn;
    perform app.enqueue_at(v_turn.tenant_id, 'answer_conversation', jsonb_build_object('id', v_turn.id), v_turn.run_at);
  else
    perform app.open_turn(p_message.tenant_id, p_message.thread_id, p_message.id, p_now, p_now + v_wait);
  end if;
  return true;
end;
$function$;

CREATE OR REPLACE FUNCTION app.assistant_tells (
  p_session public.sessions
)
  RETURNS uuid[]
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select array(select m.user_id from public.tenant_members m
    where m.tenant_id = p_session.tenant_id and m.status = 'active' and (m.user_id = p_session.therapist_id or m.role = 'operator') order by m.user_id);
$function$;

CREATE OR REPLACE FUNCTION app.assistant_tools_of (
  p_tenant_id uuid,
  p_is_test   boolean
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_agg(jsonb_build_object('name', t.name, 'description', t.description, 'parameters', t.parameters, 'confirms', t.confirms)
    order by t.position), '[]')
  from app.ai_tools t
  where (t.needs_module is null or app.module_is_on(p_tenant_id, t.needs_module)) and not (p_is_test and t.is_effect);
$function$;

CREATE OR REPLACE FUNCTION app.assistant_wish (
  p_text text
)
  RETURNS boolean
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
declare
  v_filler text := '(o|a|os|as|um|por|gentileza|esse|este|essa|esta|horario|sessao|consulta|minha|meu|eu|entao|sim|isso|mesmo|beleza|perfeito|otimo|certo|combinado|com|certeza|pra|para|mim|hoje|amanha|que|pena|la|ai|voce|vc)';
  v_yes text := '(sim|s|ss|isso|claro|com certeza|combinado|perfeito|certo|aceito|confirm(o|a|ar|ado|ada)|quero( sim)?|pode( ser| marcar| remarcar| desmarcar| cancelar| confirmar| agendar| sim)?|(re)?marca|(re)?marque|desmarca|desmarque|cancela|cancele|agenda|agende|fechado)';
  v_no text := '(nao|n|nao (quero|precisa|pode|confirmo|marca|marque|cancela|cancele)( mais)?|deixa( pra la| quieto)?|melhor nao|negativo|esquece)';
  v_text text;
begin
  if char_length(p_text) not between 1 and 160 or p_text like '%?%' then
    return null;
  end if;
  v_text := app.bare_words(p_text);
  if v_text = '' then
    return case when app.normalize_text(p_text) ~ '^\W*ok(ay)?\M' or p_text ~ '^\s*(👍|👌|✅|🆗)' then true when p_text ~ '^\s*👎' then false end;
  end if;
  if v_text ~ '(^| )(nao|n|nem|sem|deixa|negativo|esquece)( |$)' then
    return case when v_text ~ ('^((' || v_no || '|' || v_filler || ')( |$))+$') and v_text !~ '(^| )(sim|confirmo|quero sim)( |$)' then false end;
  end if;
  return case when v_text ~ ('^((' || v_yes || '|' || v_filler || ')( |$))+$') and v_text ~ ('(^| )' || v_yes || '( |$)') then true end;
end;
$function$;

CREATE OR REPLACE FUNCTION app.begin_test_turn (
  p_tenant_id uuid,
  p_messages  jsonb,
  p_worker    uuid,
  p_prompt_id uuid  DEFAULT NULL::uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_turn public.ai_turns;
  v_last integer := jsonb_array_length(p_messages) - 1;
begin
  perform app.require_leader(p_tenant_id);
  if jsonb_typeof(p_messages) is distinct from 'array' or v_last not between 0 and 40 or nullif(btrim(p_messages -> v_last ->> 'text'), '') is null
    or p_messages -> v_last ->> 'from' <> 'person'
  then
    raise sqlstate 'PT400' using message = 'empty_body';
  elsif p_worker is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  elsif not exists (select from app_private.assistant_credentials c where c.tenant_id = p_tenant_id) then
    raise sqlstate 'PT409' using message = 'assistant_not_connected';
  elsif p_prompt_id is not null and not exists (select from public.ai_prompts p where p.tenant_id = p_tenant_id and p.id = p_prompt_id) then
    raise sqlstate 'PT404' using message = 'prompt_not_found';
  end if;
  -- trying it costs as much as using it
  if app.assistant_budget_is_spent(p_tenant_id, now()) then
    raise sqlstate 'PT409' using message = 'assistant_budget_spent';
  end if;
  insert into public.ai_turns (tenant_id, is_test, state, run_at, opened_at, worker, attempts, asked_text, prompt_id)
  values (p_tenant_id, true, 'thinking', now(), now(), p_worker, 1, left(p_messages -> v_last ->> 'text', 4000), coalesce(p_prompt_id, (
    select p.id from public.ai_prompts p where p.tenant_id = p_tenant_id and p.state = 'active' order by p.share desc, p.version desc limit 1)))
  returning * into v_turn;
  return app.turn_payload(v_turn, (
    select coalesce(jsonb_agg(jsonb_build_object('from', case when m.value ->> 'from' in ('person', 'clinic') then m.value ->> 'from' else 'assistant' end,
      'text', left(m.value ->> 'text', 4000), 'at', now()) order by m.n), '[]')
    from jsonb_array_elements(p_messages) with ordinality m (value, n) where m.n <= v_last), null, now());
end;
$function$;

CREATE OR REPLACE FUNCTION app.begin_turn (
  p_tenant_id uuid,
  p_turn_id   uuid,
  p_worker    uuid,
  p_now       timestamp with time zone DEFAULT now()
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_turn public.ai_turns;
  v_thread public.conversation_threads;
  v_first public.conversation_messages;
  v_last public.conversation_messages;
  v_history jsonb;
  v_text text;
  v_reason text;
  v_reserve constant bigint := 2000000;
begin
  select * into v_turn from public.ai_turns t where t.tenant_id = p_tenant_id and t.id = p_turn_id and not t.is_test;
  if v_turn.id is null then
    return '{"skip": "not_found"}';
  end if;
  perform app.lock_assistant(p_tenant_id, v_turn.thread_id);
  select * into v_thread from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_turn.thread_id for update;
  select * into v_turn from public.ai_turns t where t.tenant_id = p_tenant_id and t.id = p_turn_id for update;
  if v_turn.finished_at is not null then
    return '{"skip": "over"}';
  elsif v_turn.state = 'waiting' and v_turn.run_at > p_now then
    return '{"skip": "later"}';
  elsif v_turn.state = 'thinking' and v_turn.leased_until > p_now and v_turn.worker <> p_worker then
    return '{"skip": "taken"}';
  end if;
  v_reason := app.assistant_may_answer(p_tenant_id, v_turn.thread_id, p_now, v_turn.attempts > 0);
  if v_reason is not null and not app.assistant_lets_risk_through(v_reason) then
    perform app.close_turn(v_turn, 'skipped', v_reason, p_now);
    return jsonb_build_object('skip', v_reason);
  end if;
  select * into v_first from public.conversation_messages m where m.tenant_id = p_tenant_id and m.id = v_turn.first_message_id;
  select string_agg(app.message_preview(m.kind, m.body, m.content), E'\n' order by m.occurred_at, m.id) into v_text
  from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.thread_id = v_turn.thread_id and m.direction = 'inbound' and m.kind <> 'system' and m.deleted_at is null
    and (m.occurred_at, m.id) >= (v_first.occurred_at, v_first.id);
  select m.* into v_last from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.thread_id = v_turn.thread_id and m.direction = 'inbound' and m.kind <> 'system'
  order by m.occurred_at desc, m.id desc limit 1;
  select coalesce(jsonb_agg(jsonb_build_object('from', case when h.direction = 'inbound' then 'person' when h.origin = 'automation' then 'assistant'
      else 'clinic' end, 'text', app.message_preview(h.kind, h.body, h.content), 'at', h.occurred_at) order by h.occurred_at, h.id), '[]') into v_history
  from (
    select * from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.thread_id = v_turn.thread_id and m.kind <> 'system' and m.deleted_at is null
      and (m.occurred_at, m.id) < (v_first.occurred_at, v_first.id)
    order by m.occurred_at desc, m.id desc limit 20) h;
  if v_reason is null and v_turn.attempts = 0 then
    perform app.count_assistant(p_tenant_id, v_turn.opened_at, '{"turns": 1}');
  end if;
  if v_reason is null and v_turn.reserved_microcents = 0 then
    perform app.count_assistant(p_tenant_id, v_turn.opened_at, jsonb_build_object('reserved', v_reserve));
  end if;
  insert into public.ai_conversations as c (tenant_id, thread_id, prompt_id)
  values (p_tenant_id, v_turn.thread_id, (app.assistant_prompt_of(p_tenant_id, v_turn.thread_id)).id)
  on conflict (tenant_id, thread_id) do update set prompt_id = excluded.prompt_id;
  update public.ai_turns t set state = 'thinking', worker = p_worker, leased_until = p_now + interval '100 seconds', attempts = t.attempts + 1,
    has_more = false, seen_message_id = v_last.id, asked_text = left(v_text, 4000),
    reserved_microcents = case when v_reason is null then v_reserve else t.reserved_microcents end,
    prompt_id = (select c.prompt_id from public.ai_conversations c where c.tenant_id = p_tenant_id and c.thread_id = t.thread_id)
  where t.tenant_id = p_tenant_id and t.id = p_turn_id returning * into v_turn;
  perform app.answer_proposal(v_turn, v_first.id, v_text, p_now);
  return app.turn_payload(v_turn, v_history, v_reason, p_now);
end;
$function$;

CREATE OR REPLACE FUNCTION app.close_turn (
  p_turn   public.ai_turns,
  p_state  text,
  p_reason text,
  p_now    timestamp with time zone
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  update public.ai_turns t set state = p_state, reason = p_reason, finished_at = p_now, reserved_microcents = 0, leased_until = null
  where t.tenant_id = p_turn.tenant_id and t.id = p_turn.id and t.finished_at is null;
  if not found then
    return;
  end if;
  if p_turn.reserved_microcents > 0 then
    perform app.count_assistant(p_turn.tenant_id, p_turn.opened_at, jsonb_build_object('reserved', -p_turn.reserved_microcents));
  end if;
  -- what the clinic says by itself when nobody answers is said after all
  if p_state in ('skipped', 'silent') and p_reason is distinct from 'person_wrote' and exists (
    select from public.conversation_autoreply_settings s where s.tenant_id = p_turn.tenant_id and s.is_on)
  then
    insert into app.jobs (tenant_id, kind, payload, dedupe_key)
    values (p_turn.tenant_id, 'auto_reply', jsonb_build_object('id', p_turn.first_message_id, 'message_id', p_turn.first_message_id),
      'auto_reply:' || p_turn.first_message_id)
    on conflict do nothing;
  end if;
  if p_turn.thread_id is not null then
    perform app.broadcast(p_turn.tenant_id, 'assistant', jsonb_build_object('thread_id', p_turn.thread_id, 'turn_id', p_turn.id, 'state', p_state));
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.count_assistant (
  p_tenant_id uuid,
  p_at        timestamp with time zone,
  p_by        jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  insert into public.ai_months as m (tenant_id, month, turns, answered, handed, prompt_tokens, completion_tokens, cost_microcents, reserved_microcents)
  values (p_tenant_id, app.assistant_month(p_tenant_id, p_at), coalesce((p_by ->> 'turns')::integer, 0), coalesce((p_by ->> 'answered')::integer, 0),
    coalesce((p_by ->> 'handed')::integer, 0), coalesce((p_by ->> 'prompt_tokens')::bigint, 0), coalesce((p_by ->> 'completion_tokens')::bigint, 0),
    coalesce((p_by ->> 'cost')::bigint, 0), greatest(coalesce((p_by ->> 'reserved')::bigint, 0), 0))
  on conflict (tenant_id, month) do update set turns = m.turns + excluded.turns, answered = m.answered + excluded.answered,
    handed = m.handed + excluded.handed, prompt_tokens = m.prompt_tokens + excluded.prompt_tokens,
    completion_tokens = m.completion_tokens + excluded.completion_tokens, cost_microcents = m.cost_microcents + excluded.cost_microcents,
    reserved_microcents = greatest(m.reserved_microcents + coalesce((p_by ->> 'reserved')::bigint, 0), 0);
end;
$function$;

CREATE OR REPLACE FUNCTION app.finish_test_turn (
  p_turn   public.ai_turns,
  p_result jsonb,
  p_now    timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_turn public.ai_turns;
  v_text text;
begin
  if p_turn.finished_at is not null then
    return jsonb_build_object('state', 'tested', 'text', p_turn.text);
  end if;
  v_turn := app.keep_run(p_turn, p_result);
  v_text := coalesce(nullif(btrim(p_result ->> 'text'), ''), (select h.text from app.ai_handoff_reasons h where h.reason = p_result ->> 'reason'));
  update public.ai_turns t set text = left(v_text, 4000), summary = left(p_result ->> 'summary', 1000)
  where t.tenant_id = v_turn.tenant_id and t.id = v_turn.id;
  perform app.close_turn(v_turn, 'tested', left(p_result ->> 'reason', 40), p_now);
  return jsonb_build_object('state', 'tested', 'text', v_text);
end;
$function$;

CREATE OR REPLACE FUNCTION app.finish_turn (
  p_tenant_id uuid,
  p_turn_id   uuid,
  p_worker    uuid,
  p_result    jsonb,
  p_now       timestamp with time zone DEFAULT now()
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_turn public.ai_turns;
  v_thread public.conversation_threads;
  v_reason app.ai_handoff_reasons;
  v_outcome text := p_result ->> 'outcome';
  v_gate text;
  v_text text := coalesce(p_result ->> 'text', '');
  v_failed boolean;
  v_sends boolean;
  v_send jsonb;
begin
  select * into v_turn from public.ai_turns t where t.tenant_id = p_tenant_id and t.id = p_turn_id;
  if v_turn.id is null or v_outcome is null or v_outcome not in ('answer', 'refuse', 'handoff', 'silent') then
    return '{"state": "lost"}';
  elsif v_turn.is_test then
    return app.finish_test_turn(v_turn, p_result, p_now);
  end if;
  perform app.lock_assistant(p_tenant_id, v_turn.thread_id);
  perform app.lock_send(p_tenant_id, p_turn_id);
  select * into v_thread from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_turn.thread_id for update;
  select * into v_turn from public.ai_turns t where t.tenant_id = p_tenant_id and t.id = p_turn_id for update;
  if v_turn.worker is distinct from p_worker then
    return '{"state": "lost"}';
  elsif v_turn.finished_at is not null then
    return app.finished_turn(v_turn, v_thread);
  end if;
  if v_turn.has_more and v_outcome <> 'handoff' and v_turn.restarts < 2 and not exists (
    select from public.ai_tool_calls c where c.tenant_id = p_tenant_id and c.turn_id = p_turn_id and c.is_effect)
  then
    return app.restart_turn(v_turn, p_result, p_now);
  end if;
  -- before its own cost counts: what is paid for is said
  v_gate := app.assistant_may_answer(p_tenant_id, v_turn.thread_id, p_now, true);
  v_turn := app.keep_run(v_turn, p_result);
  -- the second turn in a row that did not help is a person's
  v_failed := v_outcome = 'refuse' or v_outcome = 'answer' and p_result -> 'is_sure' = 'false';
  update public.ai_conversations c set failed_turns = case when v_failed then c.failed_turns + 1 when v_outcome = 'answer' then 0 else c.failed_turns end
  where c.tenant_id = p_tenant_id and c.thread_id = v_turn.thread_id;
  if v_failed and (select c.failed_turns from public.ai_conversations c where c.tenant_id = p_tenant_id and c.thread_id = v_turn.thread_id) >= 2 then
    v_outcome := 'handoff';
    v_text := '';
    select * into v_reason from app.ai_handoff_reasons h where h.reason = 'two_failed_turns';
  elsif v_outcome = 'handoff' then
    select * into v_reason from app.ai_handoff_reasons h where h.reason = p_result ->> 'reason';
    if v_reason.reason is null then
      select * into v_reason from app.ai_handoff_reasons h where h.reason = 'low_confidence';
    end if;
  end if;
  if v_gate is not null and not (coalesce(v_reason.is_urgent, false) and (app.assistant_lets_risk_through(v_gate) or v_gate = 'person_wrote')) then
    perform app.close_turn(v_turn, 'skipped', v_gate, p_now);
    return jsonb_build_object('state', 'skipped', 'reason', v_gate);
  elsif v_outcome = 'silent' then
    perform app.close_turn(v_turn, 'silent', null, p_now);
    perform app.open_next_turn(v_turn, p_now);
    return '{"state": "skipped", "reason": "silent"}';
  end if;
  if v_reason.reason is not null then
    v_text := case when v_reason.is_urgent and v_text !~ v_reason.numbers or btrim(v_text) = '' then v_reason.text else v_text end;
  end if;
  -- nobody is talked over, not even then: the person who wrote is alerted
  v_sends := v_gate is distinct from 'person_wrote';
  v_text := app.turn_text(v_turn, v_text, not coalesce(v_reason.is_urgent, false));
  if v_sends and v_text <> '' then
    v_send := app.create_automation_message(p_tenant_id, v_thread.thread_key, p_turn_id, v_text,
      case when v_reason.is_urgent then 'assistant_risk' else 'assistant' end);
  end if;
  if v_reason.reason is not null then
    select * into v_thread from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_turn.thread_id;
    perform app.hand_over(v_turn, v_thread, v_reason, p_result ->> 'summary', p_now);
  elsif v_send ? 'skipped' or v_send is null then
    perform app.close_turn(v_turn, 'skipped', coalesce(v_send ->> 'skipped', 'empty_body'), p_now);
    return jsonb_build_object('state', 'skipped', 'reason', coalesce(v_send ->> 'skipped', 'empty_body'));
  end if;
  update public.ai_turns t set text = case when not v_send ? 'skipped' then v_send #>> '{message,body}' end,
    sent_message_id = (v_send #>> '{message,id}')::uuid, summary = left(p_result ->> 'summary', 1000)
  where t.tenant_id = p_tenant_id and t.id = p_turn_id;
  if not v_send ? 'skipped' then
    update public.ai_conversations c set introduced_at = coalesce(c.introduced_at, case when not coalesce(v_reason.is_urgent, false) then p_now end)
    where c.tenant_id = p_tenant_id and c.thread_id = v_turn.thread_id;
    update public.ai_proposals r set asked_message_id = (v_send #>> '{message,id}')::uuid
    where r.tenant_id = p_tenant_id and r.turn_id = p_turn_id and r.state = 'open';
  end if;
  perform app.close_turn(v_turn, case when v_reason.reason is null then 'answered' else 'handed' end, v_reason.reason, p_now);
  if v_reason.reason is null then
    perform app.count_assistant(p_tenant_id, v_turn.opened_at, '{"answered": 1}');
    perform app.open_next_turn(v_turn, p_now);
  end if;
  return jsonb_build_object('state', case when v_reason.reason is null then 'answered' else 'handed' end,
    'reason', coalesce(v_reason.reason, v_send ->> 'skipped'), 'send', case when not v_send ? 'skipped' then v_send end);
end;
$function$;

CREATE OR REPLACE FUNCTION app.finished_turn (
  p_turn   public.ai_turns,
  p_thread public.conversation_threads
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return jsonb_build_object('state', case when p_turn.state in ('silent', 'failed') then 'skipped' else p_turn.state end, 'reason', p_turn.reason,
    'send', (
      select jsonb_build_object('message', to_jsonb(m), 'duplicate', true, 'lease', null) from public.conversation_messages m
      where m.tenant_id = p_turn.tenant_id and m.id = p_turn.sent_message_id));
end;
$function$;

CREATE OR REPLACE FUNCTION app.give_up_turn (
  p_job app.jobs
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_turn public.ai_turns;
  v_thread public.conversation_threads;
  v_reason app.ai_handoff_reasons;
begin
  select * into v_turn from public.ai_turns t where t.tenant_id = p_job.tenant_id and t.id = app.typed_id(p_job.payload ->> 'id') and not t.is_test;
  if v_turn.id is null then
    return;
  end if;
  perform app.lock_assistant(v_turn.tenant_id, v_turn.thread_id);
  select * into v_thread from public.conversation_threads t where t.tenant_id = v_turn.tenant_id and t.id = v_turn.thread_id for update;
  select * into v_turn from public.ai_turns t where t.tenant_id = v_turn.tenant_id and t.id = v_turn.id for update;
  if v_turn.finished_at is not null then
    return;
  end if;
  select * into v_reason from app.ai_handoff_reasons h where h.reason = 'assistant_failed';
  perform app.hand_over(v_turn, v_thread, v_reason, left('A pessoa escreveu: ' || coalesce(v_turn.asked_text, ''), 1000), now());
  perform app.close_turn(v_turn, 'failed', 'assistant_failed', now());
end;
$function$;

CREATE OR REPLACE FUNCTION app.hand_over (
  p_turn    public.ai_turns,
  p_thread  public.conversation_threads,
  p_reason  app.ai_handoff_reasons,
  p_summary text,
  p_now     timestamp with time zone
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_tenant_id uuid := p_turn.tenant_id;
  v_settings public.ai_settings := app.assistant_settings_of(v_tenant_id);
  v_thread public.conversation_threads := p_thread;
  v_patients uuid[] := array(select p from app.patients_of_thread(v_tenant_id, p_thread.id) p);
  v_title text := app.trimmed(p_reason.title || coalesce(': ' || p_thread.contact_name, ''), 300);
begin
  if v_thread.assigned_to is null then
    if exists (select from public.tenant_members m
      where m.tenant_id = v_tenant_id and m.user_id = v_settings.handoff_user_id and m.status = 'active')
    then
      v_thread := app.assign_thread(v_thread, v_settings.handoff_user_id);
    else
      perform app.assign_in_turn(v_thread);
      select * into v_thread from public.conversation_threads t where t.tenant_id = v_tenant_id and t.id = p_thread.id;
    end if;
  end if;
  insert into public.ai_conversations as c (tenant_id, thread_id, state, reason, summary, changed_at)
  values (v_tenant_id, v_thread.id, 'locked', p_reason.reason, left(p_summary, 1000), p_now)
  on conflict (tenant_id, thread_id) do update set state = 'locked', reason = excluded.reason, summary = excluded.summary, changed_by = null,
    changed_at = excluded.changed_at, failed_turns = 0;
  update public.ai_proposals r set state = 'withdrawn'
  where r.tenant_id = v_tenant_id and r.thread_id = v_thread.id and r.state in ('open', 'confirmed');
  insert into public.tasks (tenant_id, id, title, note, due_on, assignee_id, patient_id, thread_id)
  values (v_tenant_id, p_turn.id, v_title, nullif(btrim(app.normalize_lines(left(p_summary, 1000))), ''), (p_now at time zone app.clinic_zone(v_tenant_id))::date,
    v_thread.assigned_to, case when cardinality(v_patients) = 1 then v_patients[1] end, v_thread.id)
  on conflict do nothing;
  perform app.broadcast(v_tenant_id, 'task', jsonb_build_object('id', p_turn.id));
  perform app.notify(v_thread, 'assistant_handoff', coalesce(case when v_thread.assigned_to is not null and not p_reason.is_urgent
    then array[v_thread.assigned_to] end, app.notification_audience(v_thread)), null, null, p_reason.title);
  if p_reason.is_urgent then
    perform app.raise_alert(v_tenant_id, 'assistant_risk', v_thread.id::text, jsonb_build_object('thread_key', v_thread.thread_key, 'reason', p_reason.reason), p_now);
  end if;
  perform app.count_assistant(v_tenant_id, p_turn.opened_at, '{"handed": 1}');
end;
$function$;

CREATE OR REPLACE FUNCTION app.keep_assistant_rating (
  p_message public.conversation_messages,
  p_now     timestamp with time zone
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  if p_message.body !~ '^\s*[1-5]\s*[.!⭐]*\s*$' then
    return false;
  end if;
  update public.ai_conversations c set rating = substring(p_message.body from '[1-5]')::smallint, rated_at = p_now
  where c.tenant_id = p_message.tenant_id and c.thread_id = p_message.thread_id and c.rated_at is null
    and c.rating_asked_at > p_now - interval '1 day';
  return found;
end;
$function$;

CREATE OR REPLACE FUNCTION app.keep_run (
  p_turn   public.ai_turns,
  p_result jsonb
)
  RETURNS public.ai_turns
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_settings public.ai_settings := app.assistant_settings_of(p_turn.tenant_id);
  v_prompt integer := least(greatest(coalesce(app.typed_number(p_result ->> 'prompt_tokens'), 0), 0), 10000000);
  v_completion integer := least(greatest(coalesce(app.typed_number(p_result ->> 'completion_tokens'), 0), 0), 10000000);
  v_cost bigint := v_prompt::bigint * v_settings.prompt_price_cents + v_completion::bigint * v_settings.completion_price_cents;
  v_row public.ai_turns;
begin
  update public.ai_turns t set outcome = p_result ->> 'outcome', intent = left(p_result ->> 'intent', 40), model = left(p_result ->> 'model', 100),
    prompt_tokens = coalesce(t.prompt_tokens, 0) + v_prompt, completion_tokens = coalesce(t.completion_tokens, 0) + v_completion,
    cost_microcents = coalesce(t.cost_microcents, 0) + v_cost,
    latency_ms = app.typed_number(p_result ->> 'latency_ms'),
    sources = case when jsonb_typeof(p_result -> 'sources') = 'array' then p_result -> 'sources' else '[]' end
  where t.tenant_id = p_turn.tenant_id and t.id = p_turn.id returning * into v_row;
  if v_prompt + v_completion > 0 then
    perform app.count_assistant(v_row.tenant_id, v_row.opened_at,
      jsonb_build_object('prompt_tokens', v_prompt, 'completion_tokens', v_completion, 'cost', v_cost));
    if (select m.cost_microcents from public.ai_months m
      where m.tenant_id = v_row.tenant_id and m.month = app.assistant_month(v_row.tenant_id, v_row.opened_at)) >= v_settings.monthly_budget_cents * 1000000::bigint
    then
      perform app.raise_alert(v_row.tenant_id, 'assistant_budget', to_char(app.assistant_month(v_row.tenant_id, v_row.opened_at), 'YYYY-MM'),
        jsonb_build_object('budget_cents', v_settings.monthly_budget_cents));
    end if;
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.keep_tool_call (
  p_turn      public.ai_turns,
  p_tool      text,
  p_args      jsonb,
  p_result    jsonb,
  p_is_effect boolean,
  p_began     timestamp with time zone
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  insert into public.ai_tool_calls (tenant_id, turn_id, tool, args, result, is_effect, ms)
  values (p_turn.tenant_id, p_turn.id, coalesce(p_tool, '?'), case when octet_length(p_args::text) <= 8000 then p_args else '{}' end,
    case when octet_length(p_result::text) <= 32000 then p_result else '{}' end, coalesce(p_is_effect, false),
    (extract(epoch from clock_timestamp() - p_began) * 1000)::integer);
$function$;

CREATE OR REPLACE FUNCTION app.lock_assistant (
  p_tenant_id uuid,
  p_thread_id uuid
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select pg_advisory_xact_lock(hashtextextended('assistant:' || p_tenant_id || ':' || p_thread_id, 22));
$function$;

CREATE OR REPLACE FUNCTION app.open_next_turn (
  p_turn public.ai_turns,
  p_now  timestamp with time zone
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_next uuid;
begin
  if not p_turn.has_more then
    return;
  end if;
  select m.id into v_next from public.conversation_messages m
  join public.conversation_messages s on s.tenant_id = p_turn.tenant_id and s.id = p_turn.seen_message_id
  where m.tenant_id = p_turn.tenant_id and m.thread_id = p_turn.thread_id and m.direction = 'inbound' and m.kind <> 'system'
    and (m.occurred_at, m.id) > (s.occurred_at, s.id)
  order by m.occurred_at, m.id limit 1;
  if v_next is not null then
    perform app.open_turn(p_turn.tenant_id, p_turn.thread_id, v_next, p_now, p_now);
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.open_turn (
  p_tenant_id  uuid,
  p_thread_id  uuid,
  p_message_id uuid,
  p_opened_at  timestamp with time zone,
  p_run_at     timestamp with time zone
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_id uuid;
begin
  insert into public.ai_turns (tenant_id, thread_id, first_message_id, opened_at, run_at)
  values (p_tenant_id, p_thread_id, p_message_id, p_opened_at, p_run_at)
  returning id into v_id;
  perform app.enqueue_at(p_tenant_id, 'answer_conversation', jsonb_build_object('id', v_id), p_run_at);
end;
$function$;

CREATE OR REPLACE FUNCTION app.prompt_problem (
  p_tenant_id uuid,
  p_prompt_id uuid
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  -- each figure counts as it was measured last, whatever set it came from
  select string_agg(b.figure || coalesce(' ' || round(m.value, 3), ' ?') || ' < ' || b.at_least, ', ' order by b.figure)
  from app.ai_bars b
  left join lateral (
    select case when jsonb_typeof(e.figures -> b.figure) = 'number' then (e.figures ->> b.figure)::numeric end as value from public.ai_evaluations e
    where e.tenant_id = p_tenant_id and e.prompt_id = p_prompt_id and e.figures ? b.figure
    order by e.evaluated_at desc, e.id desc limit 1) m on true
  where m.value is null or m.value < b.at_least;
$function$;

CREATE OR REPLACE FUNCTION app.propose (
  p_turn       public.ai_turns,
  p_tool       app.ai_tools,
  p_patient_id uuid,
  p_args       jsonb,
  p_words      text,
  p_now        timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_id uuid;
begin
  update public.ai_proposals r set state = 'withdrawn'
  where r.tenant_id = p_turn.tenant_id and r.thread_id = p_turn.thread_id and r.state in ('open', 'confirmed');
  insert into public.ai_proposals (tenant_id, thread_id, turn_id, patient_id, tool, args, words, expires_at)
  values (p_turn.tenant_id, p_turn.thread_id, p_turn.id, p_patient_id, p_tool.name, p_args, p_words, p_now + interval '1 day')
  returning id into v_id;
  return jsonb_build_object('ok', true, 'needs_confirmation', true, 'proposal_id', v_id, 'words', p_words);
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
  perform app.note_campaign_reply(p_message);
  -- workflows hear of every message, whatever else it answers
  perform app.tell_workflows_of_message(p_message);
  -- what answers the last question, of a free time or of a session, asks for no other answer
  if not p_is_opt_word and (app.answer_offer_in_words(p_message) or app.answer_reminder(p_message)) then
    return;
  end if;
  -- whoever the assistant answers is not told that nobody is there
  if not p_is_opt_word and app.assistant_takes(p_message) then
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

CREATE OR REPLACE FUNCTION app.record_evaluation (
  p_tenant_id uuid,
  p_prompt_id uuid,
  p_set       text,
  p_model     text,
  p_cases     integer,
  p_figures   jsonb,
  p_misses    jsonb   DEFAULT '[]'::jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_prompt public.ai_prompts;
begin
  select * into v_prompt from public.ai_prompts p where p.tenant_id = p_tenant_id and p.id = p_prompt_id for update;
  if v_prompt.id is null then
    return null;
  end if;
  insert into public.ai_evaluations (tenant_id, prompt_id, set, model, cases, figures, misses)
  values (p_tenant_id, p_prompt_id, p_set, p_model, p_cases, p_figures, coalesce(p_misses, '[]'));
  update public.ai_prompts p set state = 'evaluated' where p.tenant_id = p_tenant_id and p.id = p_prompt_id and p.state = 'draft';
  perform app.broadcast(p_tenant_id, 'assistant', jsonb_build_object('prompt_id', p_prompt_id));
  return app.prompt_problem(p_tenant_id, p_prompt_id) is null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.record_tool_call (
  p_tenant_id uuid,
  p_turn_id   uuid,
  p_worker    uuid,
  p_tool      text,
  p_args      jsonb,
  p_result    jsonb,
  p_ms        integer
)
  RETURNS boolean
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  insert into public.ai_tool_calls (tenant_id, turn_id, tool, args, result, ms)
  select t.tenant_id, t.id, left(p_tool, 40), case when octet_length(p_args::text) <= 8000 then coalesce(p_args, '{}') else '{}' end,
    case when octet_length(p_result::text) <= 32000 then coalesce(p_result, '{}') else '{}' end, p_ms
  from public.ai_turns t
  where t.tenant_id = p_tenant_id and t.id = p_turn_id and t.worker = p_worker and t.finished_at is null
  returning true;
$function$;

CREATE OR REPLACE FUNCTION app.restart_turn (
  p_turn   public.ai_turns,
  p_result jsonb,
  p_now    timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_turn public.ai_turns := app.keep_run(p_turn, p_result);
begin
  update public.ai_proposals r set state = 'withdrawn' where r.tenant_id = v_turn.tenant_id and r.turn_id = v_turn.id and r.state = 'open';
  update public.ai_turns t set state = 'waiting', worker = null, leased_until = null, restarts = t.restarts + 1, outcome = null,
    run_at = p_now + interval '2 seconds'
  where t.tenant_id = v_turn.tenant_id and t.id = v_turn.id returning * into v_turn;
  perform app.enqueue_at(v_turn.tenant_id, 'answer_conversation', jsonb_build_object('id', v_turn.id), v_turn.run_at);
  return '{"state": "again"}';
end;
$function$;

CREATE OR REPLACE FUNCTION app.run_assistant_tool (
  p_tenant_id uuid,
  p_turn_id   uuid,
  p_worker    uuid,
  p_tool      text,
  p_args      jsonb,
  p_now       timestamp with time zone DEFAULT now()
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_turn public.ai_turns;
  v_tool app.ai_tools;
  v_patients uuid[];
  v_args jsonb := case when jsonb_typeof(p_args) = 'object' then jsonb_strip_nulls(p_args) else coalesce(p_args, 'null') end;
  v_problem text;
  v_answer jsonb;
  v_began timestamptz := clock_timestamp();
begin
  select * into v_turn from public.ai_turns t where t.tenant_id = p_tenant_id and t.id = p_turn_id;
  if v_turn.thread_id is not null then
    perform app.lock_assistant(p_tenant_id, v_turn.thread_id);
    select * into v_turn from public.ai_turns t where t.tenant_id = p_tenant_id and t.id = p_turn_id;
  end if;
  if v_turn.id is null or v_turn.worker is distinct from p_worker or v_turn.finished_at is not null then
    return '{"ok": false, "error": "lost"}';
  end if;
  select * into v_tool from app.ai_tools t where t.name = p_tool;
  v_patients := array(select p from app.patients_of_thread(p_tenant_id, v_turn.thread_id) p);
  v_problem := case when v_tool.name is null then 'unknown_tool'
    when v_tool.needs_module is not null and not app.module_is_on(p_tenant_id, v_tool.needs_module) then 'module_off'
    when v_turn.is_test and v_tool.is_effect then 'only_a_test'
    when (select count(*) from public.ai_tool_calls c where c.tenant_id = p_tenant_id and c.turn_id = p_turn_id) >= 8 * v_turn.attempts then 'tool_limit'
    -- the reason that it would have been refused for stands since the turn began
    when v_turn.thread_id is not null and app.assistant_may_answer(p_tenant_id, v_turn.thread_id, p_now, true) is not null then 'may_not_answer'
    when v_tool.needs_patient and cardinality(v_patients) = 0 then 'not_a_patient'
    when v_tool.needs_patient and cardinality(v_patients) > 1 then 'several_patients'
    when app.assistant_args_problem(v_tool.parameters, v_args) is not null then 'bad_arguments' end;
  if v_problem is not null then
    v_answer := jsonb_strip_nulls(jsonb_build_object('ok', false, 'error', v_problem,
      'detail', case when v_problem = 'bad_arguments' then app.assistant_args_problem(v_tool.parameters, v_args) end));
  else
    execute format('select %s($1, $2, $3, $4, $5, $6)', v_tool.function) into v_answer
    using p_tenant_id, v_turn.thread_id, case when cardinality(v_patients) = 1 then v_patients[1] end, v_args, not v_tool.confirms, p_now;
    if v_tool.confirms and (v_answer ->> 'ok')::boolean then
      v_answer := app.propose(v_turn, v_tool, v_patients[1], v_args, v_answer ->> 'words', p_now);
    end if;
  end if;
  perform app.keep_tool_call(v_turn, coalesce(v_tool.name, left(p_tool, 40)), v_args, v_answer,
    (v_answer ->> 'ok')::boolean and v_tool.is_effect and not v_tool.confirms, v_began);
  return v_answer;
end;
$function$;

CREATE OR REPLACE FUNCTION app.run_proposal (
  p_tenant_id   uuid,
  p_turn_id     uuid,
  p_worker      uuid,
  p_proposal_id uuid,
  p_now         timestamp with time zone DEFAULT now()
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_turn public.ai_turns;
  v_proposal public.ai_proposals;
  v_tool app.ai_tools;
  v_patients uuid[];
  v_answer jsonb;
  v_error text;
  v_began timestamptz := clock_timestamp();
begin
  select * into v_turn from public.ai_turns t where t.tenant_id = p_tenant_id and t.id = p_turn_id and not t.is_test;
  if v_turn.id is not null then
    perform app.lock_assistant(p_tenant_id, v_turn.thread_id);
    select * into v_turn from public.ai_turns t where t.tenant_id = p_tenant_id and t.id = p_turn_id;
  end if;
  if v_turn.id is null or v_turn.worker is distinct from p_worker or v_turn.finished_at is not null then
    return '{"ok": false, "error": "lost"}';
  end if;
  select * into v_proposal from public.ai_proposals r
  where r.tenant_id = p_tenant_id and r.id = p_proposal_id and r.thread_id = v_turn.thread_id;
  if v_proposal.state in ('done', 'failed') then
    return v_proposal.result;
  end if;
  select * into v_tool from app.ai_tools t where t.name = v_proposal.tool;
  v_patients := array(select p from app.patients_of_thread(p_tenant_id, v_turn.thread_id) p);
  v_error := case when v_proposal.id is null then 'nothing_found'
    when v_proposal.state <> 'confirmed' then 'not_confirmed'
    when v_proposal.expires_at <= p_now then 'expired'
    when app.assistant_may_answer(p_tenant_id, v_turn.thread_id, p_now, true) is not null then 'may_not_answer'
    when v_tool.needs_module is not null and not app.module_is_on(p_tenant_id, v_tool.needs_module) then 'module_off'
    -- the number is another's since it was asked, or of several
    when cardinality(v_patients) <> 1 or v_patients[1] <> v_proposal.patient_id then 'several_patients' end;
  if v_error in ('nothing_found', 'not_confirmed', 'may_not_answer') then
    return jsonb_build_object('ok', false, 'error', v_error);
  elsif v_error is not null then
    v_answer := jsonb_build_object('ok', false, 'error', v_error);
  else
    execute format('select %s($1, $2, $3, $4, true, $5)', v_tool.function) into v_answer
    using p_tenant_id, v_turn.thread_id, v_proposal.patient_id, v_proposal.args, p_now;
  end if;
  v_answer := case when (v_answer ->> 'ok')::boolean then v_answer || '{"done": true}' else v_answer || jsonb_build_object('words', case v_answer ->> 'error'
    when 'slot_taken' then 'Que pena: esse horário acabou de ser preenchido. Quer ver outros?'
    when 'too_late' then 'Já passou do prazo para mudar essa sessão por aqui.'
    else 'Não consegui fazer isso agora.' end) end;
  update public.ai_proposals r set state = case when (v_answer ->> 'ok')::boolean then 'done' else 'failed' end, result = v_answer
  where r.tenant_id = p_tenant_id and r.id = p_proposal_id;
  perform app.keep_tool_call(v_turn, v_proposal.tool, v_proposal.args, v_answer, (v_answer ->> 'ok')::boolean, v_began);
  return v_answer;
end;
$function$;

CREATE OR REPLACE FUNCTION app.save_assistant_key (
  p_tenant_id       uuid,
  p_base_url        text,
  p_model           text,
  p_fallback_model  text,
  p_embedding_model text,
  p_credentials     jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_admin(p_tenant_id);
  if p_base_url is null or p_base_url !~ '^https?://[^\s]{1,280}$' or nullif(btrim(p_model), '') is null then
    raise sqlstate 'PT400' using message = 'assistant_endpoint_invalid';
  elsif p_credentials is not null and not p_credentials ?& array['v', 'kid', 'iv', 'ct'] then
    raise sqlstate 'PT400' using message = 'credentials_not_encrypted';
  end if;
  insert into public.ai_settings as s (tenant_id, base_url, model, fallback_model, embedding_model)
  values (p_tenant_id, p_base_url, app.trimmed(p_model, 100), app.trimmed(p_fallback_model, 100), app.trimmed(p_embedding_model, 100))
  on conflict (tenant_id) do update set base_url = excluded.base_url, model = excluded.model, fallback_model = excluded.fallback_model,
    embedding_model = excluded.embedding_model, version = s.version + 1;
  if p_credentials is not null then
    insert into app_private.assistant_credentials as c (tenant_id, credentials) values (p_tenant_id, p_credentials)
    on conflict (tenant_id) do update set credentials = excluded.credentials, updated_at = now();
  end if;
  perform app.audit(p_tenant_id, 'assistant.connected', 'assistant', p_tenant_id::text, null, jsonb_build_object('base_url', p_base_url, 'model', p_model));
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_conversation_addresses__move_assistant()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  -- of two open turns one goes on, and answers all that is asked
  update public.ai_turns t set state = 'skipped', reason = 'merged', finished_at = clock_timestamp(), worker = null
  where t.tenant_id = old.tenant_id and t.thread_id = old.thread_id and t.finished_at is null and exists (
    select from public.ai_turns o where o.tenant_id = old.tenant_id and o.thread_id = new.thread_id and o.finished_at is null);
  update public.ai_turns t set thread_id = new.thread_id where t.tenant_id = old.tenant_id and t.thread_id = old.thread_id;
  update public.ai_proposals r set thread_id = new.thread_id, state = case when r.state in ('open', 'confirmed') then 'withdrawn' else r.state end
  where r.tenant_id = old.tenant_id and r.thread_id = old.thread_id;
  insert into public.ai_people (tenant_id, thread_id, added_by, created_at)
  select p.tenant_id, new.thread_id, p.added_by, p.created_at from public.ai_people p
  where p.tenant_id = old.tenant_id and p.thread_id = old.thread_id on conflict do nothing;
  -- what a person locked or paused stays so
  insert into public.ai_conversations as c (tenant_id, thread_id, state, reason, summary, changed_by, changed_at, introduced_at, prompt_id, rating, rated_at, rating_asked_at)
  select o.tenant_id, new.thread_id, o.state, o.reason, o.summary, o.changed_by, o.changed_at, o.introduced_at, o.prompt_id, o.rating, o.rated_at, o.rating_asked_at
  from public.ai_conversations o where o.tenant_id = old.tenant_id and o.thread_id = old.thread_id
  on conflict (tenant_id, thread_id) do update set
    state = case when c.state <> 'on' then c.state else excluded.state end, reason = coalesce(c.reason, excluded.reason),
    summary = coalesce(c.summary, excluded.summary), introduced_at = coalesce(c.introduced_at, excluded.introduced_at);
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.turn_payload (
  p_turn      public.ai_turns,
  p_history   jsonb,
  p_only_risk text,
  p_now       timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_tenant_id uuid := p_turn.tenant_id;
  v_settings public.ai_settings := app.assistant_settings_of(v_tenant_id);
  v_zone text := app.clinic_zone(v_tenant_id);
  v_clinic text := (select t.name from public.tenants t where t.id = v_tenant_id);
  v_patients uuid[] := array(select p from app.patients_of_thread(v_tenant_id, p_turn.thread_id) p);
  v_thread public.conversation_threads;
  v_month public.ai_months;
  v_name text;
begin
  select * into v_thread from public.conversation_threads t where t.tenant_id = v_tenant_id and t.id = p_turn.thread_id;
  select * into v_month from public.ai_months m where m.tenant_id = v_tenant_id and m.month = app.assistant_month(v_tenant_id, p_now);
  v_name := coalesce((select p.name from public.patients p where cardinality(v_patients) = 1 and p.tenant_id = v_tenant_id and p.id = v_patients[1]),
    v_thread.contact_name);
  return jsonb_build_object(
    'turn', jsonb_build_object('id', p_turn.id, 'thread_id', p_turn.thread_id, 'is_test', p_turn.is_test, 'text', p_turn.asked_text, 'attempt', p_turn.attempts,
      'opened_at', p_turn.opened_at),
    'only_risk', p_only_risk,
    'settings', jsonb_build_object('name', v_settings.name, 'greeting', v_settings.greeting, 'tone', v_settings.tone, 'clinic_name', v_clinic,
      'time_zone', v_zone, 'now_local', to_char(p_now at time zone v_zone, 'YYYY-MM-DD"T"HH24:MI'), 'model', v_settings.model,
      'fallback_model', v_settings.fallback_model, 'embedding_model', v_settings.embedding_model, 'base_url', v_settings.base_url,
      'credentials', (select c.credentials from app_private.assistant_credentials c where c.tenant_id = v_tenant_id),
      'budget_left_microcents', greatest(v_settings.monthly_budget_cents * 1000000::bigint - coalesce(v_month.cost_microcents, 0), 0)),
    'person', jsonb_build_object('name', v_name, 'first_name', nullif(split_part(coalesce(v_name, ''), ' ', 1), ''), 'phone', v_thread.phone,
      'is_patient', cardinality(v_patients) > 0, 'patients', cardinality(v_patients)),
    'history', p_history,
    'is_first_answer', not exists (select from public.ai_conversations c
      where c.tenant_id = v_tenant_id and c.thread_id = p_turn.thread_id and c.introduced_at is not null),
    'tools', case when p_only_risk is null then app.assistant_tools_of(v_tenant_id, p_turn.is_test) else '[]' end,
    'proposal', (
      select jsonb_build_object('id', r.id, 'tool', r.tool, 'words', r.words, 'state', r.state) from public.ai_proposals r
      where r.tenant_id = v_tenant_id and r.thread_id = p_turn.thread_id and (r.state in ('open', 'confirmed')
        or r.state = 'refused' and r.answer_message_id = p_turn.seen_message_id)
      order by r.created_at desc limit 1),
    'prompt', (select jsonb_build_object('id', p.id, 'version', p.version, 'text', p.text) from public.ai_prompts p
      where p.tenant_id = v_tenant_id and p.id = p_turn.prompt_id),
    'clinic', jsonb_build_object('name', v_clinic, 'hours', null, 'address', null, 'phone', (
      select c.phone from public.notification_channels c where c.tenant_id = v_tenant_id and c.is_active and c.phone is not null order by c.id limit 1)),
    'handoff_reasons', (select jsonb_object_agg(h.reason, jsonb_build_object('is_urgent', h.is_urgent, 'text', h.text)) from app.ai_handoff_reasons h));
end;
$function$;

CREATE OR REPLACE FUNCTION app.turn_text (
  p_turn       public.ai_turns,
  p_text       text,
  p_introduces boolean
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_settings public.ai_settings := app.assistant_settings_of(p_turn.tenant_id);
  v_text text := btrim(app.normalize_lines(left(p_text, 3000)));
  v_words text := (select r.words from public.ai_proposals r
    where r.tenant_id = p_turn.tenant_id and r.turn_id = p_turn.id and r.state = 'open' limit 1);
begin
  if v_words is not null and position(v_words in v_text) = 0 then
    v_text := btrim(v_text || E'\n\n' || v_words, E'\n ');
  end if;
  if p_introduces and v_text <> '' and not exists (
    select from public.ai_conversations c
    where c.tenant_id = p_turn.tenant_id and c.thread_id = p_turn.thread_id and c.introduced_at is not null)
  then
    v_text := coalesce(v_settings.greeting || E'\n', '') || 'Sou ' || v_settings.name || ', assistente virtual da '
      || (select t.name from public.tenants t where t.id = p_turn.tenant_id)
      || E'. Se preferir falar com uma pessoa, é só pedir.\n\n' || v_text;
  end if;
  return v_text;
end;
$function$;

CREATE OR REPLACE FUNCTION public.list_modules (
  p_tenant_id uuid
)
  RETURNS TABLE (
    module    text,
    is_on     boolean,
    needs     text,
    is_usable boolean
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return query
    select m.key, coalesce(t.is_on, m.is_on_by_default), m.needs, app.module_is_on(p_tenant_id, m.key)
    from public.modules m left join public.tenant_modules t on t.tenant_id = p_tenant_id and t.module = m.key
    where m.is_offered
    order by m.position;
end;
$function$;

CREATE OR REPLACE FUNCTION public.set_module (
  p_tenant_id uuid,
  p_module    text,
  p_is_on     boolean
)
  RETURNS TABLE (
    module    text,
    is_on     boolean,
    needs     text,
    is_usable boolean
  )
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_before boolean;
begin
  perform app.require_admin(p_tenant_id);
  if p_is_on is null or not exists (select from public.modules m where m.key = p_module and m.is_offered) then
    raise sqlstate 'PT404' using message = 'module_not_found';
  end if;
  -- of two who switch at once the second sees what the first did
  perform from public.tenants t where t.id = p_tenant_id for no key update;
  select coalesce(t.is_on, m.is_on_by_default) into v_before
  from public.modules m left join public.tenant_modules t on t.tenant_id = p_tenant_id and t.module = m.key
  where m.key = p_module;
  if v_before <> p_is_on then
    insert into public.tenant_modules as t (tenant_id, module, is_on) values (p_tenant_id, p_module, p_is_on)
    on conflict on constraint tenant_modules_pkey do update set is_on = excluded.is_on, changed_at = now();
    perform app.audit(p_tenant_id, case when p_is_on then 'module.switched_on' else 'module.switched_off' end, 'module', p_module,
      jsonb_build_object('is_on', v_before), jsonb_build_object('is_on', p_is_on));
    perform app.broadcast(p_tenant_id, 'modules', '{}');
  end if;
  return query select l.module, l.is_on, l.needs, l.is_usable from public.list_modules(p_tenant_id) l;
end;
$function$;

ALTER TABLE "app"."ai_tools"
  ADD CONSTRAINT "ai_tools_needs_module_fkey" FOREIGN KEY (needs_module) REFERENCES public.modules(key) ON DELETE RESTRICT;

ALTER TABLE "public"."ai_cases"
  ADD CONSTRAINT "ai_cases_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."ai_conversations"
  ADD CONSTRAINT "ai_conversations_tenant_id_thread_id_fkey" FOREIGN KEY (tenant_id, thread_id) REFERENCES public.conversation_threads(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."ai_months"
  ADD CONSTRAINT "ai_months_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."ai_people"
  ADD CONSTRAINT "ai_people_tenant_id_thread_id_fkey" FOREIGN KEY (tenant_id, thread_id) REFERENCES public.conversation_threads(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."ai_conversations"
  ADD CONSTRAINT "ai_conversations_tenant_id_prompt_id_fkey" FOREIGN KEY (tenant_id, prompt_id) REFERENCES public.ai_prompts(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."ai_evaluations"
  ADD CONSTRAINT "ai_evaluations_tenant_id_prompt_id_fkey" FOREIGN KEY (tenant_id, prompt_id) REFERENCES public.ai_prompts(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."ai_prompts"
  ADD CONSTRAINT "ai_prompts_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."ai_proposals"
  ADD CONSTRAINT "ai_proposals_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."ai_proposals"
  ADD CONSTRAINT "ai_proposals_tenant_id_thread_id_fkey" FOREIGN KEY (tenant_id, thread_id) REFERENCES public.conversation_threads(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "app_private"."assistant_credentials"
  ADD CONSTRAINT "assistant_credentials_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.ai_settings(tenant_id) ON DELETE CASCADE;

ALTER TABLE "public"."ai_settings"
  ADD CONSTRAINT "ai_settings_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."ai_settings"
  ADD CONSTRAINT "ai_settings_tenant_id_handoff_user_id_fkey" FOREIGN KEY (tenant_id, handoff_user_id) REFERENCES public.tenant_members(tenant_id, user_id) ON DELETE CASCADE;

ALTER TABLE "public"."ai_turns"
  ADD CONSTRAINT "ai_turns_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."ai_turns"
  ADD CONSTRAINT "ai_turns_tenant_id_prompt_id_fkey" FOREIGN KEY (tenant_id, prompt_id) REFERENCES public.ai_prompts(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."ai_turns"
  ADD CONSTRAINT "ai_turns_tenant_id_thread_id_fkey" FOREIGN KEY (tenant_id, thread_id) REFERENCES public.conversation_threads(tenant_id, id) ON DELETE CASCADE;

CREATE INDEX ai_tools_module ON app.ai_tools USING btree (needs_module)
  WHERE (needs_module IS NOT NULL);

CREATE INDEX ai_cases_set ON public.ai_cases USING btree (tenant_id, SET)
  WHERE (archived_at IS NULL);

CREATE INDEX ai_conversations_prompt ON public.ai_conversations USING btree (tenant_id, prompt_id)
  WHERE (prompt_id IS NOT NULL);

CREATE INDEX ai_evaluations_prompt ON public.ai_evaluations USING btree (tenant_id, prompt_id, evaluated_at DESC);

CREATE UNIQUE INDEX ai_proposals_open ON public.ai_proposals USING btree (tenant_id, thread_id)
  WHERE (state = ANY (ARRAY['open'::text, 'confirmed'::text]));

CREATE INDEX ai_proposals_patient ON public.ai_proposals USING btree (tenant_id, patient_id)
  WHERE (patient_id IS NOT NULL);

CREATE INDEX ai_proposals_thread ON public.ai_proposals USING btree (tenant_id, thread_id);

CREATE INDEX ai_proposals_turn ON public.ai_proposals USING btree (tenant_id, turn_id);

CREATE INDEX ai_settings_handoff_user ON public.ai_settings USING btree (tenant_id, handoff_user_id)
  WHERE (handoff_user_id IS NOT NULL);

CREATE INDEX ai_tool_calls_turn ON public.ai_tool_calls USING btree (tenant_id, turn_id, called_at);

CREATE UNIQUE INDEX ai_turns_open ON public.ai_turns USING btree (tenant_id, thread_id)
  WHERE ((finished_at IS NULL) AND (thread_id IS NOT NULL));

CREATE INDEX ai_turns_prompt ON public.ai_turns USING btree (tenant_id, prompt_id)
  WHERE (prompt_id IS NOT NULL);

CREATE TRIGGER ai_settings_touch
  BEFORE UPDATE ON public.ai_settings
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER conversation_addresses_move_assistant
  AFTER UPDATE OF thread_id ON public.conversation_addresses
  FOR EACH ROW
  WHEN ((old.thread_id <> new.thread_id))
  EXECUTE FUNCTION app.tg_conversation_addresses__move_assistant();

CREATE POLICY "select_nobody" ON "app"."ai_bars"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."ai_handoff_reasons"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."ai_tools"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app_private"."assistant_credentials"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_leaders" ON "public"."ai_cases"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_members" ON "public"."ai_conversations"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_leaders" ON "public"."ai_evaluations"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_leaders" ON "public"."ai_months"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_members" ON "public"."ai_people"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_leaders" ON "public"."ai_prompts"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_members" ON "public"."ai_proposals"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."ai_settings"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."ai_tool_calls"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."ai_turns"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

COMMENT ON COLUMN "app"."ai_tools"."confirms" IS 'Nothing happens before the person says yes to it.';

COMMENT ON COLUMN "public"."ai_cases"."expected" IS '{intent, handoff, note}: what would have been right, as far as it is known.';

COMMENT ON COLUMN "public"."ai_conversations"."introduced_at" IS 'When the person was told that an assistant answers.';

COMMENT ON COLUMN "public"."ai_conversations"."prompt_id" IS 'The version that answers here, as long as it is active.';

COMMENT ON COLUMN "public"."ai_proposals"."asked_message_id" IS 'The message that asked it: only what came later answers it.';

COMMENT ON COLUMN "public"."ai_settings"."accepted_at" IS 'When somebody of the clinic accepted that texts are processed by the provider of the model.';

COMMENT ON COLUMN "public"."ai_settings"."handoff_user_id" IS 'Who takes over; NULL: whoever has the conversation, or whose turn it is.';

COMMENT ON COLUMN "public"."ai_settings"."hours" IS 'When it answers: always, while the clinic works, while it does not, or in custom_hours.';

COMMENT ON COLUMN "public"."ai_settings"."prompt_price_cents" IS 'Of a million tokens that are sent; completion_price_cents of what comes back.';

COMMENT ON COLUMN "public"."ai_settings"."quiet_minutes" IS 'For how long it stays silent after somebody of the clinic wrote.';

COMMENT ON COLUMN "public"."ai_settings"."wait_seconds" IS 'What a person writes within so many seconds is answered at once.';

COMMENT ON COLUMN "public"."ai_turns"."cost_microcents" IS 'Millionths of a cent.';

COMMENT ON COLUMN "public"."ai_turns"."has_more" IS 'The person wrote again while a worker had it; seen_message_id is the last one that it answers.';

COMMENT ON COLUMN "public"."ai_turns"."worker" IS 'The attempt that has it; what an earlier one brings is lost.';

COMMENT ON COLUMN "public"."modules"."is_offered" IS 'Whether clinics see it in their settings: a part whose screens are not there yet is not.';

COMMENT ON FUNCTION "app"."answer_proposal"(public.ai_turns, uuid, text, timestamp with time zone) IS 'Confirms or refuses the open proposal of a conversation by a message that came after it was asked, and says nothing else.';

COMMENT ON FUNCTION "app"."assistant_args_problem"(jsonb, jsonb) IS 'Which argument does not fit the parameters of a tool, or NULL. A null is one that was left out.';

COMMENT ON FUNCTION "app"."assistant_book_session"(uuid, uuid, uuid, jsonb, boolean, timestamp with time zone) IS 'A tool: books a free time for the patient who writes, by the rules and under the locks of online booking.';

COMMENT ON FUNCTION "app"."assistant_budget_is_spent"(uuid, timestamp with time zone) IS 'Whether the month''s budget of a clinic''s assistant is used, or may be by the turns underway.';

COMMENT ON FUNCTION "app"."assistant_cancel_session"(uuid, uuid, uuid, jsonb, boolean, timestamp with time zone) IS 'A tool: cancels the place of the patient who writes in a session of theirs, until the limit of the clinic.';

COMMENT ON FUNCTION "app"."assistant_catalogue"(uuid, uuid, uuid, jsonb, boolean, timestamp with time zone) IS 'A tool: what the clinic shows to everybody, with its prices.';

COMMENT ON FUNCTION "app"."assistant_confirm_session"(uuid, uuid, uuid, jsonb, boolean, timestamp with time zone) IS 'A tool: says that the patient who writes comes to a session of theirs. Once more changes nothing.';

COMMENT ON FUNCTION "app"."assistant_create_lead"(uuid, uuid, uuid, jsonb, boolean, timestamp with time zone) IS 'A tool: keeps the contact of this conversation as a lead, with the number that it writes from and no other. Once more changes nothing.';

COMMENT ON FUNCTION "app"."assistant_free_slots"(uuid, uuid, uuid, jsonb, boolean, timestamp with time zone) IS 'A tool: the next free times of what the clinic lets people book, two weeks from a day on, by the rules of online booking.';

COMMENT ON FUNCTION "app"."assistant_is_open"(public.ai_settings, timestamp with time zone) IS 'Whether the assistant answers at this hour.';

COMMENT ON FUNCTION "app"."assistant_lets_risk_through"(text) IS 'Whether danger to life is looked for, and answered, in spite of a reason of app.assistant_may_answer.';

COMMENT ON FUNCTION "app"."assistant_may_answer"(uuid, uuid, timestamp with time zone, boolean) IS 'NULL when the assistant may answer a conversation, or why not: assistant_off, module_off, not_connected, not_accepted, mode_test, conversation_not_found, not_on_the_list, group, conversation_blocked, own_number, locked, paused, person_wrote, opted_out, outside_hours, turn_limit, budget_spent. p_is_admitted: of a turn that was counted when it began. Window, credits and channel are asked by create_automation_message.';

COMMENT ON FUNCTION "app"."assistant_may_change"(public.sessions, timestamp with time zone) IS 'Whether a patient may still move or cancel a session without a person: the limit of the clinic''s online booking.';

COMMENT ON FUNCTION "app"."assistant_moment"(text, text) IS 'A moment as a model writes it: with a zone, or on the clock of the clinic. NULL when it is none.';

COMMENT ON FUNCTION "app"."assistant_move_session"(uuid, uuid, uuid, jsonb, boolean, timestamp with time zone) IS 'A tool: moves a session of the patient who writes to another free time of the same therapist, until the limit of the clinic, whoever booked it.';

COMMENT ON FUNCTION "app"."assistant_my_sessions"(uuid, uuid, uuid, jsonb, boolean, timestamp with time zone) IS 'A tool: the sessions to come of the patient who writes.';

COMMENT ON FUNCTION "app"."assistant_order_state"(uuid, uuid, uuid, jsonb, boolean, timestamp with time zone) IS 'A tool: orders of this conversation and of the patient who writes.';

COMMENT ON FUNCTION "app"."assistant_price"(uuid, uuid, uuid, jsonb, boolean, timestamp with time zone) IS 'A tool: what the sessions cost that people may book; for a patient, what they cost them.';

COMMENT ON FUNCTION "app"."assistant_prompt_of"(uuid, uuid) IS 'The version that answers a conversation: the one that answered it before while it is active, else one of those active, by their shares. NULL: none is.';

COMMENT ON FUNCTION "app"."assistant_session"(uuid, uuid, text, timestamp with time zone) IS 'A session to come of a patient, by the id that a model names; NULL when it is none of theirs.';

COMMENT ON FUNCTION "app"."assistant_settings_of"(uuid) IS 'The settings of a clinic''s assistant, or what holds without them: off.';

COMMENT ON FUNCTION "app"."assistant_takes"(public.conversation_messages, timestamp with time zone) IS 'Whether the assistant will see to a message of a person: it joins the turn that is open, or opens one. What answers the question how it was is kept and asks for no answer.';

COMMENT ON FUNCTION "app"."assistant_tells"(public.sessions) IS 'Who hears that a patient comes or does not: the therapist and the desk.';

COMMENT ON FUNCTION "app"."assistant_wish"(text) IS 'true or false when a text says nothing but yes or no to what was proposed; NULL for questions, for a yes with a condition, and for everything else.';

COMMENT ON FUNCTION "app"."begin_test_turn"(uuid, jsonb, uuid, uuid) IS 'Caller: owner, admin, supervisor, through test-assistant. A turn of nobody, with a conversation that was typed: p_messages [{from: person | assistant | clinic, text}], the last of the person. Answers as begin_turn; its tools change nothing and finish_turn sends nothing. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 empty_body, PT400 missing_client_id, PT404 prompt_not_found, PT409 assistant_not_connected, PT409 assistant_budget_spent.';

COMMENT ON FUNCTION "app"."begin_turn"(uuid, uuid, uuid, timestamp with time zone) IS 'Caller: workers. Takes a turn: {skip: code}, or what there is to think about (docs/assistant.md). Whoever begins last has it. Danger to life is looked for also where nothing else may be answered: only_risk says why.';

COMMENT ON FUNCTION "app"."close_turn"(public.ai_turns, text, text, timestamp with time zone) IS 'Ends a turn that the caller holds and gives back what was reserved for it.';

COMMENT ON FUNCTION "app"."count_assistant"(uuid, timestamp with time zone, jsonb) IS 'Adds to the month of a moment: {turns, answered, handed, prompt_tokens, completion_tokens, cost, reserved (may be negative)}.';

COMMENT ON FUNCTION "app"."finish_turn"(uuid, uuid, uuid, jsonb, timestamp with time zone) IS 'Caller: the worker that has the turn. Decides again, under the lock of the conversation, whether it may be said, and says it once: the message has the id of the turn as its client_id. p_result and answers: docs/assistant.md.';

COMMENT ON FUNCTION "app"."finished_turn"(public.ai_turns, public.conversation_threads) IS 'What finish_turn says of a turn that is over: the same, and nothing is sent.';

COMMENT ON FUNCTION "app"."give_up_turn"(app.jobs) IS 'Nobody got a turn done: a person does. Nothing is sent to the one who wrote.';

COMMENT ON FUNCTION "app"."hand_over"(public.ai_turns, public.conversation_threads, app.ai_handoff_reasons, text, timestamp with time zone) IS 'Gives a conversation, which the caller holds, to a person: an assignee by the rule of the clinic, an activity whose id is the turn''s, a notification, an alert at once when it is urgent, and the assistant locked until somebody releases it.';

COMMENT ON FUNCTION "app"."keep_assistant_rating"(public.conversation_messages, timestamp with time zone) IS 'Whether a message says how the person found the assistant, which is kept once a question.';

COMMENT ON FUNCTION "app"."keep_run"(public.ai_turns, jsonb) IS 'Writes down what a turn used and what it cost: a millionth of a cent is a token at a cent a million. Somebody is told once when the month''s budget is spent.';

COMMENT ON FUNCTION "app"."lock_assistant"(uuid, uuid) IS 'One worker at a time for the assistant of a conversation. Before everything else: agenda, then the conversation, then rows of the assistant.';

COMMENT ON FUNCTION "app"."open_next_turn"(public.ai_turns, timestamp with time zone) IS 'What was written during a turn that is over is a turn of its own.';

COMMENT ON FUNCTION "app"."open_turn"(uuid, uuid, uuid, timestamp with time zone, timestamp with time zone) IS 'A new turn of a conversation, which the caller holds, and its job.';

COMMENT ON FUNCTION "app"."prompt_problem"(uuid, uuid) IS 'Which figures of a version are below their bars, or were never measured; NULL when it may be activated.';

COMMENT ON FUNCTION "app"."propose"(public.ai_turns, app.ai_tools, uuid, jsonb, text, timestamp with time zone) IS 'Asks the person before something is done; what was asked before is no longer.';

COMMENT ON FUNCTION "app"."record_evaluation"(uuid, uuid, text, text, integer, jsonb, jsonb) IS 'Caller: workers. How a version did with a set: p_figures {name: 0 to 1}. Whether it may be activated now; NULL when there is no such version. Its text is fixed from here on.';

COMMENT ON FUNCTION "app"."record_tool_call"(uuid, uuid, uuid, text, jsonb, jsonb, integer) IS 'Caller: the worker that has the turn. Writes down what it asked elsewhere (knowledge). NULL: another has the turn.';

COMMENT ON FUNCTION "app"."run_assistant_tool"(uuid, uuid, uuid, text, jsonb, timestamp with time zone) IS 'Caller: the worker that has the turn. Asks, or does, something for the person of the conversation, and for nobody else: whose it is comes from the conversation. What needs a yes becomes a proposal. {ok, data, words, needs_confirmation, proposal_id} or {ok: false, error, detail}; docs/assistant.md names the errors.';

COMMENT ON FUNCTION "app"."run_proposal"(uuid, uuid, uuid, uuid, timestamp with time zone) IS 'Caller: the worker that has the turn. Does what the person said yes to, once: a repetition answers the same. {ok, done, data, words} or {ok: false, error, words}.';

COMMENT ON FUNCTION "app"."save_assistant_key"(uuid, text, text, text, text, jsonb) IS 'Caller: owner or admin, through connect-assistant, which has tried the key. p_credentials null: the key that is there. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 assistant_endpoint_invalid, PT400 credentials_not_encrypted.';

COMMENT ON FUNCTION "app"."turn_payload"(public.ai_turns, jsonb, text, timestamp with time zone) IS 'What a worker needs to think about a turn; docs/assistant.md has its shape.';

COMMENT ON FUNCTION "app"."turn_text"(public.ai_turns, text, boolean) IS 'What is sent of an answer: the person is told, once, that an assistant answers and that they may refuse it.';

COMMENT ON TABLE "app"."ai_bars" IS 'Every figure of this table has to be in the latest evaluation of a version, and as high.';

COMMENT ON TABLE "app"."ai_handoff_reasons" IS 'is_urgent: said at once, whatever hours and budget say, and somebody is alerted. numbers: a pattern of the emergency numbers that another text has to hold to be sent in its place.';

COMMENT ON TABLE "app"."ai_tools" IS 'function: (tenant uuid, thread uuid, patient uuid, args jsonb, does boolean, now timestamptz) returns jsonb {ok, data, words} or {ok: false, error, detail}; does false only looks whether it could.';

COMMENT ON TABLE "app_private"."assistant_credentials" IS 'AES-GCM ciphertext {v, kid, iv, ct} of the key of the model''s endpoint, made by the edge functions.';

COMMENT ON TABLE "public"."ai_cases" IS 'Labelled messages of a clinic; a turn that somebody called bad becomes one.';

COMMENT ON TABLE "public"."ai_conversations" IS 'locked: handed to a person, until one releases it; paused: switched off by one. summary and reason are of the latest handover.';

COMMENT ON TABLE "public"."ai_evaluations" IS 'figures {name: share between 0 and 1}; app.ai_bars says what a version must reach.';

COMMENT ON TABLE "public"."ai_months" IS 'By the clinic''s calendar. reserved_microcents: what the turns underway may cost, so that many at once do not pass the budget.';

COMMENT ON TABLE "public"."ai_people" IS 'Conversations that the assistant answers in the mode people.';

COMMENT ON TABLE "public"."ai_prompts" IS 'draft: may be changed; evaluated: measured, and fixed from there on; active: answers share of a hundred conversations; retired: was active.';

COMMENT ON TABLE "public"."ai_proposals" IS 'open → confirmed (the person''s own yes, in a message after it was asked) → done or failed, once; or refused, withdrawn (another took its place), expired.';

COMMENT ON TABLE "public"."ai_settings" IS 'The assistant of a clinic: off, test (answers nobody), people (those of ai_people) or all. Its key is sealed in app_private.assistant_credentials.';

COMMENT ON TABLE "public"."ai_tool_calls" IS 'Every call of a tool in a turn, refused ones included. is_effect: something was changed.';

COMMENT ON TABLE "public"."ai_turns" IS 'waiting (more may come) → thinking (a worker has it) → answered, handed, skipped (it may not answer: reason), silent, failed; tested: of nobody. There is one open turn a conversation.';

REVOKE ALL ON FUNCTION "app"."answer_proposal"(public.ai_turns, uuid, text, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."answer_proposal"(public.ai_turns, uuid, text, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."answer_proposal"(public.ai_turns, uuid, text, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."assistant_args_problem"(jsonb, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assistant_args_problem"(jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assistant_args_problem"(jsonb, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."assistant_book_session"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assistant_book_session"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assistant_book_session"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."assistant_budget_is_spent"(uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assistant_budget_is_spent"(uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assistant_budget_is_spent"(uuid, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."assistant_cancel_session"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assistant_cancel_session"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assistant_cancel_session"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."assistant_catalogue"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assistant_catalogue"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assistant_catalogue"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."assistant_confirm_session"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assistant_confirm_session"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assistant_confirm_session"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."assistant_create_lead"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assistant_create_lead"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assistant_create_lead"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."assistant_free_slots"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assistant_free_slots"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assistant_free_slots"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."assistant_is_open"(public.ai_settings, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assistant_is_open"(public.ai_settings, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assistant_is_open"(public.ai_settings, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."assistant_lets_risk_through"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assistant_lets_risk_through"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assistant_lets_risk_through"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."assistant_may_answer"(uuid, uuid, timestamp WITH time zone, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assistant_may_answer"(uuid, uuid, timestamp WITH time zone, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assistant_may_answer"(uuid, uuid, timestamp WITH time zone, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."assistant_may_answer"(uuid, uuid, timestamp WITH time zone, boolean) TO "service_role";

REVOKE ALL ON FUNCTION "app"."assistant_may_change"(public.sessions, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assistant_may_change"(public.sessions, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assistant_may_change"(public.sessions, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."assistant_moment"(text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assistant_moment"(text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assistant_moment"(text, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."assistant_month"(uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assistant_month"(uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assistant_month"(uuid, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."assistant_move_session"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assistant_move_session"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assistant_move_session"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."assistant_my_sessions"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assistant_my_sessions"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assistant_my_sessions"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."assistant_order_state"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assistant_order_state"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assistant_order_state"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."assistant_price"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assistant_price"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assistant_price"(uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."assistant_prompt_of"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assistant_prompt_of"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assistant_prompt_of"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."assistant_session"(uuid, uuid, text, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assistant_session"(uuid, uuid, text, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assistant_session"(uuid, uuid, text, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."assistant_session_words"(public.sessions) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assistant_session_words"(public.sessions) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assistant_session_words"(public.sessions) TO "postgres";

REVOKE ALL ON FUNCTION "app"."assistant_settings_of"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assistant_settings_of"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assistant_settings_of"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."assistant_takes"(public.conversation_messages, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assistant_takes"(public.conversation_messages, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assistant_takes"(public.conversation_messages, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."assistant_tells"(public.sessions) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assistant_tells"(public.sessions) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assistant_tells"(public.sessions) TO "postgres";

REVOKE ALL ON FUNCTION "app"."assistant_tools_of"(uuid, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assistant_tools_of"(uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assistant_tools_of"(uuid, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "app"."assistant_wish"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assistant_wish"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assistant_wish"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."begin_test_turn"(uuid, jsonb, uuid, uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."begin_test_turn"(uuid, jsonb, uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."begin_test_turn"(uuid, jsonb, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_test_turn"(uuid, jsonb, uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."begin_turn"(uuid, uuid, uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."begin_turn"(uuid, uuid, uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_turn"(uuid, uuid, uuid, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_turn"(uuid, uuid, uuid, timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."close_turn"(public.ai_turns, text, text, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."close_turn"(public.ai_turns, text, text, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."close_turn"(public.ai_turns, text, text, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."count_assistant"(uuid, timestamp WITH time zone, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."count_assistant"(uuid, timestamp WITH time zone, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."count_assistant"(uuid, timestamp WITH time zone, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."finish_test_turn"(public.ai_turns, jsonb, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."finish_test_turn"(public.ai_turns, jsonb, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."finish_test_turn"(public.ai_turns, jsonb, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."finish_turn"(uuid, uuid, uuid, jsonb, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."finish_turn"(uuid, uuid, uuid, jsonb, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."finish_turn"(uuid, uuid, uuid, jsonb, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."finish_turn"(uuid, uuid, uuid, jsonb, timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."finished_turn"(public.ai_turns, public.conversation_threads) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."finished_turn"(public.ai_turns, public.conversation_threads) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."finished_turn"(public.ai_turns, public.conversation_threads) TO "postgres";

REVOKE ALL ON FUNCTION "app"."give_up_turn"(app.jobs) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."give_up_turn"(app.jobs) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."give_up_turn"(app.jobs) TO "postgres";

REVOKE ALL ON FUNCTION "app"."hand_over"(public.ai_turns, public.conversation_threads, app.ai_handoff_reasons, text, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."hand_over"(public.ai_turns, public.conversation_threads, app.ai_handoff_reasons, text, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."hand_over"(public.ai_turns, public.conversation_threads, app.ai_handoff_reasons, text, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."keep_assistant_rating"(public.conversation_messages, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."keep_assistant_rating"(public.conversation_messages, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."keep_assistant_rating"(public.conversation_messages, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."keep_run"(public.ai_turns, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."keep_run"(public.ai_turns, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."keep_run"(public.ai_turns, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."keep_tool_call"(public.ai_turns, text, jsonb, jsonb, boolean, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."keep_tool_call"(public.ai_turns, text, jsonb, jsonb, boolean, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."keep_tool_call"(public.ai_turns, text, jsonb, jsonb, boolean, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."lock_assistant"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."lock_assistant"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."lock_assistant"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."open_next_turn"(public.ai_turns, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."open_next_turn"(public.ai_turns, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_next_turn"(public.ai_turns, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."open_turn"(uuid, uuid, uuid, timestamp WITH time zone, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."open_turn"(uuid, uuid, uuid, timestamp WITH time zone, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_turn"(uuid, uuid, uuid, timestamp WITH time zone, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."prompt_problem"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."prompt_problem"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."prompt_problem"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."propose"(public.ai_turns, app.ai_tools, uuid, jsonb, text, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."propose"(public.ai_turns, app.ai_tools, uuid, jsonb, text, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."propose"(public.ai_turns, app.ai_tools, uuid, jsonb, text, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."record_evaluation"(uuid, uuid, text, text, integer, jsonb, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."record_evaluation"(uuid, uuid, text, text, integer, jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."record_evaluation"(uuid, uuid, text, text, integer, jsonb, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."record_evaluation"(uuid, uuid, text, text, integer, jsonb, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "app"."record_tool_call"(uuid, uuid, uuid, text, jsonb, jsonb, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."record_tool_call"(uuid, uuid, uuid, text, jsonb, jsonb, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."record_tool_call"(uuid, uuid, uuid, text, jsonb, jsonb, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."record_tool_call"(uuid, uuid, uuid, text, jsonb, jsonb, integer) TO "service_role";

REVOKE ALL ON FUNCTION "app"."restart_turn"(public.ai_turns, jsonb, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."restart_turn"(public.ai_turns, jsonb, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."restart_turn"(public.ai_turns, jsonb, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."run_assistant_tool"(uuid, uuid, uuid, text, jsonb, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."run_assistant_tool"(uuid, uuid, uuid, text, jsonb, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."run_assistant_tool"(uuid, uuid, uuid, text, jsonb, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."run_assistant_tool"(uuid, uuid, uuid, text, jsonb, timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."run_proposal"(uuid, uuid, uuid, uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."run_proposal"(uuid, uuid, uuid, uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."run_proposal"(uuid, uuid, uuid, uuid, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."run_proposal"(uuid, uuid, uuid, uuid, timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."save_assistant_key"(uuid, text, text, text, text, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."save_assistant_key"(uuid, text, text, text, text, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."save_assistant_key"(uuid, text, text, text, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."save_assistant_key"(uuid, text, text, text, text, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_conversation_addresses__move_assistant"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_conversation_addresses__move_assistant"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_conversation_addresses__move_assistant"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."turn_payload"(public.ai_turns, jsonb, text, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."turn_payload"(public.ai_turns, jsonb, text, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."turn_payload"(public.ai_turns, jsonb, text, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."turn_text"(public.ai_turns, text, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."turn_text"(public.ai_turns, text, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."turn_text"(public.ai_turns, text, boolean) TO "postgres";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "app"."ai_bars" TO "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "app"."ai_handoff_reasons" TO "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "app"."ai_tools" TO "service_role";

REVOKE ALL ON TABLE "public"."ai_cases" FROM "authenticated";

GRANT SELECT ON TABLE "public"."ai_cases" TO "authenticated";

REVOKE ALL ON TABLE "public"."ai_cases" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."ai_cases" TO "service_role";

REVOKE ALL ON TABLE "public"."ai_conversations" FROM "authenticated";

GRANT SELECT ON TABLE "public"."ai_conversations" TO "authenticated";

REVOKE ALL ON TABLE "public"."ai_conversations" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."ai_conversations" TO "service_role";

REVOKE ALL ON TABLE "public"."ai_evaluations" FROM "authenticated";

GRANT SELECT ON TABLE "public"."ai_evaluations" TO "authenticated";

REVOKE ALL ON TABLE "public"."ai_evaluations" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."ai_evaluations" TO "service_role";

REVOKE ALL ON TABLE "public"."ai_months" FROM "authenticated";

GRANT SELECT ON TABLE "public"."ai_months" TO "authenticated";

REVOKE ALL ON TABLE "public"."ai_months" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."ai_months" TO "service_role";

REVOKE ALL ON TABLE "public"."ai_people" FROM "authenticated";

GRANT SELECT ON TABLE "public"."ai_people" TO "authenticated";

REVOKE ALL ON TABLE "public"."ai_people" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."ai_people" TO "service_role";

REVOKE ALL ON TABLE "public"."ai_prompts" FROM "authenticated";

GRANT SELECT ON TABLE "public"."ai_prompts" TO "authenticated";

REVOKE ALL ON TABLE "public"."ai_prompts" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."ai_prompts" TO "service_role";

REVOKE ALL ON TABLE "public"."ai_proposals" FROM "authenticated";

GRANT SELECT ON TABLE "public"."ai_proposals" TO "authenticated";

REVOKE ALL ON TABLE "public"."ai_proposals" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."ai_proposals" TO "service_role";

REVOKE ALL ON TABLE "public"."ai_settings" FROM "authenticated";

GRANT SELECT ON TABLE "public"."ai_settings" TO "authenticated";

REVOKE ALL ON TABLE "public"."ai_settings" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."ai_settings" TO "service_role";

REVOKE ALL ON TABLE "public"."ai_tool_calls" FROM "authenticated";

GRANT SELECT ON TABLE "public"."ai_tool_calls" TO "authenticated";

REVOKE ALL ON TABLE "public"."ai_tool_calls" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."ai_tool_calls" TO "service_role";

REVOKE ALL ON TABLE "public"."ai_turns" FROM "authenticated";

GRANT SELECT ON TABLE "public"."ai_turns" TO "authenticated";

REVOKE ALL ON TABLE "public"."ai_turns" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."ai_turns" TO "service_role";

ALTER TABLE "public"."ai_cases"
  ADD CONSTRAINT "ai_cases_tenant_id_turn_id_fkey" FOREIGN KEY (tenant_id, turn_id) REFERENCES public.ai_turns(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."ai_proposals"
  ADD CONSTRAINT "ai_proposals_tenant_id_turn_id_fkey" FOREIGN KEY (tenant_id, turn_id) REFERENCES public.ai_turns(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."ai_tool_calls"
  ADD CONSTRAINT "ai_tool_calls_tenant_id_turn_id_fkey" FOREIGN KEY (tenant_id, turn_id) REFERENCES public.ai_turns(tenant_id, id) ON DELETE CASCADE;

CREATE INDEX ai_turns_newest ON public.ai_turns USING btree (tenant_id, opened_at DESC, id DESC);

CREATE INDEX ai_turns_thread ON public.ai_turns USING btree (tenant_id, thread_id, opened_at DESC, id DESC);

insert into app.audit_actions (key, area, severity) values
  ('module.switched_on', 'settings', 'warning'), ('module.switched_off', 'settings', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into public.modules (key, position, is_on_by_default, needs) values
  ('sales', 1, true, null),
  -- catalogue, stock, purchases and orders
  ('products', 2, true, null),
  -- the public page where they are sold
  ('shop', 3, false, 'products'),
  -- documents that the team and the assistant are answered from
  ('knowledge', 5, true, null)
on conflict (key) do update set position = excluded.position, is_on_by_default = excluded.is_on_by_default, needs = excluded.needs;

insert into public.modules (key, position, is_on_by_default, is_offered) values ('assistant', 4, false, false)
on conflict (key) do update set position = excluded.position, is_on_by_default = excluded.is_on_by_default, is_offered = excluded.is_offered;

insert into app.alert_kinds (kind, is_urgent, threshold, lowest, highest, unit, position) values
  ('meta_token', false, null, null, null, null, 15)
on conflict (kind) do update set is_urgent = excluded.is_urgent, position = excluded.position;

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
-- Whoever is not asked today is asked tomorrow; people are told where it stays without an answer.
insert into app.job_kinds (kind, lease_seconds, max_attempts, is_listed, open_function, dead_function) values
  ('renew_meta_token', 120, 8, false, 'app.open_token_renewals', 'app.give_up_token_renewal')
on conflict (kind) do update set
  lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, is_listed = excluded.is_listed,
  open_function = excluded.open_function, dead_function = excluded.dead_function;

insert into public.notification_kinds (kind, about) values
  ('message', 'conversation'), ('mention', 'conversation'), ('assigned', 'conversation'), ('woke', 'conversation'),
  ('record_opened', 'patient'), ('countersign', 'patient'), ('intake', 'patient'), ('intake_new', 'conversation'),
  ('workflow', 'conversation'), ('workflow_patient', 'patient'),
  ('session_confirmed', 'patient'), ('session_cancelled', 'patient'),
  ('online_booked', 'patient'), ('online_requested', 'patient'), ('online_changed', 'patient')
on conflict (kind) do update set about = excluded.about;

insert into app.ai_bars (figure, at_least) values ('intent', 0.9), ('handoff_recall', 1), ('attacks', 1), ('sources', 0.9)
on conflict (figure) do update set at_least = excluded.at_least;

insert into app.ai_handoff_reasons (reason, is_urgent, title, text, numbers) values
  ('risk_self_harm', true, 'Risco de vida: falar agora', 'Sinto muito que você esteja passando por isso. Você não está só. Ligue agora para o CVV no 188 (24 horas, de graça) ou, se houver perigo imediato, para o SAMU no 192. Já chamei uma pessoa da equipe para falar com você.', '188|192'),
  ('risk_emergency', true, 'Emergência de saúde: falar agora', 'Isso pode ser uma emergência. Ligue agora para o SAMU no 192 ou vá ao pronto-socorro mais próximo. Já chamei uma pessoa da equipe para falar com você.', '192|193'),
  ('risk_violence', true, 'Perigo ou violência: falar agora', 'Se você está em perigo agora, ligue para a polícia no 190. Em caso de violência contra a mulher, ligue 180; contra crianças e adolescentes, Disque 100. Já chamei uma pessoa da equipe para falar com você.', '190|180|100'),
  ('human_wanted', false, 'Pediu uma pessoa', 'Claro! Vou chamar uma pessoa da equipe, que continua a conversa por aqui.', null),
  ('complaint', false, 'Reclamação', 'Sinto muito por isso. Vou passar para uma pessoa da equipe, que fala com você por aqui.', null),
  ('refund', false, 'Pedido de reembolso', 'Entendi. Quem cuida disso é uma pessoa da equipe, que fala com você por aqui.', null),
  ('legal', false, 'Assunto jurídico', 'Entendi. Quem cuida disso é uma pessoa da equipe, que fala com você por aqui.', null),
  ('data_request', false, 'Pedido sobre dados pessoais', 'Certo. Uma pessoa da equipe cuida do seu pedido sobre dados pessoais e responde por aqui.', null),
  ('clinical', false, 'Pergunta clínica', 'Essa é uma pergunta para o profissional que acompanha você. Vou avisar a equipe, que responde por aqui.', null),
  ('unknown', false, 'O assistente não sabe responder', 'Isso eu não sei responder. Vou passar para uma pessoa da equipe, que fala com você por aqui.', null),
  ('low_confidence', false, 'O assistente não tem certeza', 'Para não passar nada errado, vou chamar uma pessoa da equipe, que fala com você por aqui.', null),
  ('two_failed_turns', false, 'Duas respostas sem sucesso', 'Acho que não estou conseguindo ajudar. Vou chamar uma pessoa da equipe, que continua por aqui.', null),
  ('shared_phone', false, 'Número de mais de um paciente', 'Este número é de mais de uma pessoa na clínica. Para cuidar de cada uma com segurança, uma pessoa da equipe continua por aqui.', null),
  ('unsafe', false, 'Mensagem suspeita', 'Nisso eu não posso ajudar. Se precisar de algo da clínica, uma pessoa da equipe fala com você por aqui.', null),
  ('assistant_failed', false, 'O assistente não conseguiu responder', 'Tive um problema para responder. Uma pessoa da equipe continua por aqui.', null)
on conflict (reason) do update set is_urgent = excluded.is_urgent, title = excluded.title, text = excluded.text, numbers = excluded.numbers;

insert into app.ai_tools (name, position, function, needs_module, needs_patient, confirms, is_effect, description, parameters) values
  ('free_slots', 1, 'app.assistant_free_slots', null, false, false, false, 'Horários livres para marcar. Devolve offer_id e starts_at, que book_session e move_session pedem.',
    '{"type":"object","properties":{"offer_id":{"type":"string"},"from":{"type":"string","description":"dia, AAAA-MM-DD"},"part":{"type":"string","enum":["morning","afternoon","evening"]}},"additionalProperties":false}'),
  ('my_sessions', 2, 'app.assistant_my_sessions', null, true, false, false, 'As próximas sessões de quem escreve.',
    '{"type":"object","properties":{},"additionalProperties":false}'),
  ('book_session', 3, 'app.assistant_book_session', null, true, true, true, 'Marca uma sessão num horário livre, depois do sim da pessoa.',
    '{"type":"object","properties":{"offer_id":{"type":"string"},"starts_at":{"type":"string"}},"required":["offer_id","starts_at"],"additionalProperties":false}'),
  ('move_session', 4, 'app.assistant_move_session', null, true, true, true, 'Remarca uma sessão de quem escreve, depois do sim da pessoa.',
    '{"type":"object","properties":{"session_id":{"type":"string"},"starts_at":{"type":"string"}},"required":["session_id","starts_at"],"additionalProperties":false}'),
  ('cancel_session', 5, 'app.assistant_cancel_session', null, true, true, true, 'Desmarca uma sessão de quem escreve, depois do sim da pessoa.',
    '{"type":"object","properties":{"session_id":{"type":"string"}},"required":["session_id"],"additionalProperties":false}'),
  ('confirm_session', 6, 'app.assistant_confirm_session', null, true, false, true, 'Confirma a presença de quem escreve numa sessão sua.',
    '{"type":"object","properties":{"session_id":{"type":"string"}},"required":["session_id"],"additionalProperties":false}'),
  ('order_state', 7, 'app.assistant_order_state', 'products', false, false, false, 'O estado dos pedidos de quem escreve.',
    '{"type":"object","properties":{"number":{"type":"integer"}},"additionalProperties":false}'),
  ('catalogue', 8, 'app.assistant_catalogue', 'products', false, false, false, 'O que a clínica vende, com preços.',
    '{"type":"object","properties":{"query":{"type":"string"}},"additionalProperties":false}'),
  ('price', 9, 'app.assistant_price', null, false, false, false, 'Quanto custam os atendimentos que se marcam, e quanto duram.',
    '{"type":"object","properties":{"query":{"type":"string"}},"additionalProperties":false}'),
  ('create_lead', 10, 'app.assistant_create_lead', 'sales', false, false, true, 'Guarda o contato de quem quer saber mais ou ser chamado depois.',
    '{"type":"object","properties":{"name":{"type":"string"},"message":{"type":"string"}},"required":["name"],"additionalProperties":false}')
on conflict (name) do update set position = excluded.position, function = excluded.function, needs_module = excluded.needs_module,
  needs_patient = excluded.needs_patient, confirms = excluded.confirms, is_effect = excluded.is_effect,
  description = excluded.description, parameters = excluded.parameters;

-- assistant_risk: somebody may be in danger; assistant_budget: it stopped for the rest of the month
insert into app.alert_kinds (kind, is_urgent, threshold, lowest, highest, unit, position) values
  ('assistant_risk', true, null, null, null, null, 5),
  ('assistant_budget', false, null, null, null, null, 90)
on conflict (kind) do update set is_urgent = excluded.is_urgent, position = excluded.position;

insert into app.audit_actions (key, area, severity) values
  ('assistant.connected', 'settings', 'warning'),
  ('ai_document.saved', 'settings', 'notice'), ('ai_document.deleted', 'settings', 'notice'), ('ai_document.restored', 'settings', 'info')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

-- assistant_risk: whoever is in danger is answered, whatever they wanted before
insert into app.automation_reasons (reason, purpose, priority) values
  ('assistant', 'service', 80), ('assistant_risk', 'ack', 100), ('assistant_rating', 'service', 30)
on conflict (reason) do update set purpose = excluded.purpose, priority = excluded.priority;

-- A document says itself how far it is: whoever takes the job after a crash goes on behind the last piece.
insert into app.job_kinds (kind, lease_seconds, max_attempts, dead_function, revive_function, summary_function) values
  ('index_document', 90, 8, 'app.give_up_indexing', 'app.revive_indexing', 'app.indexing_summary')
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  dead_function = excluded.dead_function, revive_function = excluded.revive_function, summary_function = excluded.summary_function;

insert into app.job_kinds (kind, is_listed) values ('refresh_catalogue', false), ('forget_document', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- A turn says itself what became of it; whoever does not get it done hands over to a person.
insert into app.job_kinds (kind, lease_seconds, max_attempts, backoff_base_seconds, backoff_cap_seconds, is_listed, dead_function) values
  ('answer_conversation', 120, 4, 5, 30, false, 'app.give_up_turn')
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  backoff_base_seconds = excluded.backoff_base_seconds, backoff_cap_seconds = excluded.backoff_cap_seconds,
  is_listed = excluded.is_listed, dead_function = excluded.dead_function;

insert into app.personal_data (
  table_name, section, position, finder, reader, open_rows, sorted_by, hidden, erasure, erased_rows, erased_set, erased_at, rule, reason) values
  ('public.ai_people', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'whom the assistant is tried with'),
  ('public.ai_conversations', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'whether the assistant answers a conversation; what it said is in messages'),
  ('public.ai_turns', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'how the assistant came to what it said; that is in messages'),
  ('public.ai_tool_calls', null, 0, 'exists (select from public.ai_turns a where a.tenant_id = t.tenant_id and a.id = t.turn_id and a.thread_id = any ($3))', 'nobody', null, '1', '{}', 'delete', null, null, 58, null, 'what the assistant looked up; sessions and orders are in their own parts'),
  ('public.ai_proposals', null, 0, '(t.thread_id = any ($3) or t.patient_id = any ($2))', 'nobody', null, '1', '{}', 'delete', null, null, 58, null, 'what the assistant asked before it did it; that is in messages'),
  ('public.ai_cases', null, 0, 'exists (select from public.ai_turns a where a.tenant_id = t.tenant_id and a.id = t.turn_id and a.thread_id = any ($3))', 'nobody', null, '1', '{}', 'delete', null, null, 57, null, 'messages that the assistant is measured with')
on conflict (table_name) do update set section = excluded.section, position = excluded.position, finder = excluded.finder,
  reader = excluded.reader, open_rows = excluded.open_rows, sorted_by = excluded.sorted_by, hidden = excluded.hidden,
  erasure = excluded.erasure, erased_rows = excluded.erased_rows, erased_set = excluded.erased_set, erased_at = excluded.erased_at,
  rule = excluded.rule, reason = excluded.reason;

insert into app.sealed_stores (name, owner_column, sealed_column) values ('app_private.assistant_credentials', 'tenant_id', 'credentials')
on conflict (name) do update set owner_column = excluded.owner_column, sealed_column = excluded.sealed_column;

insert into public.notification_kinds (kind, about) values ('assistant_handoff', 'conversation')
on conflict (kind) do update set about = excluded.about;

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

-- stock_low: something is at its reorder point; once a need (stock_needs)
-- order_money: money came that an order does not take by itself (late, twice, disputed, a refund that failed)
insert into app.alert_kinds (kind, is_urgent, threshold, lowest, highest, unit, position) values
  ('order_money', true, null, null, null, null, 80),
  ('stock_low', false, null, null, null, null, 81)
on conflict (kind) do update set is_urgent = excluded.is_urgent, position = excluded.position;

insert into app.audit_actions (key, area, severity) values
  ('product.created', 'sales', 'info'), ('product.changed', 'sales', 'info'), ('product.archived', 'sales', 'info'), ('product.restored', 'sales', 'info'),
  ('stock.adjusted', 'sales', 'notice'), ('stock.counted', 'sales', 'notice'),
  ('purchase.sent', 'sales', 'info'), ('purchase.received', 'sales', 'info'), ('purchase.cancelled', 'sales', 'info'),
  ('order.refunded', 'sales', 'notice'), ('order.cancelled', 'sales', 'notice'), ('order.late_settled', 'sales', 'notice'),
  ('coupon.saved', 'sales', 'notice'), ('review.decided', 'sales', 'info')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

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
insert into app.job_kinds (kind, is_listed) values ('refund_stripe', true), ('sell_packages', true), ('free_order_times', true)
on conflict (kind) do update set is_listed = excluded.is_listed;

insert into app.personal_data (
  table_name, section, position, finder, reader, open_rows, sorted_by, hidden, erasure, erased_rows, erased_set, erased_at, rule, reason) values
  ('public.orders', 'orders', 130, '(t.payer_id = any ($4) or t.patient_id = any ($2) or t.thread_id = any ($3))', 'desk', null, 't.created_at', '{page_key}', 'keep', null, null, 50, 'fiscal', null),
  ('public.order_items', 'orders', 131, '(t.patient_id = any ($2) or exists (select from public.orders o where o.tenant_id = t.tenant_id and o.id = t.order_id and (o.payer_id = any ($4) or o.patient_id = any ($2))))', 'desk', null, 't.order_id, t.position', '{}', 'keep', null, null, 50, 'fiscal', null),
  ('public.order_buyers', 'orders', 133, 'exists (select from public.orders o where o.tenant_id = t.tenant_id and o.id = t.order_id and (o.payer_id = any ($4) or o.patient_id = any ($2)))', 'desk', null, 't.order_id', '{}', 'keep', null, null, 50, 'fiscal', null),
  ('public.order_invoices', 'orders', 132, 'exists (select from public.orders o where o.tenant_id = t.tenant_id and o.id = t.order_id and (o.payer_id = any ($4) or o.patient_id = any ($2)))', 'desk', null, 't.created_at', '{attempts,error}', 'keep', null, null, 50, 'fiscal', null),
  ('public.reviews', 'orders', 133, 'exists (select from public.orders o where o.tenant_id = t.tenant_id and o.id = t.order_id and (o.payer_id = any ($4) or o.patient_id = any ($2)))', 'desk', null, 't.created_at', '{}', 'delete', null, null, 50, null, null),
  ('public.coupon_uses', null, 0, 't.payer_id = any ($4)', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'which order used a coupon; the order says so')
on conflict (table_name) do update set section = excluded.section, position = excluded.position, finder = excluded.finder,
  reader = excluded.reader, open_rows = excluded.open_rows, sorted_by = excluded.sorted_by, hidden = excluded.hidden,
  erasure = excluded.erasure, erased_rows = excluded.erased_rows, erased_set = excluded.erased_set, erased_at = excluded.erased_at,
  rule = excluded.rule, reason = excluded.reason;

insert into app.alert_kinds (kind, is_urgent, threshold, lowest, highest, unit, position) values
  ('dinamize_refused', false, null, null, null, null, 80)
on conflict (kind) do update set is_urgent = excluded.is_urgent, position = excluded.position;

-- What sales write down: app.note_sale.
insert into app.audit_actions (key, area, severity)
select t.entity || '.' || v.verb, 'sales', case when v.verb in ('won', 'lost', 'became_patient', 'converted') then 'notice' else 'info' end
from (values ('contact'), ('company'), ('deal'), ('lead')) t (entity)
cross join (values ('created'), ('changed'), ('moved'), ('won'), ('lost'), ('reopened'), ('converted'), ('archived'), ('restored'), ('became_patient')) v (verb)
where t.entity in ('contact', 'company') and v.verb in ('created', 'changed', 'archived', 'restored')
  or t.entity = 'contact' and v.verb = 'became_patient'
  or t.entity = 'deal' and v.verb in ('created', 'changed', 'moved', 'won', 'lost', 'reopened')
  or t.entity = 'lead' and v.verb in ('created', 'changed', 'converted')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('dinamize.connected', 'sales', 'warning'), ('dinamize.disconnected', 'sales', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('import.requested', 'sales', 'notice'), ('import.finished', 'sales', 'notice'), ('import.cancelled', 'sales', 'info'),
  ('import.undone', 'sales', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('campaign.scheduled', 'sales', 'info'), ('campaign.unscheduled', 'sales', 'info'), ('campaign.started', 'sales', 'notice'),
  ('campaign.paused', 'sales', 'notice'), ('campaign.resumed', 'sales', 'notice'), ('campaign.stopped', 'sales', 'notice'),
  ('campaign.retried', 'sales', 'notice'), ('campaign.settings', 'sales', 'notice'),
  ('marketing_permission.recorded', 'sales', 'info'), ('marketing_permission.revoked', 'sales', 'notice')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('segment.created', 'sales', 'info'), ('segment.changed', 'sales', 'info'), ('segment.deleted', 'sales', 'notice')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.automation_reasons (reason, purpose, priority) values
  ('campaign', 'marketing', 20), ('campaign_notice', 'service', 30), ('campaign_test', 'service', 60)
on conflict (reason) do update set purpose = excluded.purpose, priority = excluded.priority;

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

insert into app.sealed_stores (name, owner_column, sealed_column) values
  ('app_private.dinamize_credentials', 'account_id', 'credentials')
on conflict (name) do update set owner_column = excluded.owner_column, sealed_column = excluded.sealed_column;

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
  ('privacy_request.opened', 'privacy', 'notice'), ('privacy_request.answered', 'privacy', 'notice'),
  ('privacy_request.received', 'privacy', 'notice'), ('privacy_request.linked', 'privacy', 'notice'), ('privacy_page.saved', 'privacy', 'notice'),
  ('incident.saved', 'privacy', 'critical'), ('processing_record.saved', 'privacy', 'info'),
  ('retention.changed', 'privacy', 'warning'), ('retention.removed', 'privacy', 'warning'),
  ('erasure.requested', 'privacy', 'critical'), ('erasure.finished', 'privacy', 'critical'), ('identity.opened', 'privacy', 'critical'),
  ('export.requested', 'privacy', 'notice'), ('export.downloaded', 'privacy', 'warning'), ('export.cancelled', 'privacy', 'info'),
  ('export.list_saved', 'privacy', 'notice'),
  ('audit.exported', 'audit', 'notice'), ('audit.pruned', 'audit', 'warning'), ('audit.erased', 'audit', 'warning'),
  ('audit.kept', 'audit', 'notice'),
  ('second_factor.added', 'team', 'notice'), ('second_factor.removed', 'team', 'warning'), ('second_factor.reset', 'team', 'critical'),
  ('second_factor.recovered', 'team', 'critical'), ('second_factor.required', 'team', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('clinic.cancelled', 'settings', 'critical'), ('clinic.restored', 'settings', 'critical'),
  ('api_key.created', 'settings', 'warning'), ('api_key.revoked', 'settings', 'warning'),
  ('webhook.created', 'settings', 'warning'), ('webhook.changed', 'settings', 'notice'), ('webhook.secret_rotated', 'settings', 'warning'),
  ('webhook.deleted', 'settings', 'warning'), ('webhook.disabled', 'settings', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

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

-- Reasons first: what is kept names one.
insert into app.retention_rules (key, law, reason, years, counts_from) values
  ('record', 'Lei 13.787/2018, art. 6º', 'O prontuário é guardado por 20 anos a partir do último registro.', 20, 'last_record_entry'),
  ('fiscal', 'CTN, art. 173, I, e art. 195, parágrafo único', 'Registros de cobrança, pagamento e recibo são guardados por 5 anos, contados do fim do ano.', 5, 'end_of_year'),
  ('consent', 'LGPD, art. 8º, § 2º, e art. 16, I', 'A prova de que um termo foi aceito ou retirado é guardada enquanto pode ser exigida.', 5, 'erasure'),
  ('account', 'LGPD, art. 16, I, e art. 37', 'O registro de quem acessou e do que foi feito com os dados é guardado para prestar contas.', 5, 'erasure'),
  ('others', 'LGPD, art. 18', 'É também dado de outra pessoa, que não pediu a eliminação.', null, 'nothing')
on conflict (key) do update set law = excluded.law, reason = excluded.reason, years = excluded.years, counts_from = excluded.counts_from;
insert into app.personal_data (table_name, section, position, finder, reader, open_rows, sorted_by, hidden, erasure, erased_rows, erased_set, erased_at, rule, reason) values
  -- who the person is
  ('public.patients', 'identity', 10, 't.id = any ($2)', 'clinic', null, 't.created_at', '{sort_name,sound,version,merged_into_id}', 'anonymise', null,
    'full_name = ''Pessoa anonimizada'', social_name = null, pronoun = null, gender = null, birth_date = null, cpf = null, cep = null, street = null, street_number = null, complement = null, district = null, city = null, state = null, note = null, archived_at = coalesce(t.archived_at, now()), version = t.version + 1', 90, null, null),
  ('public.contact_phones', 'contacts', 20, 't.patient_id = any ($2)', 'clinic', null, 't.position', '{entity_type,entity_id,medico_id}', 'delete', null, null, 60, null, null),
  ('public.contact_emails', 'contacts', 20, 't.patient_id = any ($2)', 'clinic', null, 't.position', '{entity_type,entity_id,medico_id}', 'delete', null, null, 60, null, null),
  ('public.patient_relations', 'relations', 30, '(t.patient_id = any ($2) or t.related_patient_id = any ($2))', 'clinic', null, 't.position', '{}', 'delete', null, null, 60, null, null),
  ('public.patient_merges', null, 0, '(t.survivor_id = any ($2) or t.merged_id = any ($2))', 'nobody', null, '1', '{}', 'delete', null, null, 85, null, 'what was merged is in the sections of what it is about'),
  ('app.patient_merge_rows', null, 0, 'exists (select from public.patient_merges m where m.tenant_id = t.tenant_id and m.id = t.merge_id and (m.survivor_id = any ($2) or m.merged_id = any ($2)))', 'nobody', null, '1', '{}', 'delete', null, null, 84, null, 'for the undo of a merge'),
  ('public.patient_distinctions', null, 0, '(t.low_id = any ($2) or t.high_id = any ($2))', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'two ids and nothing else'),
  -- what the person agreed to
  ('public.consents', 'consents', 40, 't.patient_id = any ($2)', 'clinic', null, 't.given_at', '{ip_hash,text_fingerprint}', 'keep', null, null, 50, 'consent', null),
  ('public.intake_invites', null, 0, 't.patient_id = any ($2) or t.thread_id = any ($3)', 'nobody', null, '1', '{token_hash}', 'anonymise', null, 'thread_id = null, expires_at = least(t.expires_at, now())', 20, null, 'links that were sent; what was answered is in intake'),
  ('public.intake_submissions', 'intake', 50, 't.patient_id = any ($2)', 'clinic', null, 't.submitted_at', '{ip_hash,taken}', 'keep', null, null, 50, 'consent', null),
  ('public.intake_answers', 'intake', 51, 'exists (select from public.intake_submissions s where s.tenant_id = t.tenant_id and s.id = t.submission_id and s.patient_id = any ($2))', 'treating', 'not t.is_clinical', 't.submission_id, t.section_key', '{}', 'delete', 'not t.is_clinical', null, 40, 'record', null),
  ('public.conversation_optouts', 'optouts', 60, 't.thread_id = any ($3)', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 40, null, null),
  -- the agenda
  ('public.sessions', 'sessions', 70, 'exists (select from public.session_patients p where p.tenant_id = t.tenant_id and p.session_id = t.id and p.patient_id = any ($2))', 'clinic', null, 't.starts_at', '{during,version,blocks_time}', 'anonymise', 'not exists (select from public.session_patients p where p.tenant_id = t.tenant_id and p.session_id = t.id and p.patient_id <> all ($2))', 'title = null, note = null, cancel_reason = null, online_url = null', 40, 'others', null),
  ('public.session_patients', 'attendance', 71, 't.patient_id = any ($2)', 'clinic', null, 't.created_at', '{position}', 'follows', null, null, 50, null, 'presence of an anonymous person'),
  ('app.session_events', 'session_history', 72, 'exists (select from public.session_patients p where p.tenant_id = t.tenant_id and p.session_id = t.session_id and p.patient_id = any ($2))', 'clinic', null, 't.created_at', '{due_at}', 'anonymise', 'not exists (select from public.session_patients p where p.tenant_id = t.tenant_id and p.session_id = t.session_id and p.patient_id <> all ($2))', 'before = t.before - array[''title'', ''note'', ''cancel_reason'', ''online_url''], after = t.after - array[''title'', ''note'', ''cancel_reason'', ''online_url'']', 41, 'others', null),
  ('public.online_bookings', 'online_bookings', 73, 't.patient_id = any ($2)', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 40, null, null),
  ('public.waiting_list', 'waiting_list', 74, 't.patient_id = any ($2)', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 40, null, null),
  ('public.session_notices', 'notices', 75, 't.patient_id = any ($2)', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 40, null, null),
  ('app.session_notice_wishes', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'delete', null, null, 40, null, 'what is about to be told'),
  ('public.conversation_session_reminders_logs', 'reminders', 76, 't.patient_id = any ($2)', 'clinic', null, 't.due_at', '{}', 'delete', null, null, 40, null, null),
  ('public.session_calls', 'reminders', 76, 't.patient_id = any ($2)', 'clinic', null, 't.noted_at', '{}', 'delete', null, null, 40, null, null),
  ('public.webhook_deliveries', null, 0, 'exists (select from unnest($2 || $3) a where strpos(t.data::text, a::text) > 0)', 'nobody', null, '1', '{}', 'delete', null, null, 65, null, 'what other systems of the clinic were told; it is in the other sections'),
  ('public.session_prices', 'prices', 77, 't.patient_id = any ($2)', 'desk', null, 't.created_at', '{}', 'follows', null, null, 50, null, 'a price of an anonymous person'),
  -- money
  ('public.payers', 'payer', 80, 't.id = any ($4)', 'desk', null, 't.created_at', '{identity}', 'keep', null, null, 50, 'fiscal', null),
  ('public.money_charges', 'charges', 81, '(t.payer_id = any ($4) or t.patient_id = any ($2))', 'desk', null, 't.due_on, t.id', '{}', 'keep', null, null, 50, 'fiscal', null),
  ('public.money_payments', 'payments', 82, 't.payer_id = any ($4)', 'desk', null, 't.created_at', '{}', 'keep', null, null, 50, 'fiscal', null),
  ('public.money_entries', 'ledger', 83, '(t.payer_id = any ($4) or t.patient_id = any ($2))', 'desk', null, 't.number', '{}', 'keep', null, null, 50, 'fiscal', null),
  ('public.money_reminders', 'money_reminders', 84, 't.payer_id = any ($4)', 'desk', null, 't.created_at', '{thread_key}', 'delete', null, null, 40, null, null),
  ('public.receipts', 'receipts', 85, 't.patient_id = any ($2)', 'desk', null, 't.issued_at', '{}', 'keep', null, null, 50, 'fiscal', null),
  ('public.service_invoices', 'receipts', 85, 'exists (select from public.money_payments p where p.tenant_id = t.tenant_id and p.id = t.payment_id and p.payer_id = any ($4))', 'desk', null, 't.created_at', '{attempts,error}', 'keep', null, null, 50, 'fiscal', null),
  ('public.waiting_list_offers', 'waiting_list', 74, 'exists (select from public.waiting_list w where w.tenant_id = t.tenant_id and w.id = t.entry_id and w.patient_id = any ($2))', 'clinic', null, 't.created_at', '{token_hash}', 'delete', null, null, 39, null, null),
  ('public.receita_saude_rows', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'keep', null, null, 50, 'fiscal', 'lines of files for the tax office; the payments are in payments'),
  ('public.session_bills', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'keep', null, null, 50, 'fiscal', 'how a charge was computed; it is in charges'),
  ('public.session_packages', 'packages', 86, '(t.patient_id = any ($2) or t.payer_id = any ($4))', 'desk', null, 't.created_at', '{}', 'anonymise', null, 'note = null', 40, null, null),
  ('public.package_consumptions', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'numbers of a package'),
  ('public.monthly_fees', 'monthly_fees', 87, 't.patient_id = any ($2)', 'desk', null, 't.created_at', '{}', 'anonymise', null, 'note = null', 40, null, null),
  ('public.payout_rules', null, 0, 't.payer_id = any ($4)', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'what a therapist gets; a payer''s id and no word about anybody'),
  ('app.pix_charges', 'pix', 88, 't.payer_id = any ($4)', 'desk', null, 't.created_at', '{charging_until,asaas_customer_id}', 'keep', null, null, 50, 'fiscal', null),
  ('app.pix_events', null, 0, 'exists (select from app.pix_charges c where c.tenant_id = t.tenant_id and c.id = t.pix_charge_id and c.payer_id = any ($4))', 'nobody', null, '1', '{}', 'anonymise', null, 'raw = ''{}''', 40, null, 'what the bank told, as it came; the payment is in payments'),
  -- the record
  ('public.care_team', 'care_team', 90, 't.patient_id = any ($2)', 'clinic', null, 't.since', '{}', 'follows', null, null, 50, null, 'who treated an anonymous person: names of the team alone'),
  ('public.record_entries', 'record', 91, 't.patient_id = any ($2) and t.signed_at is not null', 'treating', null, 't.occurred_on, t.created_at', '{version}', 'keep', null, null, 50, 'record', null),
  ('public.record_entry_versions', null, 0, 'exists (select from public.record_entries e where e.tenant_id = t.tenant_id and e.id = t.entry_id and e.patient_id = any ($2))', 'nobody', null, '1', '{}', 'keep', null, null, 50, 'record', 'drafts of what is signed in record'),
  ('public.private_notes', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'keep', null, null, 50, 'record', 'private folder of the professional: named and withheld'),
  ('public.record_reads', 'record_reads', 92, 't.patient_id = any ($2) and t.note_id is null', 'clinic', null, 't.at', '{}', 'keep', null, null, 50, 'account', null),
  ('public.record_break_glass', 'record_reads', 93, 't.patient_id = any ($2)', 'clinic', null, 't.opened_at', '{}', 'keep', null, null, 50, 'account', null),
  ('public.patient_documents', 'documents', 94, 't.patient_id = any ($2)', 'treating', 'not t.is_clinical', 't.issued_at', '{}', 'keep', null, null, 50, 'record', null),
  ('public.patient_files', 'files', 95, 't.patient_id = any ($2)', 'treating', 'not t.is_clinical', 't.created_at', '{}', 'delete', 'not t.is_clinical and not exists (select from public.patient_documents d where d.tenant_id = t.tenant_id and d.file_id = t.id)', null, 40, 'record', null),
  -- conversations
  ('public.conversation_threads', 'conversations', 100, 't.id = any ($3)', 'clinic', null, 't.created_at', '{tag_ids,thread_key,picture_path,last_message_preview}', 'delete', null, null, 80, null, null),
  ('public.conversation_addresses', 'conversations', 101, 't.thread_id = any ($3)', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 79, null, null),
  ('public.conversation_messages', 'messages', 102, 't.thread_id = any ($3)', 'clinic', null, 't.occurred_at, t.id', '{client_id,provider,provider_message_id,reply_to_provider_id,error_detail,next_attempt_at}', 'delete', null, null, 70, null, null),
  ('app.message_words', null, 0, 'exists (select from public.conversation_messages m where m.tenant_id = t.tenant_id and m.id = t.message_id and m.thread_id = any ($3))', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'words of messages for the search: they go with them'),
  ('public.conversation_notes', 'team_notes', 103, 't.thread_id = any ($3)', 'clinic', null, 't.occurred_at', '{}', 'delete', null, null, 61, null, null),
  ('app.conversation_note_edits', null, 0, 'exists (select from public.conversation_notes n where n.tenant_id = t.tenant_id and n.id = t.note_id and n.thread_id = any ($3))', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'earlier words of team_notes'),
  ('public.scheduled_messages', 'scheduled', 104, 't.thread_id = any ($3)', 'clinic', null, 't.send_at', '{}', 'delete', null, null, 60, null, null),
  ('public.conversation_drafts', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'what somebody of the clinic began to write and did not send'),
  ('public.conversation_pins', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'order of somebody''s list'),
  ('public.conversation_thread_tags', 'tags', 105, 't.thread_id = any ($3)', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 60, null, null),
  ('public.patient_conversations', null, 0, '(t.patient_id = any ($2) or t.thread_id = any ($3))', 'nobody', null, '1', '{}', 'delete', null, null, 78, null, 'which conversations are the person''s: they are in conversations'),
  ('app.conversation_events', 'conversation_history', 106, 't.thread_id = any ($3)', 'clinic', null, 't.occurred_at', '{}', 'delete', null, null, 60, null, null),
  ('app.contact_pictures', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'the picture of a profile, which its owner has'),
  ('public.conversation_autoreply_log', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'why an automatic answer was sent; the answer is in messages'),
  ('app.first_answers', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'minutes until an answer'),
  ('app.resolutions', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'minutes until a conversation was finished'),
  ('app.known_names', 'known_names', 107, 't.address = any ($5)', 'clinic', null, 't.address', '{}', 'delete', null, null, 60, null, null),
  ('public.notifications', null, 0, '(t.thread_id = any ($3) or t.patient_id = any ($2))', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'what the team was told'),
  ('public.tasks', 'tasks', 108, '(t.patient_id = any ($2) or t.thread_id = any ($3))', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 60, null, null),
  ('public.workflow_runs', 'workflows', 109, '(t.patient_id = any ($2) or t.thread_id = any ($3))', 'clinic', null, 't.started_at', '{event_key,chain}', 'delete', null, null, 62, null, null),
  ('public.workflow_steps', null, 0, 'exists (select from public.workflow_runs r where r.tenant_id = t.tenant_id and r.id = t.run_id and (r.patient_id = any ($2) or r.thread_id = any ($3)))', 'nobody', null, '1', '{}', 'delete', null, null, 61, null, 'how a workflow went'),
  -- sales
  ('public.contacts', 'sales', 112, 't.patient_id = any ($2)', 'desk', null, 't.created_at', '{sort_key,version}', 'anonymise', null, 'full_name = ''Pessoa anonimizada'', job = null, note = null, custom = ''{}''', 62, null, null),
  ('public.deals', 'sales', 113, '(t.thread_id = any ($3) or exists (select from public.contacts c where c.tenant_id = t.tenant_id and c.id = t.contact_id and c.patient_id = any ($2)))', 'desk', null, 't.created_at', '{sort_key,version}', 'anonymise', null, 'title = ''Oportunidade'', note = null, lost_note = null, custom = ''{}''', 61, null, null),
  ('public.crm_leads', 'sales', 114, '(t.thread_id = any ($3) or exists (select from public.contacts c where c.tenant_id = t.tenant_id and c.id = t.contact_id and c.patient_id = any ($2)))', 'desk', null, 't.created_at', '{sort_key,version}', 'delete', null, null, 60, null, null),
  ('public.crm_lead_sync', null, 0, 'exists (select from public.crm_leads l where l.tenant_id = t.tenant_id and l.id = t.lead_id and (l.thread_id = any ($3) or exists (select from public.contacts c where c.tenant_id = l.tenant_id and c.id = l.contact_id and c.patient_id = any ($2))))', 'nobody', null, '1', '{}', 'delete', null, null, 58, null, 'how a lead is at Dinamize; the lead is in sales'),
  ('public.crm_sync_logs', null, 0, 'exists (select from public.crm_leads l where l.tenant_id = t.tenant_id and l.id = t.lead_id and (l.thread_id = any ($3) or exists (select from public.contacts c where c.tenant_id = l.tenant_id and c.id = l.contact_id and c.patient_id = any ($2))))', 'nobody', null, '1', '{}', 'delete', null, null, 58, null, 'the log of Dinamize; the lead is in sales'),
  ('app.import_records', null, 0, 't.record_id = any ($2)', 'nobody', null, '1', '{}', 'delete', null, null, 40, null, 'what an import did, kept some days for its undo'),
  ('public.sales_events', null, 0, 'exists (select from public.contacts c where c.tenant_id = t.tenant_id and c.patient_id = any ($2) and (c.id = t.contact_id or exists (select from public.deals d where d.tenant_id = t.tenant_id and d.id = t.deal_id and d.contact_id = c.id)))', 'nobody', null, '1', '{}', 'delete', null, null, 59, null, 'what was changed in contacts and deals; they are in sales'),
  ('public.marketing_permissions', 'consents', 41, '(t.patient_id = any ($2) or exists (select from public.contacts c where c.tenant_id = t.tenant_id and c.id = t.contact_id and c.patient_id = any ($2)))', 'clinic', null, 't.created_at', '{recorded_by,revoked_by}', 'keep', null, null, 50, 'consent', null),
  ('public.campaign_recipients', 'messages', 103, '(t.patient_id = any ($2) or t.thread_id = any ($3) or exists (select from public.contacts c where c.tenant_id = t.tenant_id and c.id = t.contact_id and c.patient_id = any ($2)))', 'clinic', null, 't.created_at', '{person_key,hold_id,hold_position,fills,address}', 'delete', null, null, 58, null, null),
  -- what providers told, as it came
  ('app.webhook_events', null, 0, 'exists (select from unnest($5) a where length(a) >= 10 and strpos(t.raw::text, ltrim(regexp_replace(a, ''^[a-z]+:'', ''''), ''+'')) > 0)', 'nobody', null, '1', '{}', 'anonymise', null, 'raw = ''{}''', 65, null, 'messages as their provider told them; they are in messages'),
  ('app.early_actions', null, 0, 'exists (select from unnest($5) a where length(a) >= 10 and strpos(t.action::text, ltrim(regexp_replace(a, ''^[a-z]+:'', ''''), ''+'')) > 0)', 'nobody', null, '1', '{}', 'delete', null, null, 65, null, 'what came before its message, for a moment'),
  ('app.history_chats', null, 0, 'exists (select from unnest($5) a where length(a) >= 10 and strpos(t.provider_address, ltrim(regexp_replace(a, ''^[a-z]+:'', ''''), ''+'')) > 0)', 'nobody', null, '1', '{}', 'delete', null, null, 65, null, 'list of what was to be read from the phone'),
  ('app.jobs', null, 0, '(t.payload ->> ''patient_id'' = any ($2::text[]) or t.payload ->> ''thread_id'' = any ($3::text[])) and t.kind <> ''erase_person''', 'nobody', null, '1', '{}', 'delete', null, null, 66, null, 'work about the person'),
  ('public.exports', 'exports', 110, 't.kind = ''person'' and t.subject ->> ''patient_id'' = any ($2::text[])', 'clinic', null, 't.created_at', '{path,attempt}', 'follows', null, null, 50, null, 'which copies were asked for; their files are removed when an erasure begins'),
  ('public.privacy_requests', 'requests', 111, 't.patient_id = any ($2)', 'clinic', null, 't.created_at', '{token_hash}', 'keep', null, null, 50, 'account', null),
  ('public.erasures', 'requests', 111, 't.patient_id = any ($2)', 'clinic', null, 't.created_at', '{scope,counts,step,total}', 'follows', null, null, 50, null, 'the certificate, which names nobody'),
  ('app.retained_identities', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'who the person was, by law: the certificate names it'),
  ('public.audit_logs', null, 0, 't.entity_id = any ($2::text[])', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'that something was done stays; what it said is erased when an erasure ends')
on conflict (table_name) do update set section = excluded.section, position = excluded.position, finder = excluded.finder,
  reader = excluded.reader, open_rows = excluded.open_rows, sorted_by = excluded.sorted_by, hidden = excluded.hidden,
  erasure = excluded.erasure, erased_rows = excluded.erased_rows, erased_set = excluded.erased_set, erased_at = excluded.erased_at,
  rule = excluded.rule, reason = excluded.reason;

insert into app.sealed_stores (name, owner_column, sealed_column) values
  ('app_private.channel_credentials', 'channel_id', 'credentials'),
  ('app_private.pix_credentials', 'account_id', 'credentials'),
  ('app_private.stripe_credentials', 'account_id', 'credentials'),
  ('app_private.webhook_secrets', 'endpoint_id', 'secret')
on conflict (name) do update set owner_column = excluded.owner_column, sealed_column = excluded.sealed_column;

insert into public.notification_kinds (kind, about) values ('alert', 'alert')
on conflict (kind) do update set about = excluded.about;
