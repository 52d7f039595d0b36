-- assist people: People of a clinic are helped to write, its own assistants get the tools, and whoever was served is asked how it was..
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "app"."key_proposals" (
  "tenant_id"      uuid                     NOT NULL,
  "key_id"         uuid                     NOT NULL,
  "tool"           text                     NOT NULL,
  "arguments_hash" text                     NOT NULL,
  "patient_id"     uuid,
  "state"          text                     NOT NULL DEFAULT 'open'::text,
  "result"         jsonb,
  "expires_at"     timestamp with time zone NOT NULL,
  "created_at"     timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "key_proposal_state_is_known" CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'failed'::text]))),
  "id"             uuid                     NOT NULL DEFAULT app.time_ordered_uuid(),
  CONSTRAINT "key_proposals_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "app"."key_proposals"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."ai_assists" (
  "tenant_id"           uuid                     NOT NULL,
  "kind"                text                     NOT NULL,
  "asked_by"            uuid                     NOT NULL,
  "thread_id"           uuid,
  "patient_id"          uuid,
  "state"               text                     NOT NULL DEFAULT 'open'::text,
  "reason"              text,
  "reserved_microcents" bigint                   NOT NULL DEFAULT 0,
  "model"               text,
  "prompt_tokens"       integer                  NOT NULL DEFAULT 0,
  "completion_tokens"   integer                  NOT NULL DEFAULT 0,
  "cost_microcents"     bigint                   NOT NULL DEFAULT 0,
  "latency_ms"          integer,
  "opened_at"           timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "finished_at"         timestamp with time zone,
  CONSTRAINT "assist_cost_is_not_negative" CHECK (((cost_microcents >= 0) AND (reserved_microcents >= 0))),
  CONSTRAINT "assist_ends_once" CHECK (((finished_at IS NULL) = (state = 'open'::text))),
  CONSTRAINT "assist_kind_is_known" CHECK ((kind = ANY (ARRAY['reply'::text, 'summary'::text, 'rewrite'::text, 'translate'::text, 'note'::text]))),
  CONSTRAINT "assist_state_is_known" CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'refused'::text, 'failed'::text, 'cancelled'::text, 'lost'::text]))),
  "id"                  uuid                     NOT NULL DEFAULT app.time_ordered_uuid(),
  CONSTRAINT "ai_assists_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "public"."ai_assists"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."ai_assists" FROM "anon";

CREATE TABLE "public"."ai_ratings" (
  "tenant_id"       uuid                     NOT NULL,
  "thread_id"       uuid                     NOT NULL,
  "user_id"         uuid,
  "is_of_assistant" boolean                  NOT NULL DEFAULT false,
  "prompt_id"       uuid,
  "state"           text                     NOT NULL DEFAULT 'waiting'::text,
  "reason"          text,
  "run_at"          timestamp with time zone NOT NULL,
  "message_id"      uuid,
  "asked_at"        timestamp with time zone,
  "rating"          smallint,
  "rated_at"        timestamp with time zone,
  "created_at"      timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "rated_has_a_rating" CHECK ((((state = 'rated'::text) = (rating IS NOT NULL)) AND ((rating IS NULL) = (rated_at IS NULL)))),
  CONSTRAINT "rating_is_one_to_five" CHECK (((rating >= 1) AND (rating <= 5))),
  CONSTRAINT "rating_state_is_known" CHECK ((state = ANY (ARRAY['waiting'::text, 'asked'::text, 'rated'::text, 'skipped'::text]))),
  "id"              uuid                     NOT NULL DEFAULT app.time_ordered_uuid(),
  CONSTRAINT "ai_ratings_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "public"."ai_ratings"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."ai_ratings" FROM "anon";

ALTER TABLE "app"."api_operations"
  ADD COLUMN "protocol" text NOT NULL DEFAULT 'rest'::text;

ALTER TABLE "public"."ai_settings"
  ALTER COLUMN "asks_rating" SET DEFAULT false;

CREATE OR REPLACE FUNCTION app.api_assistant_call (
  p_tenant_id uuid,
  p_args      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  return app.run_key_tool(p_tenant_id, app.require_assistant_key(p_tenant_id, 'assistant.call'), p_args);
end;
$function$;

CREATE OR REPLACE FUNCTION app.api_assistant_call_once (
  p_tenant_id uuid,
  p_args      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  return jsonb_build_object('body', app.run_key_tool(p_tenant_id, app.require_assistant_key(p_tenant_id, 'assistant.call_once'), p_args));
end;
$function$;

CREATE OR REPLACE FUNCTION app.api_assistant_knowledge (
  p_tenant_id uuid,
  p_args      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_assistant_key(p_tenant_id, 'assistant.knowledge');
  if not app.module_is_on(p_tenant_id, 'knowledge') then
    return '{"ok": false, "error": "module_off"}';
  end if;
  return '{"ok": true}';
end;
$function$;

CREATE OR REPLACE FUNCTION app.api_assistant_tools (
  p_tenant_id uuid,
  p_args      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_assistant_key(p_tenant_id, 'assistant.tools');
  return jsonb_build_object(
    'clinic', (select t.name from public.tenants t where t.id = p_tenant_id),
    'tools', (select jsonb_agg(jsonb_build_object('name', t.name, 'description', t.description, 'parameters', app.key_tool_parameters(t),
        'is_effect', t.is_effect) order by t.position)
      from app.ai_tools t where t.needs_module is null or app.module_is_on(p_tenant_id, t.needs_module)),
    'has_knowledge', app.module_is_on(p_tenant_id, 'knowledge'));
end;
$function$;

CREATE OR REPLACE FUNCTION app.ask_rating (
  p_tenant_id uuid,
  p_id        uuid,
  p_now       timestamp with time zone DEFAULT now()
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.ai_ratings;
  v_thread public.conversation_threads;
  v_send jsonb;
  v_reason text;
  v_at timestamptz;
begin
  select * into v_row from public.ai_ratings r where r.tenant_id = p_tenant_id and r.id = p_id;
  if v_row.id is null then
    return '{"skipped": "not_found"}';
  end if;
  perform app.lock_send(p_tenant_id, p_id);
  select * into v_thread from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_row.thread_id for update;
  select * into v_row from public.ai_ratings r where r.tenant_id = p_tenant_id and r.id = p_id for update;
  if v_row.state not in ('waiting', 'asked') then
    return jsonb_build_object('skipped', v_row.state);
  end if;
  -- whoever comes late does not ask at night
  v_at := app.rating_moment(p_tenant_id, p_now);
  if v_row.state = 'waiting' and v_at > p_now then
    update public.ai_ratings r set run_at = v_at where r.tenant_id = p_tenant_id and r.id = p_id;
    perform app.enqueue_at(p_tenant_id, 'ask_rating', jsonb_build_object('id', p_id), v_at);
    return '{"skipped": "later"}';
  end if;
  v_reason := case
    when v_row.state = 'asked' then null
    when not app.module_is_on(p_tenant_id, 'assistant') or not (app.assistant_settings_of(p_tenant_id)).asks_rating then 'switched_off'
    when v_thread.status <> 'finished' then 'reopened' end;
  if v_reason is null then
    v_send := app.create_automation_message(p_tenant_id, v_thread.thread_key, p_id,
      'Como foi o seu atendimento com ' || (select t.name from public.tenants t where t.id = p_tenant_id) || '?', 'assistant_rating', null,
      '{"choices": {"button": "Avaliar", "options": [{"title": "Muito ruim"}, {"title": "Ruim"}, {"title": "Mais ou menos"}, {"title": "Bom"}, {"title": "Muito bom"}]}}');
    v_reason := v_send ->> 'skipped';
  end if;
  if v_reason is not null then
    update public.ai_ratings r set state = 'skipped', reason = left(v_reason, 60) where r.tenant_id = p_tenant_id and r.id = p_id;
    return jsonb_build_object('skipped', v_reason);
  end if;
  update public.ai_ratings r set state = 'asked', asked_at = coalesce(r.asked_at, p_now), message_id = (v_send #>> '{message,id}')::uuid
  where r.tenant_id = p_tenant_id and r.id = p_id;
  insert into public.ai_conversations as c (tenant_id, thread_id, rating_asked_at) values (p_tenant_id, v_row.thread_id, p_now)
  on conflict (tenant_id, thread_id) do update set rating_asked_at = excluded.rating_asked_at, rating = null, rated_at = null;
  return v_send;
end;
$function$;

CREATE OR REPLACE FUNCTION app.assist_history (
  p_tenant_id uuid,
  p_thread_id uuid,
  p_most      integer
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_agg(jsonb_build_object('from', case when h.direction = 'inbound' then 'person' when h.origin = 'automation' then 'assistant'
      else 'clinic' end, 'text', left(app.message_preview(h.kind, h.body, h.content), 1000), 'author', h.author_name, 'at', h.occurred_at)
    order by h.occurred_at, h.id), '[]')
  from (
    select * from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.kind <> 'system' and m.deleted_at is null
    order by m.occurred_at desc, m.id desc limit p_most) h;
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
  if p_does then
    perform from public.sessions s where s.tenant_id = p_tenant_id and s.id = app.typed_id(p_args ->> 'session_id') for update;
  end if;
  v_old := app.assistant_session(p_tenant_id, p_patient_id, p_args ->> 'session_id', p_now);
  if v_old.id is null then
    return '{"ok": false, "error": "nothing_found"}';
  elsif not p_does then
    return jsonb_build_object('ok', true, 'words', 'Posso confirmar a presença: ' || app.assistant_session_words(v_old) || '.');
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
  v_phone text;
  v_before public.crm_leads;
  v_row public.crm_leads;
begin
  if coalesce(char_length(v_name), 0) < 2 then
    return '{"ok": false, "error": "bad_arguments", "detail": "name"}';
  end if;
  select * into v_thread from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = p_thread_id;
  -- only who is no conversation names a number
  v_phone := coalesce(v_thread.phone, case when p_thread_id is null then app.normalize_phone(p_args ->> 'phone') end);
  if p_thread_id is null and v_phone is null then
    return '{"ok": false, "error": "bad_arguments", "detail": "phone"}';
  elsif not p_does then
    return jsonb_build_object('ok', true, 'words', 'Posso guardar o contato de ' || v_name || coalesce(' (' || v_phone || ')', '') || '.');
  end if;
  perform app.lock_identity(p_tenant_id, array[coalesce(v_phone, p_thread_id::text)]);
  select * into v_before from public.crm_leads l
  where l.tenant_id = p_tenant_id and l.status in ('new', 'contacted', 'qualified') and (l.phone = v_phone or l.thread_id = p_thread_id)
  order by l.created_at limit 1 for update;
  if v_before.id is null then
    insert into public.crm_leads (tenant_id, full_name, phone, origin, thread_id, message)
    values (p_tenant_id, v_name, v_phone, app.typed_origin(app.origin_of_thread(v_thread.thread_key)), p_thread_id, v_message)
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
    v_row := row(p_tenant_id, 'off', 'Assistente', null, 'warm', 'always', '{}', 5000, 300, 30, 30, 6, null, false, null, null, null, null, null, null,
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
  -- also where a person answered
  if app.keep_assistant_rating(p_message, p_now) then
    return true;
  end if;
  select make_interval(secs => s.wait_seconds) into v_wait from public.ai_settings s
  where s.tenant_id = p_message.tenant_id and s.mode in ('people', 'all');
  -- what comes late is no question of now
  if v_wait is null or p_message.kind = 'system' or p_message.occurred_at < p_now - interval '30 minutes' then
    return false;
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

CREATE OR REPLACE FUNCTION app.assistant_told (
  p_tenant_id  uuid,
  p_patient_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  with threads as materialized (
    select l.thread_id as id from public.patient_conversations l where l.tenant_id = p_tenant_id and l.patient_id = p_patient_id
    union
    select a.thread_id from public.contact_phones c
    join public.conversation_addresses a on a.tenant_id = p_tenant_id and a.address = c.phone
    where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id),
  told as (
    select min(c.introduced_at) as at from public.ai_conversations c join threads t on t.id = c.thread_id where c.tenant_id = p_tenant_id),
  refused as (
    select max(u.finished_at) as at from public.ai_turns u join threads t on t.id = u.thread_id
    where u.tenant_id = p_tenant_id and u.state = 'handed' and u.reason = 'human_wanted')
  select case when told.at is not null then jsonb_build_object('told_at', told.at, 'wanted_person_at', refused.at) end from told, refused;
$function$;

CREATE OR REPLACE FUNCTION app.begin_assist (
  p_tenant_id uuid,
  p_kind      text,
  p_args      jsonb DEFAULT '{}'::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.ai_assists;
  v_like public.ai_turns;
  v_thread public.conversation_threads;
  v_patient uuid := app.typed_id(p_args ->> 'patient_id');
  v_obstacle text;
  v_history jsonb := '[]';
  v_names text[];
  v_reserve constant bigint := 2000000;
begin
  perform app.require_assistant_user(p_tenant_id);
  if p_kind not in ('reply', 'summary', 'rewrite', 'translate', 'note') or p_kind is null then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = 'kind';
  elsif p_kind = 'note' then
    perform app.require_record_writer(p_tenant_id, v_patient, coalesce(p_args ->> 'record_kind', 'progress_note'));
  end if;
  if p_kind in ('reply', 'summary') or p_args ? 'thread_key' then
    select * into v_thread from public.conversation_threads t where t.tenant_id = p_tenant_id and t.thread_key = p_args ->> 'thread_key';
    if v_thread.id is null then
      raise sqlstate 'PT404' using message = 'conversation_not_found';
    end if;
  end if;
  v_obstacle := app.assistant_obstacle(p_tenant_id);
  if v_obstacle = 'not_connected' then
    raise sqlstate 'PT409' using message = 'assistant_not_connected';
  elsif v_obstacle is not null then
    raise sqlstate 'PT409' using message = 'assistant_not_ready', detail = v_obstacle, hint = 'Connect a model and accept how texts are processed first.';
  end if;
  -- the count of a call that is refused stays, so it is answered and not raised
  if not app.take_turn('assist:' || p_tenant_id || ':' || auth.uid(), 20, interval '1 minute') then
    return '{"retry_after_seconds": 60}';
  end if;
  perform app.end_lost_assists(p_tenant_id);
  if app.assistant_budget_is_spent(p_tenant_id, now()) then
    raise sqlstate 'PT409' using message = 'assistant_budget_spent';
  end if;
  insert into public.ai_assists (tenant_id, kind, asked_by, thread_id, patient_id, reserved_microcents)
  values (p_tenant_id, p_kind, auth.uid(), v_thread.id, case when p_kind = 'note' then v_patient end, v_reserve) returning * into v_row;
  perform app.count_assistant(p_tenant_id, v_row.opened_at, jsonb_build_object('reserved', v_reserve));
  if p_kind in ('reply', 'summary') then
    v_history := app.assist_history(p_tenant_id, v_thread.id, case p_kind when 'reply' then 40 else 200 end);
  end if;
  select array_agg(distinct n.name) into v_names from (
    select v_thread.contact_name as name
    union all
    select unnest(array[p.full_name, p.social_name]) from public.patients p
    where p.tenant_id = p_tenant_id and (p.id = v_row.patient_id or p.id in (select app.patients_of_thread(p_tenant_id, v_thread.id)))
    union all
    select h ->> 'author' from jsonb_array_elements(v_history) h) n
  where n.name is not null;
  v_like.tenant_id := p_tenant_id;
  v_like.id := v_row.id;
  v_like.thread_id := v_thread.id;
  v_like.is_test := true;
  v_like.asked_text := '';
  return app.turn_payload(v_like, v_history, null, now()) - array['turn', 'only_risk', 'tools', 'proposal', 'handoff_reasons', 'is_first_answer', 'prompt']
    || jsonb_build_object('assist', jsonb_build_object('id', v_row.id, 'kind', p_kind), 'names', to_jsonb(coalesce(v_names, '{}')));
end;
$function$;

CREATE OR REPLACE FUNCTION app.call_tool (
  p_tool       app.ai_tools,
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
  v_answer jsonb;
begin
  execute format('select %s($1, $2, $3, $4, $5, $6)', p_tool.function) into v_answer
  using p_tenant_id, p_thread_id, p_patient_id, p_args, p_does, p_now;
  return v_answer;
end;
$function$;

CREATE OR REPLACE FUNCTION app.charge_assistant (
  p_tenant_id         uuid,
  p_at                timestamp with time zone,
  p_prompt_tokens     integer,
  p_completion_tokens integer
)
  RETURNS bigint
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_settings public.ai_settings := app.assistant_settings_of(p_tenant_id);
  v_cost bigint := p_prompt_tokens::bigint * v_settings.prompt_price_cents + p_completion_tokens::bigint * v_settings.completion_price_cents;
  v_month date := app.assistant_month(p_tenant_id, p_at);
begin
  if p_prompt_tokens + p_completion_tokens > 0 then
    perform app.count_assistant(p_tenant_id, p_at,
      jsonb_build_object('prompt_tokens', p_prompt_tokens, 'completion_tokens', p_completion_tokens, 'cost', v_cost));
    if (select m.cost_microcents from public.ai_months m where m.tenant_id = p_tenant_id and m.month = v_month)
      >= v_settings.monthly_budget_cents * 1000000::bigint
    then
      perform app.raise_alert(p_tenant_id, 'assistant_budget', to_char(v_month, 'YYYY-MM'),
        jsonb_build_object('budget_cents', v_settings.monthly_budget_cents));
    end if;
  end if;
  return v_cost;
end;
$function$;

CREATE OR REPLACE FUNCTION app.csat_of (
  p_tenant_id uuid,
  p_since     timestamp with time zone,
  p_prompt_id uuid                     DEFAULT NULL::uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('count', count(*), 'average', round(avg(r.rating), 2),
    'satisfied', round(count(*) filter (where r.rating >= 4)::numeric / nullif(count(*), 0), 4))
  from public.ai_ratings r
  where r.tenant_id = p_tenant_id and r.rating is not null and r.rated_at >= p_since
    and (p_prompt_id is null or r.prompt_id = p_prompt_id and r.is_of_assistant);
$function$;

CREATE OR REPLACE FUNCTION app.end_lost_assists (
  p_tenant_id uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.ai_assists;
begin
  for v_row in
    select * from public.ai_assists a
    where a.tenant_id = p_tenant_id and a.state = 'open' and a.opened_at < now() - interval '5 minutes' for update skip locked
  loop
    update public.ai_assists a set state = 'lost', finished_at = now(), reserved_microcents = 0 where a.tenant_id = p_tenant_id and a.id = v_row.id;
    perform app.count_assistant(p_tenant_id, v_row.opened_at, jsonb_build_object('reserved', -v_row.reserved_microcents));
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.finish_assist (
  p_tenant_id uuid,
  p_id        uuid,
  p_result    jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.ai_assists;
  v_prompt integer := least(greatest(coalesce(app.typed_number(p_result ->> 'prompt_tokens'), 0), 0), 10000000);
  v_completion integer := least(greatest(coalesce(app.typed_number(p_result ->> 'completion_tokens'), 0), 0), 10000000);
begin
  select * into v_row from public.ai_assists a where a.tenant_id = p_tenant_id and a.id = p_id for update;
  -- what came too late was paid for all the same
  if v_row.id is null or v_row.state not in ('open', 'lost') then
    return false;
  end if;
  if v_row.reserved_microcents > 0 then
    perform app.count_assistant(p_tenant_id, v_row.opened_at, jsonb_build_object('reserved', -v_row.reserved_microcents));
  end if;
  update public.ai_assists a set
    state = case when p_result ->> 'state' in ('done', 'refused', 'failed', 'cancelled') then p_result ->> 'state' else 'failed' end,
    reason = left(p_result ->> 'reason', 40), model = left(nullif(p_result ->> 'model', ''), 100), prompt_tokens = v_prompt, completion_tokens = v_completion,
    cost_microcents = app.charge_assistant(p_tenant_id, v_row.opened_at, v_prompt, v_completion),
    latency_ms = app.typed_number(p_result ->> 'latency_ms'), reserved_microcents = 0, finished_at = now()
  where a.tenant_id = p_tenant_id and a.id = p_id;
  return true;
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
declare
  v_row public.ai_ratings;
  v_asked public.conversation_messages;
  v_rating integer;
  v_thread public.conversation_threads;
begin
  select * into v_row from public.ai_ratings r
  where r.tenant_id = p_message.tenant_id and r.thread_id = p_message.thread_id and r.state = 'asked' and r.asked_at > p_now - interval '1 day'
  order by r.created_at desc limit 1 for update;
  if v_row.id is null then
    return false;
  end if;
  select * into v_asked from public.conversation_messages m where m.tenant_id = v_row.tenant_id and m.id = v_row.message_id;
  v_rating := coalesce(app.choice_made(v_asked, p_message), substring(p_message.body from '^\s*([1-5])\s*[.!⭐]*\s*$')::integer);
  if v_rating is null or v_rating not between 1 and 5 then
    return false;
  end if;
  update public.ai_ratings r set state = 'rated', rating = v_rating, rated_at = p_now where r.tenant_id = v_row.tenant_id and r.id = v_row.id;
  update public.ai_conversations c set rating = v_rating, rated_at = p_now where c.tenant_id = v_row.tenant_id and c.thread_id = v_row.thread_id;
  -- what this message alone has opened stays finished: nobody waits for an answer to it
  update public.conversation_threads t set status = 'finished', waiting_since = null, updated_at = clock_timestamp()
  where t.tenant_id = v_row.tenant_id and t.id = v_row.thread_id and t.status = 'open' and exists (
    select from app.conversation_events e
    where e.tenant_id = t.tenant_id and e.thread_id = t.id and e.kind = 'reopened' and e.actor_id is null and e.created_at = now())
  returning * into v_thread;
  if v_thread.id is not null then
    perform app.publish_thread(v_thread);
  end if;
  return true;
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
  v_prompt integer := least(greatest(coalesce(app.typed_number(p_result ->> 'prompt_tokens'), 0), 0), 10000000);
  v_completion integer := least(greatest(coalesce(app.typed_number(p_result ->> 'completion_tokens'), 0), 0), 10000000);
  v_cost bigint := app.charge_assistant(p_turn.tenant_id, p_turn.opened_at, v_prompt, v_completion);
  v_row public.ai_turns;
begin
  update public.ai_turns t set outcome = p_result ->> 'outcome', intent = left(p_result ->> 'intent', 40), model = left(p_result ->> 'model', 100),
    prompt_tokens = coalesce(t.prompt_tokens, 0) + v_prompt, completion_tokens = coalesce(t.completion_tokens, 0) + v_completion,
    cost_microcents = coalesce(t.cost_microcents, 0) + v_cost,
    latency_ms = app.typed_number(p_result ->> 'latency_ms'),
    sources = case when jsonb_typeof(p_result -> 'sources') = 'array' then p_result -> 'sources' else '[]' end
  where t.tenant_id = p_turn.tenant_id and t.id = p_turn.id returning * into v_row;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.key_tool_parameters (
  p_tool app.ai_tools
)
  RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select p_tool.parameters || jsonb_build_object(
    'properties', p_tool.parameters -> 'properties'
      || case when p_tool.needs_patient or p_tool.name in ('order_state', 'price') then
        '{"patient": {"type": "string", "description": "o paciente: nome completo, telefone ou id"}}' else '{}'::jsonb end
      || case when p_tool.name = 'create_lead' then '{"phone": {"type": "string", "description": "telefone do contato"}}' else '{}'::jsonb end
      || case when p_tool.is_effect then
        '{"confirm": {"type": "boolean", "description": "só depois de a primeira resposta dizer o que seria feito"}}' else '{}'::jsonb end,
    'required', coalesce(p_tool.parameters -> 'required', '[]') || case when p_tool.needs_patient then '["patient"]' else '[]'::jsonb end
      || case when p_tool.name = 'create_lead' then '["phone"]' else '[]'::jsonb end);
$function$;

CREATE OR REPLACE FUNCTION app.patients_named (
  p_tenant_id uuid,
  p_text      text
)
  RETURNS uuid[]
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select array(
    select p.id from public.patients p
    where p.tenant_id = p_tenant_id and p.merged_into_id is null and p.archived_at is null and p.id in (
      select app.typed_id(btrim(p_text))
      union all
      select n.id from public.patients n
      where n.tenant_id = p_tenant_id and (n.archived_at is null) and n.sort_name = app.normalize_text(app.trimmed(p_text, 120))
      union all
      select c.patient_id from public.contact_phones c
      where c.tenant_id = p_tenant_id and c.phone = app.normalize_phone(left(p_text, 60)) and c.patient_id is not null)
    limit 2);
$function$;

CREATE OR REPLACE FUNCTION app.rating_moment (
  p_tenant_id uuid,
  p_at        timestamp with time zone
)
  RETURNS timestamp WITH time zone
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select case
    when l.local::time < '08:00' then app.local_moment(l.local::date + time '08:00', z.zone)
    when l.local::time >= '20:00' then app.local_moment(l.local::date + 1 + time '08:00', z.zone)
    else p_at end
  from (select app.clinic_zone(p_tenant_id) as zone) z
  cross join lateral (select p_at at time zone z.zone as local) l;
$function$;

CREATE OR REPLACE FUNCTION app.require_assistant_key (
  p_tenant_id uuid,
  p_operation text
)
  RETURNS public.api_keys
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_key public.api_keys := app.require_api_key(p_operation);
begin
  if v_key.tenant_id is distinct from p_tenant_id then
    raise sqlstate 'PT401' using message = 'api_key_invalid';
  end if;
  perform app.require_module(p_tenant_id, 'assistant');
  return v_key;
end;
$function$;

CREATE OR REPLACE FUNCTION app.run_key_effect (
  p_tenant_id    uuid,
  p_key          public.api_keys,
  p_tool         app.ai_tools,
  p_patient_id   uuid,
  p_name         text,
  p_args         jsonb,
  p_is_confirmed boolean,
  p_now          timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_hash text := md5(p_args::text || coalesce(p_patient_id::text, ''));
  v_row app.key_proposals;
  v_answer jsonb;
begin
  -- one at a time for a key, before everything else: agenda, then rows
  perform pg_advisory_xact_lock(hashtextextended('key_tools:' || p_key.id, 22));
  delete from app.key_proposals r where r.tenant_id = p_tenant_id and r.created_at < p_now - interval '1 day';
  select * into v_row from app.key_proposals r
  where r.tenant_id = p_tenant_id and r.key_id = p_key.id and r.tool = p_tool.name and r.arguments_hash = v_hash order by r.id desc limit 1;
  if p_is_confirmed and v_row.expires_at > p_now then
    if v_row.state <> 'open' then
      return v_row.result;
    end if;
    v_answer := app.call_tool(p_tool, p_tenant_id, null, p_patient_id, p_args, true, p_now);
    if (v_answer ->> 'ok')::boolean then
      v_answer := v_answer || '{"done": true}';
      perform app.audit(p_tenant_id, 'assistant.tool_used', 'assistant', p_tool.name, null, jsonb_build_object('tool', p_tool.name, 'patient_id', p_patient_id));
    end if;
    update app.key_proposals r set state = case when (v_answer ->> 'ok')::boolean then 'done' else 'failed' end, result = v_answer
    where r.tenant_id = p_tenant_id and r.id = v_row.id;
    return v_answer;
  end if;
  v_answer := app.call_tool(p_tool, p_tenant_id, null, p_patient_id, p_args, false, p_now);
  if not (v_answer ->> 'ok')::boolean then
    return v_answer;
  end if;
  insert into app.key_proposals (tenant_id, key_id, tool, arguments_hash, patient_id, expires_at)
  values (p_tenant_id, p_key.id, p_tool.name, v_hash, p_patient_id, p_now + interval '15 minutes');
  return jsonb_strip_nulls(jsonb_build_object('ok', true, 'needs_confirmation', true, 'data', jsonb_build_object('patient', p_name),
    'words', regexp_replace(v_answer ->> 'words', '\s*Responda \*sim\* para confirmar\.$', '')));
end;
$function$;

CREATE OR REPLACE FUNCTION app.run_key_tool (
  p_tenant_id uuid,
  p_key       public.api_keys,
  p_args      jsonb,
  p_now       timestamp with time zone DEFAULT now()
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_tool app.ai_tools;
  v_given jsonb := case when jsonb_typeof(p_args -> 'arguments') = 'object' then jsonb_strip_nulls(p_args -> 'arguments')
    else coalesce(p_args -> 'arguments', '{}') end;
  v_args jsonb;
  v_patients uuid[] := '{}';
  v_order public.orders;
  v_problem text;
  v_name text;
begin
  select * into v_tool from app.ai_tools t where t.name = p_args ->> 'tool';
  if v_tool.name is null then
    return '{"ok": false, "error": "unknown_tool"}';
  elsif v_tool.needs_module is not null and not app.module_is_on(p_tenant_id, v_tool.needs_module) then
    return '{"ok": false, "error": "module_off"}';
  end if;
  v_problem := coalesce(app.assistant_args_problem(app.key_tool_parameters(v_tool), v_given),
    case when jsonb_typeof(v_given -> 'confirm') <> 'boolean' then 'confirm' end);
  if v_problem is not null then
    return jsonb_build_object('ok', false, 'error', 'bad_arguments', 'detail', v_problem);
  end if;
  if v_given ? 'patient' then
    v_patients := app.patients_named(p_tenant_id, v_given ->> 'patient');
    if cardinality(v_patients) <> 1 then
      return jsonb_build_object('ok', false, 'error', case cardinality(v_patients) when 0 then 'not_a_patient' else 'several_patients' end);
    end if;
  elsif v_tool.name = 'order_state' and v_given ? 'number' then
    -- the clinic's own number of it says whose it is
    select * into v_order from public.orders o where o.tenant_id = p_tenant_id and o.number = (v_given ->> 'number')::integer;
    v_patients := array_remove(array[v_order.patient_id], null);
  end if;
  v_args := v_given - array['patient', 'confirm'];
  if not v_tool.is_effect then
    return app.call_tool(v_tool, p_tenant_id, v_order.thread_id, v_patients[1], v_args, true, p_now);
  end if;
  v_name := (select app.trimmed(p.name, 80) from public.patients p where p.tenant_id = p_tenant_id and p.id = v_patients[1]);
  return app.run_key_effect(p_tenant_id, p_key, v_tool, v_patients[1], v_name, v_args, coalesce((v_given ->> 'confirm')::boolean, false), p_now);
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
  update public.ai_assists a set thread_id = new.thread_id where a.tenant_id = old.tenant_id and a.thread_id = old.thread_id;
  update public.ai_ratings r set thread_id = new.thread_id where r.tenant_id = old.tenant_id and r.thread_id = old.thread_id;
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

CREATE OR REPLACE FUNCTION app.tg_conversation_threads__wish_rating()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_settings public.ai_settings := app.assistant_settings_of(new.tenant_id);
  v_row public.ai_ratings;
  v_turn public.ai_turns;
begin
  if not v_settings.asks_rating or not app.module_is_on(new.tenant_id, 'assistant') or new.is_group or new.blocked_at is not null
    or coalesce(new.last_inbound_at, '-infinity') < now() - interval '1 day' or app.is_own_number(new) or exists (
      select from public.ai_ratings r where r.tenant_id = new.tenant_id and r.thread_id = new.id
        and r.state <> 'skipped' and r.created_at > now() - interval '30 days')
  then
    return null;
  end if;
  select * into v_turn from public.ai_turns t
  where t.tenant_id = new.tenant_id and t.thread_id = new.id and t.state in ('answered', 'handed') and t.opened_at > now() - interval '7 days'
  order by t.opened_at desc limit 1;
  insert into public.ai_ratings (tenant_id, thread_id, user_id, is_of_assistant, prompt_id, run_at)
  values (new.tenant_id, new.id, coalesce(new.assigned_to, auth.uid()), v_turn.id is not null, v_turn.prompt_id,
    app.rating_moment(new.tenant_id, now() + interval '2 minutes'))
  returning * into v_row;
  perform app.enqueue_at(new.tenant_id, 'ask_rating', jsonb_build_object('id', v_row.id), v_row.run_at);
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.timeline_assistant (
  p_tenant_id uuid,
  p_subject   jsonb,
  p_before    timestamp with time zone,
  p_before_id uuid,
  p_limit     integer
)
  RETURNS TABLE (
    id   uuid,
    at   timestamp with time zone,
    data jsonb
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select x.id, x.at, x.data from (
    select c.thread_id as id, c.introduced_at as at, '{"what": "told"}'::jsonb as data
    from unnest(app.json_ids(p_subject -> 'threads')) s (thread_id)
    join public.ai_conversations c on c.tenant_id = p_tenant_id and c.thread_id = s.thread_id and c.introduced_at is not null
    union all
    select u.id, u.finished_at, '{"what": "wanted_person"}'
    from unnest(app.json_ids(p_subject -> 'threads')) s (thread_id)
    join public.ai_turns u on u.tenant_id = p_tenant_id and u.thread_id = s.thread_id and u.state = 'handed' and u.reason = 'human_wanted') x
  where (x.at, x.id) < (p_before, p_before_id)
  order by x.at desc, x.id desc limit p_limit;
$function$;

CREATE OR REPLACE FUNCTION public.get_assistant (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_settings public.ai_settings;
  v_zone text := app.clinic_zone(p_tenant_id);
  v_midnight timestamptz;
begin
  perform app.require_assistant_leader(p_tenant_id);
  v_settings := app.assistant_settings_of(p_tenant_id);
  v_midnight := app.local_moment((now() at time zone v_zone)::date::timestamp, v_zone);
  return jsonb_build_object(
    'settings', to_jsonb(v_settings) - array['tenant_id', 'accepted_by', 'updated_at'],
    'is_connected', exists (select from app_private.assistant_credentials c where c.tenant_id = p_tenant_id),
    'obstacle', app.assistant_obstacle(p_tenant_id),
    'accepted', (select jsonb_build_object('at', s.accepted_at, 'by', p.full_name) from public.ai_settings s
      left join public.profiles p on p.id = s.accepted_by where s.tenant_id = p_tenant_id and s.accepted_at is not null),
    'people', (select count(*) from public.ai_people a where a.tenant_id = p_tenant_id),
    'locked', (select count(*) from public.ai_conversations c where c.tenant_id = p_tenant_id and c.state = 'locked'),
    'steps', app.assistant_steps(p_tenant_id, now()),
    'today', (select jsonb_build_object('turns', count(*) filter (where t.attempts > 0), 'answered', count(*) filter (where t.state = 'answered'),
        'handed', count(*) filter (where t.state = 'handed'), 'cost_microcents', coalesce(sum(t.cost_microcents), 0))
      from public.ai_turns t where t.tenant_id = p_tenant_id and not t.is_test and t.opened_at >= v_midnight),
    'month', (select jsonb_build_object('turns', coalesce(sum(m.turns), 0), 'answered', coalesce(sum(m.answered), 0), 'handed', coalesce(sum(m.handed), 0),
        'prompt_tokens', coalesce(sum(m.prompt_tokens), 0), 'completion_tokens', coalesce(sum(m.completion_tokens), 0),
        'cost_microcents', coalesce(sum(m.cost_microcents), 0))
      from public.ai_months m where m.tenant_id = p_tenant_id and m.month = app.assistant_month(p_tenant_id, now())),
    'ratings', app.csat_of(p_tenant_id, now() - interval '30 days') - 'satisfied',
    'assists', (select jsonb_build_object('count', count(*), 'cost_microcents', coalesce(sum(a.cost_microcents), 0)) from public.ai_assists a
      where a.tenant_id = p_tenant_id and a.opened_at >= app.local_moment(app.assistant_month(p_tenant_id, now())::timestamp, v_zone)));
end;
$function$;

CREATE OR REPLACE FUNCTION public.get_assistant_ratings (
  p_tenant_id uuid,
  p_days      integer DEFAULT 30
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_since timestamptz;
begin
  perform app.require_assistant_leader(p_tenant_id);
  if p_days is null or p_days not between 1 and 366 then
    raise sqlstate 'PT400' using message = 'invalid_filter';
  end if;
  v_since := now() - make_interval(days => p_days);
  return jsonb_build_object(
    'asked', (select count(*) from public.ai_ratings r where r.tenant_id = p_tenant_id and r.asked_at >= v_since),
    'all', app.csat_of(p_tenant_id, v_since),
    'people', (select coalesce(jsonb_agg(jsonb_build_object('user_id', x.user_id, 'name', app.name_of_member(x.user_id), 'count', x.count,
        'average', x.average) order by x.count desc, x.user_id), '[]')
      from (
        select r.user_id, count(*) as count, round(avg(r.rating), 2) as average from public.ai_ratings r
        where r.tenant_id = p_tenant_id and r.rating is not null and r.rated_at >= v_since and not r.is_of_assistant and r.user_id is not null
        group by r.user_id) x),
    'assistant', (select jsonb_build_object('count', count(*), 'average', round(avg(r.rating), 2)) from public.ai_ratings r
      where r.tenant_id = p_tenant_id and r.rating is not null and r.rated_at >= v_since and r.is_of_assistant),
    'versions', (select coalesce(jsonb_agg(jsonb_build_object('prompt_id', x.id, 'version', x.version, 'name', x.name, 'count', x.count, 'average', x.average)
        order by x.version desc), '[]')
      from (
        select p.id, p.version, p.name, count(*) as count, round(avg(r.rating), 2) as average
        from public.ai_ratings r join public.ai_prompts p on p.tenant_id = r.tenant_id and p.id = r.prompt_id
        where r.tenant_id = p_tenant_id and r.rating is not null and r.rated_at >= v_since and r.is_of_assistant
        group by p.id, p.version, p.name) x));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_assistant_ratings"(uuid, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_record_summary (
  p_tenant_id  uuid,
  p_patient_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id);
  v_settings public.record_settings := app.record_settings_of(p_tenant_id);
  v_access text := app.record_access(p_tenant_id, p_patient_id, auth.uid());
  v_count integer;
  v_last date;
begin
  if not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  select count(*), max(e.occurred_on) into v_count, v_last from public.record_entries e
  where e.tenant_id = p_tenant_id and e.patient_id = p_patient_id and e.discarded_at is null;
  return jsonb_build_object(
    'access', v_access, 'entries', v_count, 'last_on', v_last,
    'kept_until', (v_last + make_interval(years => v_settings.keep_years))::date, 'keep_years', v_settings.keep_years,
    'may_break_glass', v_access is null and app.is_clinician(p_tenant_id, auth.uid()) and v_role = any (v_settings.break_glass_roles),
    'break_glass_minutes', v_settings.break_glass_minutes,
    'assistant', app.assistant_told(p_tenant_id, p_patient_id),
    'open_until', case when v_access = 'break_glass' then (
      select max(b.expires_at) from public.record_break_glass b
      where b.tenant_id = p_tenant_id and b.patient_id = p_patient_id and b.user_id = auth.uid()) end);
end;
$function$;

CREATE OR REPLACE FUNCTION public.save_assistant (
  p_tenant_id uuid,
  p_settings  jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_before public.ai_settings;
  v_mode text := p_settings ->> 'mode';
  v_name text := app.normalize_name(p_settings ->> 'name');
  v_greeting text := nullif(btrim(app.normalize_lines(p_settings ->> 'greeting')), '');
  v_handoff text := nullif(p_settings ->> 'handoff_user_id', '');
  v_accepts boolean := p_settings ->> 'accepts' = 'true';
  v_hours jsonb;
  v_limit text;
  v_obstacle text;
begin
  perform app.require_assistant_leader(p_tenant_id);
  v_before := app.assistant_settings_of(p_tenant_id);
  if v_mode is null or v_mode not in ('off', 'test', 'people', 'all') then
    raise sqlstate 'PT400' using message = 'invalid_mode';
  elsif coalesce(p_settings ->> 'tone', '') not in ('warm', 'plain', 'formal') or coalesce(p_settings ->> 'hours', '') not in ('always', 'open', 'closed', 'custom') then
    raise sqlstate 'PT400' using message = 'invalid_settings', detail = 'tone, hours';
  elsif char_length(coalesce(v_name, '')) not between 2 and 40 then
    raise sqlstate 'PT400' using message = 'invalid_name';
  elsif char_length(v_greeting) > 500 then
    raise sqlstate 'PT400' using message = 'body_too_long', detail = '500';
  end if;
  foreach v_limit in array array['monthly_budget_cents', 'turns_per_day', 'person_turns_per_day', 'quiet_minutes', 'wait_seconds', 'prompt_price_cents', 'completion_price_cents'] loop
    if coalesce(p_settings ->> v_limit, '') !~ '^[0-9]{1,8}$' then
      raise sqlstate 'PT400' using message = 'invalid_settings', detail = v_limit;
    end if;
  end loop;
  if (p_settings ->> 'monthly_budget_cents')::integer > 10000000 or (p_settings ->> 'turns_per_day')::integer not between 1 and 100000
    or (p_settings ->> 'person_turns_per_day')::integer not between 1 and 500 or (p_settings ->> 'quiet_minutes')::integer > 1440
    or (p_settings ->> 'wait_seconds')::integer > 60 or (p_settings ->> 'prompt_price_cents')::integer > 1000000
    or (p_settings ->> 'completion_price_cents')::integer > 1000000
  then
    raise sqlstate 'PT400' using message = 'invalid_settings', detail = 'limits';
  elsif v_handoff is not null and not exists (
    select from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id::text = v_handoff and m.status = 'active')
  then
    raise sqlstate 'PT404' using message = 'member_not_found';
  end if;
  v_hours := app.checked_weekly(coalesce(p_settings -> 'custom_hours', '{}'));
  insert into public.ai_settings as s (tenant_id, name, greeting, tone, hours, custom_hours, monthly_budget_cents, turns_per_day, person_turns_per_day,
    quiet_minutes, wait_seconds, handoff_user_id, asks_rating, prompt_price_cents, completion_price_cents, accepted_at, accepted_by)
  values (p_tenant_id, v_name, v_greeting, p_settings ->> 'tone', p_settings ->> 'hours', v_hours, (p_settings ->> 'monthly_budget_cents')::integer,
    (p_settings ->> 'turns_per_day')::integer, (p_settings ->> 'person_turns_per_day')::integer, (p_settings ->> 'quiet_minutes')::integer,
    (p_settings ->> 'wait_seconds')::smallint, v_handoff::uuid, p_settings ->> 'asks_rating' is not distinct from 'true',
    (p_settings ->> 'prompt_price_cents')::integer, (p_settings ->> 'completion_price_cents')::integer,
    case when v_accepts then now() end, case when v_accepts then auth.uid() end)
  on conflict (tenant_id) do update set name = excluded.name, greeting = excluded.greeting, tone = excluded.tone, hours = excluded.hours,
    custom_hours = excluded.custom_hours, monthly_budget_cents = excluded.monthly_budget_cents, turns_per_day = excluded.turns_per_day,
    person_turns_per_day = excluded.person_turns_per_day, quiet_minutes = excluded.quiet_minutes, wait_seconds = excluded.wait_seconds,
    handoff_user_id = excluded.handoff_user_id, asks_rating = excluded.asks_rating, prompt_price_cents = excluded.prompt_price_cents,
    completion_price_cents = excluded.completion_price_cents, accepted_at = coalesce(s.accepted_at, excluded.accepted_at),
    accepted_by = case when s.accepted_at is null then excluded.accepted_by else s.accepted_by end, version = s.version + 1;
  if v_mode in ('people', 'all') then
    v_obstacle := app.assistant_obstacle(p_tenant_id);
    if v_obstacle is not null then
      raise sqlstate 'PT409' using message = 'assistant_not_ready', detail = v_obstacle, hint = 'Connect a model and accept how texts are processed first.';
    elsif v_mode = 'all' and v_before.mode not in ('people', 'all') then
      raise sqlstate 'PT409' using message = 'assistant_not_tried', hint = 'Let it answer some people first.';
    end if;
  end if;
  update public.ai_settings s set mode = v_mode where s.tenant_id = p_tenant_id and s.mode <> v_mode;
  return public.get_assistant(p_tenant_id);
end;
$function$;

ALTER TABLE "app"."api_operations"
  ADD CONSTRAINT "api_protocol_is_known" CHECK ((protocol = ANY (ARRAY['rest'::text, 'mcp'::text])));

ALTER TABLE "app"."key_proposals"
  ADD CONSTRAINT "key_proposals_tenant_id_key_id_fkey" FOREIGN KEY (tenant_id, key_id) REFERENCES public.api_keys(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "app"."key_proposals"
  ADD CONSTRAINT "key_proposals_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."ai_assists"
  ADD CONSTRAINT "ai_assists_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."ai_assists"
  ADD CONSTRAINT "ai_assists_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."ai_assists"
  ADD CONSTRAINT "ai_assists_tenant_id_thread_id_fkey" FOREIGN KEY (tenant_id, thread_id) REFERENCES public.conversation_threads(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."ai_ratings"
  ADD CONSTRAINT "ai_ratings_tenant_id_prompt_id_fkey" FOREIGN KEY (tenant_id, prompt_id) REFERENCES public.ai_prompts(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."ai_ratings"
  ADD CONSTRAINT "ai_ratings_tenant_id_thread_id_fkey" FOREIGN KEY (tenant_id, thread_id) REFERENCES public.conversation_threads(tenant_id, id) ON DELETE CASCADE;

CREATE INDEX key_proposals_created ON app.key_proposals USING btree (tenant_id, created_at);

CREATE INDEX key_proposals_patient ON app.key_proposals USING btree (tenant_id, patient_id)
  WHERE (patient_id IS NOT NULL);

CREATE INDEX ai_assists_open ON public.ai_assists USING btree (tenant_id, opened_at)
  WHERE (state = 'open'::text);

CREATE INDEX ai_assists_patient ON public.ai_assists USING btree (tenant_id, patient_id)
  WHERE (patient_id IS NOT NULL);

CREATE INDEX ai_assists_thread ON public.ai_assists USING btree (tenant_id, thread_id)
  WHERE (thread_id IS NOT NULL);

CREATE INDEX ai_ratings_prompt ON public.ai_ratings USING btree (tenant_id, prompt_id)
  WHERE (prompt_id IS NOT NULL);

CREATE INDEX ai_ratings_rated ON public.ai_ratings USING btree (tenant_id, rated_at)
  WHERE (rating IS NOT NULL);

CREATE INDEX ai_ratings_thread ON public.ai_ratings USING btree (tenant_id, thread_id, created_at DESC);

CREATE TRIGGER conversation_threads_wish_rating
  AFTER UPDATE OF status ON public.conversation_threads
  FOR EACH ROW
  WHEN (((old.status = 'open'::text) AND (new.status = 'finished'::text)))
  EXECUTE FUNCTION app.tg_conversation_threads__wish_rating();

CREATE POLICY "select_nobody" ON "app"."key_proposals"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_leaders" ON "public"."ai_assists"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_leaders" ON "public"."ai_ratings"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text]) AS my_tenant_ids_as)));

COMMENT ON COLUMN "app"."api_operations"."protocol" IS 'rest: a route of the function api; mcp: asked for by tools of the function mcp.';

COMMENT ON COLUMN "public"."ai_assists"."cost_microcents" IS 'Millionths of a cent.';

COMMENT ON COLUMN "public"."ai_ratings"."is_of_assistant" IS 'The assistant answered in it; prompt_id: with which instructions.';

COMMENT ON COLUMN "public"."ai_ratings"."user_id" IS 'Who had the conversation when it was finished.';

COMMENT ON FUNCTION "app"."api_assistant_call"(uuid, jsonb) IS 'An operation of keys: p_args {tool, arguments}. Answers as app.run_key_tool. Errors: as app.require_assistant_key.';

COMMENT ON FUNCTION "app"."api_assistant_call_once"(uuid, jsonb) IS 'As app.api_assistant_call, for whoever sends an Idempotency-Key: the same key is answered as the first time, for a day.';

COMMENT ON FUNCTION "app"."api_assistant_knowledge"(uuid, jsonb) IS 'An operation of keys: {ok: whether it may ask what the clinic has written, error: module_off}. Errors: as app.require_assistant_key.';

COMMENT ON FUNCTION "app"."api_assistant_tools"(uuid, jsonb) IS 'An operation of keys: {clinic: its name, tools: [{name, description, parameters: JSON Schema, is_effect}] of the modules that are on, has_knowledge}. Errors: as app.require_assistant_key.';

COMMENT ON FUNCTION "app"."ask_rating"(uuid, uuid, timestamp with time zone) IS 'Caller: workers. Asks somebody how it was, with answers to press from 1 (Muito ruim) to 5 (Muito bom), by app.create_automation_message and what it asks for. {skipped: code}, or what that answers; a repetition sends nothing twice.';

COMMENT ON FUNCTION "app"."assist_history"(uuid, uuid, integer) IS 'The latest messages of a conversation, oldest first: [{from: person | assistant | clinic, text: 1,000 characters, author: in a group, at}].';

COMMENT ON FUNCTION "app"."assistant_create_lead"(uuid, uuid, uuid, jsonb, boolean, timestamp with time zone) IS 'A tool: keeps the contact of this conversation as a lead, with the number that it writes from and no other; a program of the clinic names the number. Once more changes nothing.';

COMMENT ON FUNCTION "app"."assistant_told"(uuid, uuid) IS 'When a patient was told that an assistant answers, and when they last wanted a person instead: {told_at, wanted_person_at | null}; NULL: they were never told, because none answered.';

COMMENT ON FUNCTION "app"."begin_assist"(uuid, text, jsonb) IS 'Caller: every member, through assist-person. p_kind reply, summary (p_args {thread_key}), rewrite, translate ({thread_key} or nothing), note ({patient_id, record_kind}: whoever may write an entry of that record). Reserves what it may cost and answers {assist: {id, kind}, settings, person, history, clinic as app.turn_payload, names: of the people in it}, or {retry_after_seconds} for more than twenty a minute. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 module_off, PT400 invalid_filter, PT404 conversation_not_found, PT404 patient_not_found, PT403 not_treating, PT409 assistant_not_connected, PT409 assistant_not_ready, PT409 assistant_budget_spent.';

COMMENT ON FUNCTION "app"."call_tool"(app.ai_tools, uuid, uuid, uuid, jsonb, boolean, timestamp with time zone) IS 'The function of a tool (app.ai_tools); p_does false only looks whether it could.';

COMMENT ON FUNCTION "app"."charge_assistant"(uuid, timestamp with time zone, integer, integer) IS 'Counts what the model of a clinic used into the month of a moment and answers its cost: a millionth of a cent is a token at a cent a million. Somebody is told once when the month''s budget is spent.';

COMMENT ON FUNCTION "app"."csat_of"(uuid, timestamp with time zone, uuid) IS 'What people said since a moment, of one version of the instructions or of everybody: {count, average: 1 to 5 | null, satisfied: the share of 4 and 5, 0 to 1 | null}.';

COMMENT ON FUNCTION "app"."end_lost_assists"(uuid) IS 'Ends what was begun more than five minutes ago and never finished, and gives back what was reserved for it.';

COMMENT ON FUNCTION "app"."finish_assist"(uuid, uuid, jsonb) IS 'Caller: assist-person. What became of a call that begin_assist gave out: p_result {state: done | refused | failed | cancelled, reason, model, prompt_tokens, completion_tokens, latency_ms}; the cost is counted here, once. False when it had ended. Errors: none.';

COMMENT ON FUNCTION "app"."keep_assistant_rating"(public.conversation_messages, timestamp with time zone) IS 'Whether a message says how the person found it, which is kept once a question.';

COMMENT ON FUNCTION "app"."keep_run"(public.ai_turns, jsonb) IS 'Writes down what a turn used and what it cost (app.charge_assistant).';

COMMENT ON FUNCTION "app"."key_tool_parameters"(app.ai_tools) IS 'The parameters of a tool for whoever is no conversation: whose it is has to be named, and what changes something is confirmed.';

COMMENT ON FUNCTION "app"."patients_named"(uuid, text) IS 'The patient of a clinic whom a program names by id, whole name or phone; two where it is not clear who is meant.';

COMMENT ON FUNCTION "app"."rating_moment"(uuid, timestamp with time zone) IS 'When a question of nobody''s hurry may be asked, from a moment on: from 8 to 20 by the clinic''s clock.';

COMMENT ON FUNCTION "app"."require_assistant_key"(uuid, text) IS 'The key of the claims, which is of this clinic and may use its assistant''s tools. Errors: as app.require_api_key, PT401 api_key_invalid, PT403 module_off.';

COMMENT ON FUNCTION "app"."run_key_effect"(uuid, public.api_keys, app.ai_tools, uuid, text, jsonb, boolean, timestamp with time zone) IS 'What changes something is first said, and done when the same call comes again within fifteen minutes with its confirmation, once: a third is answered as the second. Audited with the key.';

COMMENT ON FUNCTION "app"."run_key_tool"(uuid, public.api_keys, jsonb, timestamp with time zone) IS 'A tool of the assistant for a program of the clinic: p_args {tool, arguments}. {ok, data, words}, {ok, needs_confirmation, words} before anything changes, or {ok: false, error, detail} with the errors of app.run_assistant_tool.';

COMMENT ON FUNCTION "app"."tg_conversation_threads__wish_rating"() IS 'A conversation was finished: whoever wrote within the day is asked how it was, some minutes later, where the clinic wants that.';

COMMENT ON FUNCTION "app"."timeline_assistant"(uuid, jsonb, timestamp with time zone, uuid, integer) IS 'Of a timeline: that somebody was told of the assistant, and that they wanted a person: data {what: told | wanted_person}.';

COMMENT ON FUNCTION "public"."get_assistant"(uuid) IS 'Caller: owner, admin, supervisor. {settings: a row of ai_settings without who, is_connected, obstacle: not_connected | not_accepted | null, accepted: {at, by} | null, people: conversations on the list, locked: conversations that wait for a person, steps: what each of the rollout means a day [{mode: test | people | all, is_estimate, turns_per_day, cost_microcents_per_day | null}], today and month: {turns, answered, handed, cost_microcents: millionths of a cent, month also tokens}, ratings of 30 days: {count, average: 1-5 | null}, assists: how often people were helped to write this month {count, cost_microcents: of the month''s}}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."get_assistant_ratings"(uuid, integer) IS 'Caller: owner, admin, supervisor. What people said when they were asked how it was, in so many days (366): {asked, all: {count, average: 1-5 | null, satisfied: 0-1 | null}, people: [{user_id, name, count, average}] without the assistant, assistant: {count, average}, versions: [{prompt_id, version, name, count, average}] of its instructions}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_filter.';

COMMENT ON FUNCTION "public"."get_record_summary"(uuid, uuid) IS 'Caller: members. What everybody may know of a record, and what the caller may do: {access: treats | supervises | break_glass | null, entries, last_on, kept_until, keep_years, may_break_glass, break_glass_minutes, open_until, assistant: {told_at, wanted_person_at} | null}. Says nothing of what it holds, nor of private folders. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found.';

COMMENT ON TABLE "app"."key_proposals" IS 'open → done or failed, once: the same confirmation within its time is answered by result. Kept for a day.';

COMMENT ON TABLE "public"."ai_assists" IS 'open → done, refused (what the model wrote may not be shown: reason), failed (it did not answer: reason), cancelled, or lost: nobody brought an end within five minutes. Texts are in no column.';

COMMENT ON TABLE "public"."ai_ratings" IS 'waiting (run_at) → asked → rated; or skipped: reason. One question a person in thirty days.';

REVOKE ALL ON FUNCTION "app"."api_assistant_call"(uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."api_assistant_call"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."api_assistant_call"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."api_assistant_call"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."api_assistant_call_once"(uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."api_assistant_call_once"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."api_assistant_call_once"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."api_assistant_call_once"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."api_assistant_knowledge"(uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."api_assistant_knowledge"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."api_assistant_knowledge"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."api_assistant_knowledge"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."api_assistant_tools"(uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."api_assistant_tools"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."api_assistant_tools"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."api_assistant_tools"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."ask_rating"(uuid, uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."ask_rating"(uuid, uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."ask_rating"(uuid, uuid, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."ask_rating"(uuid, uuid, timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."assist_history"(uuid, uuid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assist_history"(uuid, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assist_history"(uuid, uuid, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."assistant_told"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assistant_told"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assistant_told"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."begin_assist"(uuid, text, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."begin_assist"(uuid, text, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."begin_assist"(uuid, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_assist"(uuid, text, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."call_tool"(app.ai_tools, uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."call_tool"(app.ai_tools, uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."call_tool"(app.ai_tools, uuid, uuid, uuid, jsonb, boolean, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."charge_assistant"(uuid, timestamp WITH time zone, integer, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."charge_assistant"(uuid, timestamp WITH time zone, integer, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."charge_assistant"(uuid, timestamp WITH time zone, integer, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."csat_of"(uuid, timestamp WITH time zone, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."csat_of"(uuid, timestamp WITH time zone, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."csat_of"(uuid, timestamp WITH time zone, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."csat_of"(uuid, timestamp WITH time zone, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."end_lost_assists"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."end_lost_assists"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."end_lost_assists"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."finish_assist"(uuid, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."finish_assist"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."finish_assist"(uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."finish_assist"(uuid, uuid, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "app"."key_tool_parameters"(app.ai_tools) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."key_tool_parameters"(app.ai_tools) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."key_tool_parameters"(app.ai_tools) TO "postgres";

REVOKE ALL ON FUNCTION "app"."patients_named"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."patients_named"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."patients_named"(uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."rating_moment"(uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."rating_moment"(uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."rating_moment"(uuid, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_assistant_key"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_assistant_key"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_assistant_key"(uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."run_key_effect"(uuid, public.api_keys, app.ai_tools, uuid, text, jsonb, boolean, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."run_key_effect"(uuid, public.api_keys, app.ai_tools, uuid, text, jsonb, boolean, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."run_key_effect"(uuid, public.api_keys, app.ai_tools, uuid, text, jsonb, boolean, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."run_key_tool"(uuid, public.api_keys, jsonb, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."run_key_tool"(uuid, public.api_keys, jsonb, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."run_key_tool"(uuid, public.api_keys, jsonb, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_conversation_threads__wish_rating"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_conversation_threads__wish_rating"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_conversation_threads__wish_rating"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."timeline_assistant"(uuid, jsonb, timestamp WITH time zone, uuid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."timeline_assistant"(uuid, jsonb, timestamp WITH time zone, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."timeline_assistant"(uuid, jsonb, timestamp WITH time zone, uuid, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_assistant_ratings"(uuid, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_assistant_ratings"(uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_assistant_ratings"(uuid, integer) TO "postgres";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "app"."key_proposals" TO "service_role";

REVOKE ALL ON TABLE "public"."ai_assists" FROM "authenticated";

GRANT SELECT ON TABLE "public"."ai_assists" TO "authenticated";

REVOKE ALL ON TABLE "public"."ai_assists" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."ai_assists" TO "service_role";

REVOKE ALL ON TABLE "public"."ai_ratings" FROM "authenticated";

GRANT SELECT ON TABLE "public"."ai_ratings" TO "authenticated";

REVOKE ALL ON TABLE "public"."ai_ratings" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."ai_ratings" TO "service_role";

CREATE INDEX key_proposals_asked ON app.key_proposals USING btree (tenant_id, key_id, tool, arguments_hash, id DESC);

CREATE INDEX ai_assists_newest ON public.ai_assists USING btree (tenant_id, opened_at DESC, id DESC);

insert into app.audit_actions (key, area, severity) values
  ('module.switched_on', 'settings', 'warning'), ('module.switched_off', 'settings', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

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

-- What assistants of the clinic's own ask for, by the function mcp. The right comes first: this file is run before the others'.
insert into public.api_scopes (key, position) values ('assistant:use', 11)
on conflict (key) do update set position = excluded.position;

insert into app.api_operations (key, scope, function, is_write, protocol) values
  ('assistant.tools', 'assistant:use', 'app.api_assistant_tools', false, 'mcp'),
  ('assistant.call', 'assistant:use', 'app.api_assistant_call', false, 'mcp'),
  ('assistant.call_once', 'assistant:use', 'app.api_assistant_call_once', true, 'mcp'),
  ('assistant.knowledge', 'assistant:use', 'app.api_assistant_knowledge', false, 'mcp')
on conflict (key) do update set scope = excluded.scope, function = excluded.function, is_write = excluded.is_write, protocol = excluded.protocol;

insert into app.audit_actions (key, area, severity) values
  ('assistant.connected', 'settings', 'warning'), ('assistant.tool_used', 'automation', 'notice'),
  ('ai_document.saved', 'settings', 'notice'), ('ai_document.deleted', 'settings', 'notice'), ('ai_document.restored', 'settings', 'info')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

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

-- Asked once, or not at all: whoever is not asked within the attempts is left in peace.
insert into app.job_kinds (kind, is_listed) values ('ask_rating', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- Every case is kept as it is answered: whoever takes the job after a crash goes on with those that are left.
insert into app.job_kinds (kind, lease_seconds, max_attempts, backoff_base_seconds, backoff_cap_seconds, dead_function, revive_function, summary_function) values
  ('evaluate_prompt', 300, 5, 5, 60, 'app.give_up_evaluation', 'app.revive_evaluation', 'app.evaluation_summary')
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  backoff_base_seconds = excluded.backoff_base_seconds, backoff_cap_seconds = excluded.backoff_cap_seconds, dead_function = excluded.dead_function,
  revive_function = excluded.revive_function, summary_function = excluded.summary_function;

insert into app.personal_data (
  table_name, section, position, finder, reader, open_rows, sorted_by, hidden, erasure, erased_rows, erased_set, erased_at, rule, reason) values
  ('public.ai_people', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'whom the assistant is tried with'),
  ('public.ai_conversations', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'whether the assistant answers a conversation; what it said is in messages'),
  ('public.ai_turns', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'how the assistant came to what it said; that is in messages'),
  ('public.ai_tool_calls', null, 0, 'exists (select from public.ai_turns a where a.tenant_id = t.tenant_id and a.id = t.turn_id and a.thread_id = any ($3))', 'nobody', null, '1', '{}', 'delete', null, null, 58, null, 'what the assistant looked up; sessions and orders are in their own parts'),
  ('public.ai_proposals', null, 0, '(t.thread_id = any ($3) or t.patient_id = any ($2))', 'nobody', null, '1', '{}', 'delete', null, null, 58, null, 'what the assistant asked before it did it; that is in messages'),
  ('public.ai_assists', null, 0, '(t.thread_id = any ($3) or t.patient_id = any ($2))', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'how often people of the clinic were helped to write; no text'),
  ('app.key_proposals', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'delete', null, null, 58, null, 'what a program of the clinic asked before it did it; sessions are in their own part'),
  ('public.ai_ratings', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'how they found it; the question and the answer are in messages'),
  ('public.ai_cases', null, 0, 'exists (select from public.ai_turns a where a.tenant_id = t.tenant_id and a.id = t.turn_id and a.thread_id = any ($3))', 'nobody', null, '1', '{}', 'delete', null, null, 57, null, 'messages that the assistant is measured with')
on conflict (table_name) do update set section = excluded.section, position = excluded.position, finder = excluded.finder,
  reader = excluded.reader, open_rows = excluded.open_rows, sorted_by = excluded.sorted_by, hidden = excluded.hidden,
  erasure = excluded.erasure, erased_rows = excluded.erased_rows, erased_set = excluded.erased_set, erased_at = excluded.erased_at,
  rule = excluded.rule, reason = excluded.reason;

insert into app.timeline_kinds (kind, position, function_name) values ('assistant', 6, 'app.timeline_assistant')
on conflict (kind) do update set position = excluded.position, function_name = excluded.function_name;

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

insert into app.timeline_kinds (kind, position, function_name) values ('order', 5, 'app.timeline_orders')
on conflict (kind) do update set position = excluded.position, function_name = excluded.function_name;

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

insert into app.timeline_kinds (kind, position, function_name) values
  ('activity', 1, 'app.timeline_activities'), ('event', 2, 'app.timeline_events'), ('message', 3, 'app.timeline_messages'),
  ('session', 4, 'app.timeline_sessions'), ('campaign', 5, 'app.timeline_campaigns')
on conflict (kind) do update set position = excluded.position, function_name = excluded.function_name;

insert into app.api_operations (key, scope, function, is_write) values
  ('me', null, 'app.api_me', false),
  ('patients.list', 'patients:read', 'app.api_list_patients', false),
  ('patients.get', 'patients:read', 'app.api_get_patient', false),
  ('patients.create', 'patients:write', 'app.api_create_patient', true),
  ('patients.update', 'patients:write', 'app.api_update_patient', true),
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
  ('optout_settings', 'settings', 0), ('assistant_settings', 'automation', 1), ('assistant_prompt', 'automation', 1)
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

insert into public.api_scopes (key, position) values
  ('patients:read', 1), ('patients:write', 2), ('sessions:read', 3), ('sessions:write', 4), ('conversations:read', 5),
  ('conversations:write', 6), ('messages:send', 7), ('payments:read', 8), ('webhooks:read', 9), ('webhooks:write', 10)
on conflict (key) do update set position = excluded.position;
