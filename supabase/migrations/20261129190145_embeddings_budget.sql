-- embeddings budget: What a provider makes of documents and questions counts into the budget of the assistant; the product's own embedding model and the form of names stand in one place.
set check_function_bodies = off;

SET local check_function_bodies = off;

ALTER TABLE "public"."ai_knowledge"
  DROP CONSTRAINT "embedding_model_is_a_word";

DROP FUNCTION "app"."search_knowledge"(uuid, text, real[], integer, text);

ALTER TABLE "public"."ai_months"
  ADD COLUMN "embedding_tokens" bigint NOT NULL DEFAULT 0;

ALTER TABLE "public"."ai_months"
  ADD COLUMN "embedding_microcents" bigint NOT NULL DEFAULT 0;

ALTER TABLE "public"."ai_settings"
  ADD COLUMN "embedding_price_cents" integer NOT NULL DEFAULT 0;

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
      0, 0, 0, null, 0)::public.ai_settings;
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.begin_indexing (
  p_tenant_id uuid,
  p_id        uuid,
  p_version   integer,
  p_attempt   uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_document public.ai_documents;
begin
  update public.ai_documents d set state = 'indexing', attempt = p_attempt
  where d.tenant_id = p_tenant_id and d.id = p_id and d.version = p_version and d.state in ('waiting', 'indexing') and d.deleted_at is null
  returning * into v_document;
  if not found then
    return null;
  end if;
  perform app.tell_ai_document(v_document);
  return jsonb_build_object('kind', v_document.kind, 'title', v_document.title, 'body', v_document.body, 'done', v_document.done,
    'model', (select nullif(k.model, app.own_embedding_model()) from public.ai_knowledge k where k.tenant_id = p_tenant_id));
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
begin
  if p_prompt_tokens + p_completion_tokens > 0 then
    perform app.count_assistant(p_tenant_id, p_at,
      jsonb_build_object('prompt_tokens', p_prompt_tokens, 'completion_tokens', p_completion_tokens, 'cost', v_cost));
    perform app.tell_spent_budget(p_tenant_id, p_at);
  end if;
  return v_cost;
end;
$function$;

CREATE OR REPLACE FUNCTION app.charge_embeddings (
  p_tenant_id uuid,
  p_tokens    integer,
  p_now       timestamp with time zone DEFAULT now()
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_tokens bigint := least(greatest(coalesce(p_tokens, 0), 0), 10000000);
  v_cost bigint := v_tokens * (app.assistant_settings_of(p_tenant_id)).embedding_price_cents;
begin
  if v_tokens > 0 then
    perform app.count_assistant(p_tenant_id, p_now,
      jsonb_build_object('embedding_tokens', v_tokens, 'embedding_cost', v_cost, 'cost', v_cost));
    perform app.tell_spent_budget(p_tenant_id, p_now);
  end if;
  return not app.assistant_budget_is_spent(p_tenant_id, p_now);
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
  insert into public.ai_months as m (tenant_id, month, turns, answered, handed, prompt_tokens, completion_tokens, cost_microcents, reserved_microcents,
    embedding_tokens, embedding_microcents)
  values (p_tenant_id, app.assistant_month(p_tenant_id, p_at), coalesce((p_by ->> 'turns')::integer, 0), coalesce((p_by ->> 'answered')::integer, 0),
    coalesce((p_by ->> 'handed')::integer, 0), coalesce((p_by ->> 'prompt_tokens')::bigint, 0), coalesce((p_by ->> 'completion_tokens')::bigint, 0),
    coalesce((p_by ->> 'cost')::bigint, 0), greatest(coalesce((p_by ->> 'reserved')::bigint, 0), 0),
    coalesce((p_by ->> 'embedding_tokens')::bigint, 0), coalesce((p_by ->> 'embedding_cost')::bigint, 0))
  on conflict (tenant_id, month) do update set turns = m.turns + excluded.turns, answered = m.answered + excluded.answered,
    handed = m.handed + excluded.handed, prompt_tokens = m.prompt_tokens + excluded.prompt_tokens,
    completion_tokens = m.completion_tokens + excluded.completion_tokens, cost_microcents = m.cost_microcents + excluded.cost_microcents,
    embedding_tokens = m.embedding_tokens + excluded.embedding_tokens, embedding_microcents = m.embedding_microcents + excluded.embedding_microcents,
    reserved_microcents = greatest(m.reserved_microcents + coalesce((p_by ->> 'reserved')::bigint, 0), 0);
end;
$function$;

CREATE OR REPLACE FUNCTION app.embed_with (
  p_tenant_id uuid,
  p_model     text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_model text := coalesce(p_model, app.own_embedding_model());
begin
  if v_model <> coalesce((select k.model from public.ai_knowledge k where k.tenant_id = p_tenant_id), app.own_embedding_model()) then
    perform app.reindex_knowledge(p_tenant_id, v_model);
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.embedding_account (
  p_tenant_id uuid,
  p_model     text
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('base_url', s.base_url, 'model', s.model, 'embedding_model', s.embedding_model, 'credentials', c.credentials,
    'is_spent', app.assistant_budget_is_spent(p_tenant_id, now()))
  from public.ai_settings s
  join app_private.assistant_credentials c on c.tenant_id = s.tenant_id
  where s.tenant_id = p_tenant_id and s.embedding_model = p_model and app.module_is_on(p_tenant_id, 'assistant');
$function$;

CREATE OR REPLACE FUNCTION app.is_embedding_model (
  p_name text
)
  RETURNS boolean
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select p_name ~ '^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$';
$function$;

CREATE OR REPLACE FUNCTION app.knowledge_of (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('model', nullif(k.model, app.own_embedding_model()), 'version', k.version) from public.ai_knowledge k where k.tenant_id = p_tenant_id;
$function$;

CREATE OR REPLACE FUNCTION app.own_embedding_model()
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select 'zelo-ngrams-1';
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
  if p_base_url is null or p_base_url !~ '^https?://\S+$' or char_length(p_base_url) > 300 or nullif(btrim(p_model), '') is null then
    raise sqlstate 'PT400' using message = 'assistant_endpoint_invalid';
  elsif p_credentials is not null and not p_credentials ?& array['v', 'kid', 'iv', 'ct'] then
    raise sqlstate 'PT400' using message = 'credentials_not_encrypted';
  elsif not app.is_embedding_model(app.trimmed(p_embedding_model, 100)) then
    raise sqlstate 'PT400' using message = 'embedding_model_invalid';
  end if;
  insert into public.ai_settings as s (tenant_id, base_url, model, fallback_model, embedding_model)
  values (p_tenant_id, p_base_url, app.trimmed(p_model, 100), app.trimmed(p_fallback_model, 100), app.trimmed(p_embedding_model, 100))
  on conflict (tenant_id) do update set base_url = excluded.base_url, model = excluded.model, fallback_model = excluded.fallback_model,
    embedding_model = excluded.embedding_model, version = s.version + 1;
  if p_credentials is not null then
    insert into app_private.assistant_credentials as c (tenant_id, credentials) values (p_tenant_id, p_credentials)
    on conflict (tenant_id) do update set credentials = excluded.credentials, updated_at = now();
  end if;
  perform app.embed_with(p_tenant_id, app.trimmed(p_embedding_model, 100));
  perform app.audit(p_tenant_id, 'assistant.connected', 'assistant', p_tenant_id::text, null, jsonb_build_object('base_url', p_base_url, 'model', p_model));
end;
$function$;

CREATE OR REPLACE FUNCTION app.search_knowledge (
  p_tenant_id uuid,
  p_query     text,
  p_vector    real[],
  p_limit     integer DEFAULT 24,
  p_model     text    DEFAULT NULL::text
)
  RETURNS TABLE (
    chunk_id    uuid,
    document_id uuid,
    kind        text,
    title       text,
    heading     text,
    text        text,
    tokens      integer,
    vector      real[],
    score       real
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_query tsquery := app.knowledge_query(p_query);
  v_signs bit varying := app.sign_bits(p_vector);
  v_model text := coalesce(p_model, app.own_embedding_model());
  v_most integer := least(greatest(coalesce(p_limit, 24), 1), 100);
begin
  return query
  with words as materialized (
    -- of very many that hold some word, the newest are weighed
    select c.id, ts_rank(c.words, v_query, 1) as rank
    from (
      select x.id, x.words from public.ai_chunks x
      where x.tenant_id = p_tenant_id and x.is_live and x.words @@ v_query
      limit 4000) c
    order by 2 desc, c.id limit 2 * v_most),
  near as materialized (
    select s.id from public.ai_chunks s
    where s.tenant_id = p_tenant_id and s.is_live and s.model = v_model and length(s.signs) = length(v_signs)
    order by bit_count(s.signs # v_signs), s.id limit greatest(300, 4 * v_most)),
  exact as materialized (
    select n.id, (select sum(u.a * u.b) from unnest(c.vector, p_vector) u (a, b)) as cosine
    from near n join public.ai_chunks c on c.tenant_id = p_tenant_id and c.id = n.id
    order by 2 desc, n.id limit 2 * v_most),
  fused as (
    select r.id, sum(1.0 / (60 + r.place))::real as score
    from (
      select w.id, row_number() over (order by w.rank desc, w.id) as place from words w
      union all
      select e.id, row_number() over (order by e.cosine desc, e.id) from exact e) r
    group by r.id order by 2 desc, r.id limit v_most)
  select c.id, c.document_id, d.kind, d.title, c.heading, c.text, c.size, c.vector, f.score
  from fused f
  join public.ai_chunks c on c.tenant_id = p_tenant_id and c.id = f.id
  join public.ai_documents d on d.tenant_id = p_tenant_id and d.id = c.document_id and d.deleted_at is null
  order by f.score desc, c.id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.take_chunks (
  p_tenant_id uuid,
  p_id        uuid,
  p_version   integer,
  p_attempt   uuid,
  p_piece     jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_document public.ai_documents;
begin
  update app.jobs j set leased_until = clock_timestamp() + app.job_lease('index_document')
  where j.tenant_id = p_tenant_id and j.dedupe_key = format('index_document:%s:%s', p_id, p_version) and j.lease_token = p_attempt
    and j.finished_at is null;
  if not found then
    return false;
  end if;
  select * into v_document from public.ai_documents d
  where d.tenant_id = p_tenant_id and d.id = p_id and d.version = p_version and d.state = 'indexing' and d.attempt = p_attempt for update;
  if not found then
    return false;
  end if;
  -- said again: it is there
  if v_document.done <> (p_piece ->> 'from')::int then
    return true;
  end if;
  insert into public.ai_chunks (tenant_id, document_id, version, position, heading, text, size, model, vector)
  select p_tenant_id, p_id, p_version, v_document.done + x.ordinality, x.value ->> 'heading', x.value ->> 'text', (x.value ->> 'tokens')::int,
    coalesce(p_piece ->> 'model', app.own_embedding_model()), array(select v::real from jsonb_array_elements_text(x.value -> 'vector') v)
  from jsonb_array_elements(p_piece -> 'chunks') with ordinality x (value, ordinality);
  update public.ai_documents d set done = v_document.done + jsonb_array_length(p_piece -> 'chunks'), total = (p_piece ->> 'total')::int
  where d.tenant_id = p_tenant_id and d.id = p_id returning * into v_document;
  perform app.tell_ai_document(v_document);
  return true;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tell_spent_budget (
  p_tenant_id uuid,
  p_at        timestamp with time zone
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_budget integer := (app.assistant_settings_of(p_tenant_id)).monthly_budget_cents;
  v_month date := app.assistant_month(p_tenant_id, p_at);
begin
  if (select m.cost_microcents from public.ai_months m where m.tenant_id = p_tenant_id and m.month = v_month) >= v_budget * 1000000::bigint then
    perform app.raise_alert(p_tenant_id, 'assistant_budget', to_char(v_month, 'YYYY-MM'), jsonb_build_object('budget_cents', v_budget));
  end if;
end;
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
        'cost_microcents', coalesce(sum(m.cost_microcents), 0), 'embedding_tokens', coalesce(sum(m.embedding_tokens), 0),
        'embedding_microcents', coalesce(sum(m.embedding_microcents), 0))
      from public.ai_months m where m.tenant_id = p_tenant_id and m.month = app.assistant_month(p_tenant_id, now())),
    'ratings', app.csat_of(p_tenant_id, now() - interval '30 days') - 'satisfied',
    'assists', (select jsonb_build_object('count', count(*), 'cost_microcents', coalesce(sum(a.cost_microcents), 0)) from public.ai_assists a
      where a.tenant_id = p_tenant_id and a.opened_at >= app.local_moment(app.assistant_month(p_tenant_id, now())::timestamp, v_zone)));
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
  p_settings := jsonb_build_object('embedding_price_cents', v_before.embedding_price_cents) || p_settings;
  foreach v_limit in array array['monthly_budget_cents', 'turns_per_day', 'person_turns_per_day', 'quiet_minutes', 'wait_seconds', 'prompt_price_cents', 'completion_price_cents',
    'embedding_price_cents'] loop
    if coalesce(p_settings ->> v_limit, '') !~ '^[0-9]{1,8}$' then
      raise sqlstate 'PT400' using message = 'invalid_settings', detail = v_limit;
    end if;
  end loop;
  if (p_settings ->> 'monthly_budget_cents')::integer > 10000000 or (p_settings ->> 'turns_per_day')::integer not between 1 and 100000
    or (p_settings ->> 'person_turns_per_day')::integer not between 1 and 500 or (p_settings ->> 'quiet_minutes')::integer > 1440
    or (p_settings ->> 'wait_seconds')::integer > 60 or (p_settings ->> 'prompt_price_cents')::integer > 1000000
    or (p_settings ->> 'completion_price_cents')::integer > 1000000 or (p_settings ->> 'embedding_price_cents')::integer > 1000000
  then
    raise sqlstate 'PT400' using message = 'invalid_settings', detail = 'limits';
  elsif v_handoff is not null and not exists (
    select from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id::text = v_handoff and m.status = 'active')
  then
    raise sqlstate 'PT404' using message = 'member_not_found';
  end if;
  v_hours := app.checked_weekly(coalesce(p_settings -> 'custom_hours', '{}'));
  insert into public.ai_settings as s (tenant_id, name, greeting, tone, hours, custom_hours, monthly_budget_cents, turns_per_day, person_turns_per_day,
    quiet_minutes, wait_seconds, handoff_user_id, asks_rating, prompt_price_cents, completion_price_cents, embedding_price_cents, accepted_at, accepted_by)
  values (p_tenant_id, v_name, v_greeting, p_settings ->> 'tone', p_settings ->> 'hours', v_hours, (p_settings ->> 'monthly_budget_cents')::integer,
    (p_settings ->> 'turns_per_day')::integer, (p_settings ->> 'person_turns_per_day')::integer, (p_settings ->> 'quiet_minutes')::integer,
    (p_settings ->> 'wait_seconds')::smallint, v_handoff::uuid, p_settings ->> 'asks_rating' is not distinct from 'true',
    (p_settings ->> 'prompt_price_cents')::integer, (p_settings ->> 'completion_price_cents')::integer,
    (p_settings ->> 'embedding_price_cents')::integer, case when v_accepts then now() end, case when v_accepts then auth.uid() end)
  on conflict (tenant_id) do update set name = excluded.name, greeting = excluded.greeting, tone = excluded.tone, hours = excluded.hours,
    custom_hours = excluded.custom_hours, monthly_budget_cents = excluded.monthly_budget_cents, turns_per_day = excluded.turns_per_day,
    person_turns_per_day = excluded.person_turns_per_day, quiet_minutes = excluded.quiet_minutes, wait_seconds = excluded.wait_seconds,
    handoff_user_id = excluded.handoff_user_id, asks_rating = excluded.asks_rating, prompt_price_cents = excluded.prompt_price_cents,
    completion_price_cents = excluded.completion_price_cents, embedding_price_cents = excluded.embedding_price_cents, accepted_at = coalesce(s.accepted_at, excluded.accepted_at),
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

ALTER TABLE "public"."ai_settings"
  ADD CONSTRAINT "embedding_price_is_sane" CHECK (((embedding_price_cents >= 0) AND (embedding_price_cents <= 1000000)));

COMMENT ON COLUMN "public"."ai_settings"."prompt_price_cents" IS 'Of a million tokens that are sent; completion_price_cents of what comes back, embedding_price_cents of what vectors are made of.';

COMMENT ON FUNCTION "app"."begin_indexing"(uuid, uuid, integer, uuid) IS 'Caller: worker. What to index and from which chunk on: {kind, title, body, done, model: NULL for the product''s own}. p_attempt is the lease of its job: what an earlier one says no longer counts. NULL when there is nothing to do any more. Errors: none.';

COMMENT ON FUNCTION "app"."charge_embeddings"(uuid, integer, timestamp with time zone) IS 'Caller: functions, after a provider made vectors of so many tokens. Counts them into the month and its budget, at the clinic''s price of a million. False: the budget is spent, and no more may be made. Errors: none.';

COMMENT ON FUNCTION "app"."count_assistant"(uuid, timestamp with time zone, jsonb) IS 'Adds to the month of a moment: {turns, answered, handed, prompt_tokens, completion_tokens, cost, embedding_tokens, embedding_cost (of cost), reserved (may be negative)}.';

COMMENT ON FUNCTION "app"."embedding_account"(uuid, text) IS 'Caller: functions. Where a clinic has vectors of a model made: {base_url, model, embedding_model, credentials: sealed, is_spent: the month''s budget is used, and nothing may be asked}; NULL when it names another model, or is not connected. Errors: none.';

COMMENT ON FUNCTION "app"."is_embedding_model"(text) IS 'Whether a name can be that of an embedding model: one plain word, since vectors carry it.';

COMMENT ON FUNCTION "app"."knowledge_of"(uuid) IS 'Caller: functions. {model: NULL for the product''s own, version} of a clinic''s knowledge; NULL when it has none. Errors: none.';

COMMENT ON FUNCTION "app"."own_embedding_model"() IS 'The name of the embedding model that is part of the product, as rows have it. What is asked from outside says NULL for it.';

COMMENT ON FUNCTION "app"."save_assistant_key"(uuid, text, text, text, text, jsonb) IS 'Caller: owner or admin, through connect-assistant, which has tried the key. p_credentials null: the key that is there. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 assistant_endpoint_invalid, PT400 credentials_not_encrypted, PT400 embedding_model_invalid.';

COMMENT ON FUNCTION "app"."search_knowledge"(uuid, text, real[], integer, text) IS 'Caller: functions. Chunks of one clinic for a question: by full text and by vector (signs first, then the exact cosine), their places fused. p_vector has length 1 and is of p_model (NULL: the product''s own); chunks of another model are found by their words alone. At most p_limit (100), the best first. Errors: none.';

COMMENT ON FUNCTION "app"."take_chunks"(uuid, uuid, integer, uuid, jsonb) IS 'Caller: worker that holds the job. Writes a piece {from, total, model: NULL for the product''s own, chunks: [{heading, text, tokens, vector}]} and the place it has come to in one transaction; from is where the document stands. False when it was cancelled, changed, or somebody else holds it. Errors: none.';

COMMENT ON FUNCTION "app"."tell_spent_budget"(uuid, timestamp with time zone) IS 'Tells a clinic once that the budget of a month is spent, when it is.';

COMMENT ON FUNCTION "public"."get_assistant"(uuid) IS 'Caller: owner, admin, supervisor. {settings: a row of ai_settings without who, is_connected, obstacle: not_connected | not_accepted | null, accepted: {at, by} | null, people: conversations on the list, locked: conversations that wait for a person, steps: what each of the rollout means a day [{mode: test | people | all, is_estimate, turns_per_day, cost_microcents_per_day | null}], today and month: {turns, answered, handed, cost_microcents: millionths of a cent, month also tokens and, of its cost, embedding_microcents: of vectors}, ratings of 30 days: {count, average: 1-5 | null}, assists: how often people were helped to write this month {count, cost_microcents: of the month''s}}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."save_assistant"(uuid, jsonb) IS 'Caller: owner, admin, supervisor. p_settings: mode (off, test, people, all: people before all), name, greeting, tone, hours, custom_hours, monthly_budget_cents, turns_per_day, person_turns_per_day, quiet_minutes, wait_seconds, handoff_user_id, asks_rating, prompt_price_cents, completion_price_cents and embedding_price_cents (a million tokens; the last may be left out), accepts (true: texts may be processed by the provider of the model; kept from then on). Answers what get_assistant does. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_mode, PT400 invalid_settings (detail: which), PT400 invalid_name, PT400 body_too_long, PT400 invalid_hours, PT404 member_not_found, PT409 assistant_not_ready (detail: not_connected | not_accepted), PT409 assistant_not_tried.';

COMMENT ON TABLE "public"."ai_months" IS 'By the clinic''s calendar. reserved_microcents: what the turns underway may cost, so that many at once do not pass the budget. embedding_microcents: of cost_microcents, what vectors cost.';

REVOKE ALL ON FUNCTION "app"."charge_embeddings"(uuid, integer, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."charge_embeddings"(uuid, integer, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."charge_embeddings"(uuid, integer, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."charge_embeddings"(uuid, integer, timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."is_embedding_model"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."is_embedding_model"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."is_embedding_model"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."is_embedding_model"(text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."own_embedding_model"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."own_embedding_model"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."own_embedding_model"() TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."own_embedding_model"() TO "service_role";

REVOKE ALL ON FUNCTION "app"."search_knowledge"(uuid, text, real[], integer, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."search_knowledge"(uuid, text, real[], integer, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."search_knowledge"(uuid, text, real[], integer, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."search_knowledge"(uuid, text, real[], integer, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."tell_spent_budget"(uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tell_spent_budget"(uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tell_spent_budget"(uuid, timestamp WITH time zone) TO "postgres";

ALTER TABLE "public"."ai_knowledge"
  ALTER COLUMN "model" SET DEFAULT app.own_embedding_model();

ALTER TABLE "public"."ai_knowledge"
  ADD CONSTRAINT "embedding_model_is_a_word" CHECK (app.is_embedding_model(model));
