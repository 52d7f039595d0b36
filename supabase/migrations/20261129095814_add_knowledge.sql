-- add knowledge: What a clinic has put in writing is kept as documents, cut into chunks and searched by words and vectors..
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "app"."ai_answers" (
  "tenant_id"  uuid                     NOT NULL,
  "question"   text                     NOT NULL,
  "version"    bigint                   NOT NULL,
  "answer"     jsonb                    NOT NULL,
  "expires_at" timestamp with time zone NOT NULL,
  CONSTRAINT "ai_answers_pkey" PRIMARY KEY (tenant_id, question)
);

ALTER TABLE "app"."ai_answers"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."ai_chunks" (
  "tenant_id"   uuid     NOT NULL,
  "id"          uuid     NOT NULL DEFAULT gen_random_uuid(),
  "document_id" uuid     NOT NULL,
  "version"     integer  NOT NULL,
  "position"    integer  NOT NULL,
  "heading"     text     NOT NULL DEFAULT ''::text,
  "text"        text     NOT NULL,
  "tokens"      integer  NOT NULL,
  "model"       text     NOT NULL,
  "vector"      real[]   NOT NULL,
  "is_live"     boolean  NOT NULL DEFAULT false,
  CONSTRAINT "ai_chunk_fits" CHECK (((char_length(text) <= 20000) AND (char_length(heading) <= 1000) AND (tokens > 0))),
  CONSTRAINT "ai_chunk_has_a_vector" CHECK (((cardinality(vector) >= 8) AND (cardinality(vector) <= 4096))),
  CONSTRAINT "ai_chunk_has_its_place" UNIQUE (tenant_id, document_id, VERSION, "position"),
  CONSTRAINT "ai_chunks_pkey" PRIMARY KEY (tenant_id, id),
  "words"       tsvector GENERATED ALWAYS AS (app.words_of_text(((heading || ' '::text) || text))) STORED NOT NULL
);

ALTER TABLE "public"."ai_chunks"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."ai_chunks" FROM "anon";

CREATE TABLE "public"."ai_documents" (
  "tenant_id"    uuid                     NOT NULL,
  "id"           uuid                     NOT NULL,
  "kind"         text                     NOT NULL,
  "title"        text                     NOT NULL,
  "body"         text                     NOT NULL DEFAULT ''::text,
  "source"       text,
  "state"        text                     NOT NULL DEFAULT 'waiting'::text,
  "failure"      text,
  "version"      integer                  NOT NULL DEFAULT 1,
  "live_version" integer,
  "done"         integer                  NOT NULL DEFAULT 0,
  "total"        integer,
  "attempt"      uuid,
  "created_by"   uuid,
  "created_at"   timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "updated_at"   timestamp with time zone NOT NULL DEFAULT now(),
  "indexed_at"   timestamp with time zone,
  "deleted_at"   timestamp with time zone,
  CONSTRAINT "ai_document_fits" CHECK (((char_length(body) <= 400000) AND (char_length(source) <= 2000))),
  CONSTRAINT "ai_document_kind_is_known" CHECK ((kind = ANY (ARRAY['text'::text, 'pdf'::text, 'docx'::text, 'url'::text, 'faq'::text, 'catalogue'::text]))),
  CONSTRAINT "ai_document_progress_is_not_negative" CHECK (((done >= 0) AND (total >= 0) AND (version > 0))),
  CONSTRAINT "ai_document_state_is_known" CHECK ((state = ANY (ARRAY['waiting'::text, 'indexing'::text, 'ready'::text, 'failed'::text, 'cancelled'::text]))),
  CONSTRAINT "ai_documents_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "ai_document_title_is_one_plain_line" CHECK (((title = app.normalize_name(title)) AND ((char_length(title) >= 2) AND (char_length(title) <= 160))))
);

ALTER TABLE "public"."ai_documents"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."ai_documents" FROM "anon";

CREATE TABLE "public"."ai_knowledge" (
  "tenant_id"  uuid                     NOT NULL,
  "model"      text                     NOT NULL DEFAULT 'zelo-ngrams-1'::text,
  "version"    bigint                   NOT NULL DEFAULT 1,
  "updated_at" timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "ai_knowledge_pkey" PRIMARY KEY (tenant_id),
  CONSTRAINT "embedding_model_is_a_word" CHECK ((model ~ '^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$'::text))
);

ALTER TABLE "public"."ai_knowledge"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."ai_knowledge" FROM "anon";

CREATE OR REPLACE FUNCTION app.ai_document_json (
  p_document public.ai_documents
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('id', p_document.id, 'kind', p_document.kind, 'title', p_document.title, 'source', p_document.source,
    'state', p_document.state, 'failure', p_document.failure, 'done', p_document.done, 'total', p_document.total,
    'is_live', p_document.live_version is not null and p_document.deleted_at is null, 'characters', char_length(p_document.body),
    'updated_at', p_document.updated_at, 'indexed_at', p_document.indexed_at);
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
    'model', (select k.model from public.ai_knowledge k where k.tenant_id = p_tenant_id));
end;
$function$;

CREATE OR REPLACE FUNCTION app.catalogue_text (
  p_tenant_id uuid
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(string_agg(s.text, e'\n\n' order by s.place), '')
  from (
    select 1 as place, e'## Atendimentos\n\n| atendimento | duração | valor |\n|---|---|---|\n' || string_agg(
      format('| %s%s | %s minutos | %s |', replace(t.name, '|', '/'), case when t.is_online then ' (on-line)' else '' end, t.minutes,
        case when t.price_cents > 0 then app.reais(t.price_cents) else 'a combinar' end), e'\n' order by t.position, t.name_key) as text
    from public.session_types t where t.tenant_id = p_tenant_id and t.archived_at is null
    having count(*) > 0
    union all
    select 2, e'## Produtos e pacotes\n\n' || string_agg(
      format(e'- **%s**%s: %s%s', p.name, coalesce(' (' || p.category || ')', ''), v.prices,
        coalesce('. ' || left(nullif(regexp_replace(coalesce(i.summary, p.description), '\s+', ' ', 'g'), ''), 300), '')), e'\n' order by p.sort_key, p.id)
    from (
      select * from public.products x where x.tenant_id = p_tenant_id and x.archived_at is null order by x.sort_key, x.id limit 2000) p
    left join public.catalog_items i on i.tenant_id = p_tenant_id and i.product_id = p.id
    cross join lateral (
      select case when min(v.price_cents) = max(v.price_cents) then app.reais(min(v.price_cents))
        else string_agg(concat_ws(' ', array_to_string(v.choices, ', '), app.reais(v.price_cents)), '; ' order by v.position) end as prices
      from public.product_variants v
      where v.tenant_id = p_tenant_id and v.product_id = p.id and v.archived_at is null and v.price_cents > 0
      having count(*) > 0) v
    where app.module_is_on(p_tenant_id, 'products')
    having count(*) > 0) s;
$function$;

CREATE OR REPLACE FUNCTION app.end_indexing (
  p_tenant_id uuid,
  p_id        uuid,
  p_version   integer,
  p_attempt   uuid,
  p_failure   text    DEFAULT NULL::text
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_document public.ai_documents;
begin
  update public.ai_documents d set state = case when p_failure is null then 'ready' else 'failed' end, failure = left(p_failure, 80), attempt = null,
    total = d.done, live_version = case when p_failure is null then p_version else d.live_version end,
    indexed_at = case when p_failure is null then clock_timestamp() else d.indexed_at end
  where d.tenant_id = p_tenant_id and d.id = p_id and d.version = p_version and d.state = 'indexing' and d.attempt = p_attempt
  returning * into v_document;
  if not found then
    return false;
  end if;
  if p_failure is null then
    delete from public.ai_chunks c where c.tenant_id = p_tenant_id and c.document_id = p_id and c.version <> p_version;
    update public.ai_chunks c set is_live = true where c.tenant_id = p_tenant_id and c.document_id = p_id and v_document.deleted_at is null;
    perform app.touch_knowledge(p_tenant_id);
  end if;
  perform app.tell_ai_document(v_document);
  return true;
end;
$function$;

CREATE OR REPLACE FUNCTION app.enqueue_indexing (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS public.ai_documents
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_document public.ai_documents;
begin
  update public.ai_documents d set state = 'waiting', failure = null, version = d.version + 1, done = 0, total = null, attempt = null
  where d.tenant_id = p_tenant_id and d.id = p_id returning * into v_document;
  delete from public.ai_chunks c
  where c.tenant_id = p_tenant_id and c.document_id = p_id and not c.is_live;
  insert into app.jobs (tenant_id, kind, payload, dedupe_key)
  values (p_tenant_id, 'index_document', jsonb_build_object('id', p_id, 'version', v_document.version),
    format('index_document:%s:%s', p_id, v_document.version));
  perform app.tell_ai_document(v_document);
  return v_document;
end;
$function$;

CREATE OR REPLACE FUNCTION app.ensure_catalogue (
  p_tenant_id uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_id uuid;
begin
  insert into public.ai_documents (tenant_id, id, kind, title, body)
  values (p_tenant_id, gen_random_uuid(), 'catalogue', 'Serviços, produtos e preços', left(app.catalogue_text(p_tenant_id), 400000))
  on conflict do nothing returning id into v_id;
  if v_id is not null then
    perform app.enqueue_indexing(p_tenant_id, v_id);
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.forget_document (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS boolean
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  with gone as (
    -- the catalogue stays as a note that it is not wanted
    delete from public.ai_documents d
    where d.tenant_id = p_tenant_id and d.id = p_id and d.deleted_at <= now() - interval '6 days' and d.kind <> 'catalogue'
    returning 1)
  select exists (select from gone);
$function$;

CREATE OR REPLACE FUNCTION app.give_up_indexing (
  p_job app.jobs
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_document public.ai_documents;
begin
  update public.ai_documents d set state = 'failed', failure = left(coalesce(p_job.last_error, 'internal'), 80), attempt = null
  where d.tenant_id = p_job.tenant_id and d.id = (p_job.payload ->> 'id')::uuid and d.version = (p_job.payload ->> 'version')::int
    and d.state in ('waiting', 'indexing')
  returning * into v_document;
  if found then
    perform app.tell_ai_document(v_document);
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.indexing_summary (
  p_job app.jobs
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select d.title from public.ai_documents d where d.tenant_id = p_job.tenant_id and d.id = (p_job.payload ->> 'id')::uuid;
$function$;

CREATE OR REPLACE FUNCTION app.keep_answer (
  p_tenant_id uuid,
  p_question  text,
  p_version   bigint,
  p_answer    jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  delete from app.ai_answers a where a.tenant_id = p_tenant_id and a.expires_at <= now();
  insert into app.ai_answers (tenant_id, question, version, answer, expires_at)
  select p_tenant_id, app.question_key(p_question), p_version, p_answer, now() + interval '24 hours'
  where app.question_key(p_question) <> ''
  on conflict (tenant_id, question) do update set version = excluded.version, answer = excluded.answer, expires_at = excluded.expires_at;
end;
$function$;

CREATE OR REPLACE FUNCTION app.kept_answer (
  p_tenant_id uuid,
  p_question  text
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select a.answer from app.ai_answers a join public.ai_knowledge k on k.tenant_id = a.tenant_id and k.version = a.version
  where a.tenant_id = p_tenant_id and a.question = app.question_key(p_question) and a.expires_at > now();
$function$;

CREATE OR REPLACE FUNCTION app.knowledge_of (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('model', k.model, 'version', k.version) from public.ai_knowledge k where k.tenant_id = p_tenant_id;
$function$;

CREATE OR REPLACE FUNCTION app.knowledge_query (
  p_text text
)
  RETURNS tsquery
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
declare
  v_query tsquery;
  v_word tsquery;
  v_text text;
begin
  foreach v_text in array (regexp_split_to_array(btrim(left(coalesce(p_text, ''), 2000)), '[^[:alnum:]]+'))[1:120] loop
    v_word := plainto_tsquery('pg_catalog.portuguese', app.singular_text(v_text))
      || plainto_tsquery('pg_catalog.portuguese', app.singular_text(app.normalize_text(v_text)));
    if numnode(v_word) > 0 then
      v_query := case when v_query is null then v_word else v_query || v_word end;
    end if;
  end loop;
  return v_query;
end;
$function$;

CREATE OR REPLACE FUNCTION app.question_key (
  p_question text
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select btrim(regexp_replace(app.normalize_text(left(p_question, 500)), '[^a-z0-9]+', ' ', 'g'));
$function$;

CREATE OR REPLACE FUNCTION app.reais (
  p_cents bigint
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select 'R$ ' || translate(to_char(p_cents / 100.0, 'FM999,999,990.00'), ',.', '.,');
$function$;

CREATE OR REPLACE FUNCTION app.refresh_catalogue (
  p_tenant_id uuid
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_document public.ai_documents;
  v_text text;
begin
  -- what changes from here on asks again
  update app.jobs j set dedupe_key = null
  where j.tenant_id = p_tenant_id and j.dedupe_key = 'refresh_catalogue' and j.finished_at is null and j.lease_token is not null;
  select * into v_document from public.ai_documents d where d.tenant_id = p_tenant_id and d.kind = 'catalogue' for update;
  if not found or v_document.deleted_at is not null then
    return false;
  end if;
  v_text := left(app.catalogue_text(p_tenant_id), 400000);
  if v_text = v_document.body and v_document.state <> 'failed' then
    return false;
  end if;
  update public.ai_documents d set body = v_text where d.tenant_id = p_tenant_id and d.id = v_document.id;
  perform app.enqueue_indexing(p_tenant_id, v_document.id);
  return true;
end;
$function$;

CREATE OR REPLACE FUNCTION app.reindex_knowledge (
  p_tenant_id uuid,
  p_model     text DEFAULT NULL::text
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_id uuid;
  v_count integer := 0;
begin
  if p_model is not null then
    insert into public.ai_knowledge as k (tenant_id, model) values (p_tenant_id, p_model)
    on conflict (tenant_id) do update set model = excluded.model, version = k.version + 1;
  end if;
  for v_id in
    select d.id from public.ai_documents d where d.tenant_id = p_tenant_id and d.deleted_at is null order by d.id for update
  loop
    perform app.enqueue_indexing(p_tenant_id, v_id);
    v_count := v_count + 1;
  end loop;
  return v_count;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_knowledge_editor (
  p_tenant_id uuid
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor']);
begin
  perform app.require_module(p_tenant_id, 'knowledge');
  return v_role;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_knowledge_reader (
  p_tenant_id uuid
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id);
begin
  perform app.require_module(p_tenant_id, 'knowledge');
  return v_role;
end;
$function$;

CREATE OR REPLACE FUNCTION app.revive_indexing (
  p_tenant_id uuid,
  p_jobs      app.jobs[]
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  update public.ai_documents d set state = 'waiting', failure = null
  from unnest(p_jobs) j
  where d.tenant_id = p_tenant_id and d.id = (j.payload ->> 'id')::uuid and d.version = (j.payload ->> 'version')::int and d.state = 'failed';
$function$;

CREATE OR REPLACE FUNCTION app.search_knowledge (
  p_tenant_id uuid,
  p_query     text,
  p_vector    real[],
  p_limit     integer DEFAULT 24,
  p_model     text    DEFAULT 'zelo-ngrams-1'::text
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
    where s.tenant_id = p_tenant_id and s.is_live and s.model = p_model and length(s.signs) = length(v_signs)
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
  select c.id, c.document_id, d.kind, d.title, c.heading, c.text, c.tokens, c.vector, f.score
  from fused f
  join public.ai_chunks c on c.tenant_id = p_tenant_id and c.id = f.id
  join public.ai_documents d on d.tenant_id = p_tenant_id and d.id = c.document_id and d.deleted_at is null
  order by f.score desc, c.id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.sign_bits (
  p_vector real[]
)
  RETURNS bit varying
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
  select string_agg(case when x.value >= 0 then '1' else '0' end, '' order by x.ordinality)::bit varying
  from unnest(p_vector) with ordinality x (value, ordinality);
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
  insert into public.ai_chunks (tenant_id, document_id, version, position, heading, text, tokens, model, vector)
  select p_tenant_id, p_id, p_version, v_document.done + x.ordinality, x.value ->> 'heading', x.value ->> 'text', (x.value ->> 'tokens')::int,
    p_piece ->> 'model', array(select v::real from jsonb_array_elements_text(x.value -> 'vector') v)
  from jsonb_array_elements(p_piece -> 'chunks') with ordinality x (value, ordinality);
  update public.ai_documents d set done = v_document.done + jsonb_array_length(p_piece -> 'chunks'), total = (p_piece ->> 'total')::int
  where d.tenant_id = p_tenant_id and d.id = p_id returning * into v_document;
  perform app.tell_ai_document(v_document);
  return true;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tell_ai_document (
  p_document public.ai_documents
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select app.broadcast(p_document.tenant_id, 'knowledge', jsonb_build_object('id', p_document.id, 'state', p_document.state));
$function$;

CREATE OR REPLACE FUNCTION app.tg_any__refresh_catalogue()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
  select d.tenant_id, 'refresh_catalogue', '{}', 'refresh_catalogue', now() + interval '30 seconds'
  from public.ai_documents d
  where d.kind = 'catalogue' and d.deleted_at is null and d.tenant_id in (select c.tenant_id from changed c)
    -- not of a clinic that is being deleted
    and exists (select from public.tenants t where t.id = d.tenant_id)
  on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.touch_knowledge (
  p_tenant_id uuid
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  insert into public.ai_knowledge as k (tenant_id) values (p_tenant_id)
  on conflict (tenant_id) do update set version = k.version + 1;
$function$;

CREATE OR REPLACE FUNCTION public.cancel_ai_indexing (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_document public.ai_documents;
begin
  perform app.require_knowledge_editor(p_tenant_id);
  select * into v_document from public.ai_documents d where d.tenant_id = p_tenant_id and d.id = p_id and d.deleted_at is null for update;
  if not found then
    raise sqlstate 'PT404' using message = 'ai_document_not_found';
  end if;
  if v_document.state in ('waiting', 'indexing') then
    update public.ai_documents d set state = 'cancelled', attempt = null where d.tenant_id = p_tenant_id and d.id = p_id returning * into v_document;
    delete from public.ai_chunks c where c.tenant_id = p_tenant_id and c.document_id = p_id and not c.is_live;
    perform app.tell_ai_document(v_document);
  end if;
  return app.ai_document_json(v_document);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."cancel_ai_indexing"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.delete_ai_document (
  p_tenant_id  uuid,
  p_id         uuid,
  p_is_deleted boolean DEFAULT true
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_document public.ai_documents;
begin
  perform app.require_knowledge_editor(p_tenant_id);
  select * into v_document from public.ai_documents d where d.tenant_id = p_tenant_id and d.id = p_id for update;
  if not found then
    raise sqlstate 'PT404' using message = 'ai_document_not_found';
  end if;
  if (v_document.deleted_at is not null) = p_is_deleted then
    return;
  end if;
  update public.ai_documents d set deleted_at = case when p_is_deleted then clock_timestamp() end, attempt = null,
    state = case when d.state = 'indexing' then 'waiting' else d.state end
  where d.tenant_id = p_tenant_id and d.id = p_id returning * into v_document;
  if p_is_deleted then
    update public.ai_chunks c set is_live = false where c.tenant_id = p_tenant_id and c.document_id = p_id and c.is_live;
    insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
    values (p_tenant_id, 'forget_document', jsonb_build_object('id', p_id), 'forget_document:' || p_id, now() + interval '7 days')
    on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do update set run_at = excluded.run_at;
  else
    update public.ai_chunks c set is_live = true
    where c.tenant_id = p_tenant_id and c.document_id = p_id and c.version = v_document.live_version;
    if v_document.kind = 'catalogue' or v_document.state not in ('ready', 'failed', 'cancelled') then
      update public.ai_documents d set body = case when d.kind = 'catalogue' then left(app.catalogue_text(p_tenant_id), 400000) else d.body end
      where d.tenant_id = p_tenant_id and d.id = p_id;
      v_document := app.enqueue_indexing(p_tenant_id, p_id);
    end if;
  end if;
  perform app.touch_knowledge(p_tenant_id);
  perform app.audit(p_tenant_id, case when p_is_deleted then 'ai_document.deleted' else 'ai_document.restored' end, 'ai_document', p_id::text, null,
    jsonb_build_object('title', v_document.title));
  perform app.tell_ai_document(v_document);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."delete_ai_document"(uuid, uuid, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_ai_document (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_document public.ai_documents;
begin
  perform app.require_knowledge_reader(p_tenant_id);
  select * into v_document from public.ai_documents d where d.tenant_id = p_tenant_id and d.id = p_id and d.deleted_at is null;
  if not found then
    raise sqlstate 'PT404' using message = 'ai_document_not_found';
  end if;
  return app.ai_document_json(v_document) || jsonb_build_object('body', v_document.body, 'chunks', (
    select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'heading', c.heading, 'text', c.text, 'tokens', c.tokens) order by c.position), '[]')
    from (
      select * from public.ai_chunks x
      where x.tenant_id = p_tenant_id and x.document_id = p_id and x.is_live order by x.position limit 500) c));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_ai_document"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.index_ai_documents (
  p_tenant_id uuid,
  p_id        uuid DEFAULT NULL::uuid
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_document public.ai_documents;
begin
  perform app.require_knowledge_editor(p_tenant_id);
  if p_id is null then
    perform app.ensure_catalogue(p_tenant_id);
    perform app.touch_knowledge(p_tenant_id);
    return app.reindex_knowledge(p_tenant_id);
  end if;
  select * into v_document from public.ai_documents d where d.tenant_id = p_tenant_id and d.id = p_id and d.deleted_at is null for update;
  if not found then
    raise sqlstate 'PT404' using message = 'ai_document_not_found';
  end if;
  if v_document.kind = 'catalogue' then
    update public.ai_documents d set body = left(app.catalogue_text(p_tenant_id), 400000) where d.tenant_id = p_tenant_id and d.id = p_id;
  end if;
  perform app.enqueue_indexing(p_tenant_id, p_id);
  return 1;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."index_ai_documents"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_ai_documents (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_knowledge_reader(p_tenant_id);
  return coalesce((
    select jsonb_agg(app.ai_document_json(d) order by app.normalize_text(d.title), d.id) from public.ai_documents d
    where d.tenant_id = p_tenant_id and d.deleted_at is null), '[]');
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_ai_documents"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_ai_document (
  p_tenant_id uuid,
  p_id        uuid,
  p_kind      text,
  p_title     text,
  p_body      text DEFAULT NULL::text,
  p_source    text DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_before public.ai_documents;
  v_document public.ai_documents;
  v_title text;
  v_body text := btrim(regexp_replace(coalesce(p_body, ''), '\r\n?', e'\n', 'g'), e' \n\t');
begin
  perform app.require_knowledge_editor(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if coalesce(p_kind, '') not in ('text', 'pdf', 'docx', 'url', 'faq') then
    raise sqlstate 'PT400' using message = 'invalid_ai_document', detail = 'kind';
  end if;
  v_title := app.require_name(p_title, 160);
  if v_body = '' then
    raise sqlstate 'PT400' using message = 'empty_body';
  end if;
  if char_length(v_body) > 400000 then
    raise sqlstate 'PT400' using message = 'body_too_long', detail = '400000';
  end if;
  -- one writer a clinic: the limit holds
  perform pg_advisory_xact_lock(hashtextextended('ai_documents:' || p_tenant_id, 0));
  select * into v_before from public.ai_documents d where d.tenant_id = p_tenant_id and d.id = p_id for update;
  if v_before.kind = 'catalogue' or v_before.deleted_at is not null then
    raise sqlstate 'PT404' using message = 'ai_document_not_found';
  end if;
  if v_before.id is null and (
    select count(*) from public.ai_documents d where d.tenant_id = p_tenant_id and d.deleted_at is null) >= 1000 then
    raise sqlstate 'PT409' using message = 'too_many_ai_documents', detail = '1000';
  end if;
  if v_before.id is not null
    and (v_before.kind, v_before.title, v_before.body, v_before.source) is not distinct from (p_kind, v_title, v_body, app.trimmed(p_source, 2000)) then
    return app.ai_document_json(v_before);
  end if;
  insert into public.ai_documents (tenant_id, id, kind, title, body, source, created_by)
  values (p_tenant_id, p_id, p_kind, v_title, v_body, app.trimmed(p_source, 2000), auth.uid())
  on conflict (tenant_id, id) do update set kind = excluded.kind, title = excluded.title, body = excluded.body, source = excluded.source;
  perform app.touch_knowledge(p_tenant_id);
  v_document := app.enqueue_indexing(p_tenant_id, p_id);
  perform app.ensure_catalogue(p_tenant_id);
  perform app.audit(p_tenant_id, 'ai_document.saved', 'ai_document', p_id::text,
    case when v_before.id is not null then jsonb_build_object('title', v_before.title, 'body', left(v_before.body, 1000)) end,
    jsonb_build_object('title', v_title, 'body', left(v_body, 1000)));
  return app.ai_document_json(v_document);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_ai_document"(uuid, uuid, text, text, text, text) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "app"."ai_answers"
  ADD CONSTRAINT "ai_answers_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."ai_chunks"
  ADD CONSTRAINT "ai_chunks_tenant_id_document_id_fkey" FOREIGN KEY (tenant_id, document_id) REFERENCES public.ai_documents(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."ai_documents"
  ADD CONSTRAINT "ai_documents_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."ai_knowledge"
  ADD CONSTRAINT "ai_knowledge_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

CREATE INDEX ai_answers_expiry ON app.ai_answers USING btree (expires_at);

CREATE UNIQUE INDEX ai_documents_catalogue ON public.ai_documents USING btree (tenant_id)
  WHERE (kind = 'catalogue'::text);

CREATE INDEX ai_documents_newest ON public.ai_documents USING btree (tenant_id, updated_at DESC, id DESC);

CREATE TRIGGER ai_knowledge_touch
  BEFORE UPDATE ON public.ai_knowledge
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER catalog_items_added_to_catalogue
  AFTER INSERT ON public.catalog_items REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT
  EXECUTE FUNCTION app.tg_any__refresh_catalogue();

CREATE TRIGGER catalog_items_changed_in_catalogue
  AFTER UPDATE ON public.catalog_items REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT
  EXECUTE FUNCTION app.tg_any__refresh_catalogue();

CREATE TRIGGER catalog_items_gone_from_catalogue
  AFTER DELETE ON public.catalog_items REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT
  EXECUTE FUNCTION app.tg_any__refresh_catalogue();

CREATE TRIGGER product_variants_added_to_catalogue
  AFTER INSERT ON public.product_variants REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT
  EXECUTE FUNCTION app.tg_any__refresh_catalogue();

CREATE TRIGGER product_variants_changed_in_catalogue
  AFTER UPDATE ON public.product_variants REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT
  EXECUTE FUNCTION app.tg_any__refresh_catalogue();

CREATE TRIGGER product_variants_gone_from_catalogue
  AFTER DELETE ON public.product_variants REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT
  EXECUTE FUNCTION app.tg_any__refresh_catalogue();

CREATE TRIGGER products_added_to_catalogue
  AFTER INSERT ON public.products REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT
  EXECUTE FUNCTION app.tg_any__refresh_catalogue();

CREATE TRIGGER products_changed_in_catalogue
  AFTER UPDATE ON public.products REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT
  EXECUTE FUNCTION app.tg_any__refresh_catalogue();

CREATE TRIGGER products_gone_from_catalogue
  AFTER DELETE ON public.products REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT
  EXECUTE FUNCTION app.tg_any__refresh_catalogue();

CREATE TRIGGER session_types_added_to_catalogue
  AFTER INSERT ON public.session_types REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT
  EXECUTE FUNCTION app.tg_any__refresh_catalogue();

CREATE TRIGGER session_types_changed_in_catalogue
  AFTER UPDATE ON public.session_types REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT
  EXECUTE FUNCTION app.tg_any__refresh_catalogue();

CREATE TRIGGER session_types_gone_from_catalogue
  AFTER DELETE ON public.session_types REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT
  EXECUTE FUNCTION app.tg_any__refresh_catalogue();

CREATE POLICY "select_nobody" ON "app"."ai_answers"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_members" ON "public"."ai_chunks"
  FOR SELECT
  TO "authenticated"
  USING (((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)) AND is_live));

CREATE POLICY "select_members" ON "public"."ai_documents"
  FOR SELECT
  TO "authenticated"
  USING (((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)) AND (deleted_at IS NULL)));

CREATE POLICY "select_members" ON "public"."ai_knowledge"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

COMMENT ON COLUMN "public"."ai_chunks"."heading" IS 'Title and headings above it, joined by " › ".';

COMMENT ON COLUMN "public"."ai_chunks"."is_live" IS 'Whether it is searched: the version of the document that was completed last, while that is not deleted.';

COMMENT ON COLUMN "public"."ai_documents"."attempt" IS 'The lease of the job that indexes it: what an earlier one says no longer counts.';

COMMENT ON COLUMN "public"."ai_documents"."body" IS 'The text, in Markdown: what was typed, or read from the file or page. Of a FAQ, each question is a heading and its answer follows.';

COMMENT ON COLUMN "public"."ai_documents"."deleted_at" IS 'It can be restored for seven days; forget_document removes it then.';

COMMENT ON COLUMN "public"."ai_documents"."done" IS 'Chunks of this version that are written, of total.';

COMMENT ON COLUMN "public"."ai_documents"."source" IS 'Name of the file, or address of the page, that the text was read from.';

COMMENT ON COLUMN "public"."ai_documents"."version" IS 'Grows with every indexing that is asked for; live_version is the one whose chunks are searched.';

COMMENT ON COLUMN "public"."ai_knowledge"."model" IS 'The embedding model of its vectors; another one means that all is indexed anew.';

COMMENT ON COLUMN "public"."ai_knowledge"."version" IS 'Grows with every change of what is answered from; a kept answer is of one version.';

COMMENT ON FUNCTION "app"."begin_indexing"(uuid, uuid, integer, uuid) IS 'Caller: worker. What to index and from which chunk on: {kind, title, body, done, model}. p_attempt is the lease of its job: what an earlier one says no longer counts. NULL when there is nothing to do any more. Errors: none.';

COMMENT ON FUNCTION "app"."end_indexing"(uuid, uuid, integer, uuid, text) IS 'Caller: worker, when all chunks are there, which are searched from now on in place of those before, or when there is nothing to read (p_failure says why). False when it came too late. Errors: none.';

COMMENT ON FUNCTION "app"."enqueue_indexing"(uuid, uuid) IS 'The document as it stands afterwards; what is searched stays until the new chunks are all there.';

COMMENT ON FUNCTION "app"."forget_document"(uuid, uuid) IS 'Caller: worker. Removes a document that was deleted a week ago; false when it was brought back meanwhile. Errors: none.';

COMMENT ON FUNCTION "app"."keep_answer"(uuid, text, bigint, jsonb) IS 'Caller: functions. Keeps what a question was answered for 24 hours, or until the knowledge changes; p_version is the one that the answer was drawn from. Nothing about a person may be in it. Errors: none.';

COMMENT ON FUNCTION "app"."kept_answer"(uuid, text) IS 'Caller: functions. What keep_answer kept for this question of this clinic within 24 hours, if its knowledge has not changed since; otherwise NULL. Errors: none.';

COMMENT ON FUNCTION "app"."knowledge_of"(uuid) IS 'Caller: functions. {model, version} of a clinic''s knowledge; NULL when it has none. Errors: none.';

COMMENT ON FUNCTION "app"."knowledge_query"(text) IS 'A question as a condition on app.words_of_text: any of its words, with and without accents, common ones aside; NULL when nothing is left to look for.';

COMMENT ON FUNCTION "app"."refresh_catalogue"(uuid) IS 'Caller: worker, after products, prices or services changed. Writes the catalogue of a clinic anew and has it indexed; false when it is the same, or the clinic does not want it. Errors: none.';

COMMENT ON FUNCTION "app"."reindex_knowledge"(uuid, text) IS 'Indexes all documents of a clinic anew, with p_model from now on when it is named: whoever saves another embedding model calls it. What is searched by words stays meanwhile. How many there are. Errors: none.';

COMMENT ON FUNCTION "app"."require_knowledge_editor"(uuid) IS 'The caller''s role, if it may change what the clinic answers from. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "app"."require_knowledge_reader"(uuid) IS 'The caller''s role, if it may ask what the clinic has written. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 module_off.';

COMMENT ON FUNCTION "app"."search_knowledge"(uuid, text, real[], integer, text) IS 'Caller: functions. Chunks of one clinic for a question: by full text and by vector (signs first, then the exact cosine), their places fused. p_vector has length 1 and is of p_model; chunks of another model are found by their words alone. At most p_limit (100), the best first. Errors: none.';

COMMENT ON FUNCTION "app"."take_chunks"(uuid, uuid, integer, uuid, jsonb) IS 'Caller: worker that holds the job. Writes a piece {from, total, model, chunks: [{heading, text, tokens, vector}]} and the place it has come to in one transaction; from is where the document stands. False when it was cancelled, changed, or somebody else holds it. Errors: none.';

COMMENT ON FUNCTION "public"."cancel_ai_indexing"(uuid, uuid) IS 'Caller: owner, administrators and supervisors. Stops the indexing of a document; what was searched before still is. One that is over stays as it is. Answers as list_ai_documents. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 ai_document_not_found.';

COMMENT ON FUNCTION "public"."delete_ai_document"(uuid, uuid, boolean) IS 'Caller: owner, administrators and supervisors. Nothing is answered from it any more; p_is_deleted false within seven days brings it back. The catalogue stays away until it is brought back. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 ai_document_not_found.';

COMMENT ON FUNCTION "public"."get_ai_document"(uuid, uuid) IS 'Caller: members. A document as list_ai_documents, with body and chunks: [{id, heading, text, tokens}] as they are searched, at most 500. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 module_off, PT404 ai_document_not_found.';

COMMENT ON FUNCTION "public"."index_ai_documents"(uuid, uuid) IS 'Caller: owner, administrators and supervisors. Has a document indexed anew, or all of them (and the catalogue taken, if it was never) when none is named. How many. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 ai_document_not_found.';

COMMENT ON FUNCTION "public"."list_ai_documents"(uuid) IS 'Caller: members. The documents of a clinic by their titles: [{id, kind, title, source, state: waiting|indexing|ready|failed|cancelled, failure, done, total: chunks, is_live: whether it is answered from, characters, updated_at, indexed_at}]. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 module_off.';

COMMENT ON FUNCTION "public"."save_ai_document"(uuid, uuid, text, text, text, text) IS 'Caller: owner, administrators and supervisors. A document of kind text, pdf, docx, url or faq; p_body is its text in Markdown, p_source the file or address that it was read from. p_id comes from the client. It is indexed by a job; until then its last version is answered from. Answers as list_ai_documents. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_ai_document, PT400 invalid_name, PT400 empty_body, PT400 body_too_long, PT404 ai_document_not_found, PT409 too_many_ai_documents.';

COMMENT ON TABLE "app"."ai_answers" IS 'Kept for 24 hours by the question as app.question_key has it; one of an earlier version of the knowledge no longer counts.';

COMMENT ON TABLE "public"."ai_chunks" IS 'Chunks of documents, 400 to 800 tokens each: text with its headings, words for full text, a vector of length 1 and its signs.';

COMMENT ON TABLE "public"."ai_documents" IS 'Documents that the assistant and the team are answered from. What is searched are their chunks; the one of kind catalogue is written by refresh_catalogue.';

COMMENT ON TABLE "public"."ai_knowledge" IS 'The knowledge of a clinic as a whole. No row: it has none yet.';

REVOKE ALL ON FUNCTION "app"."ai_document_json"(public.ai_documents) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."ai_document_json"(public.ai_documents) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."ai_document_json"(public.ai_documents) TO "postgres";

REVOKE ALL ON FUNCTION "app"."begin_indexing"(uuid, uuid, integer, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."begin_indexing"(uuid, uuid, integer, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_indexing"(uuid, uuid, integer, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_indexing"(uuid, uuid, integer, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."catalogue_text"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."catalogue_text"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."catalogue_text"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."end_indexing"(uuid, uuid, integer, uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."end_indexing"(uuid, uuid, integer, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."end_indexing"(uuid, uuid, integer, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."end_indexing"(uuid, uuid, integer, uuid, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."enqueue_indexing"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."enqueue_indexing"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."enqueue_indexing"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."ensure_catalogue"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."ensure_catalogue"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."ensure_catalogue"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."forget_document"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."forget_document"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."forget_document"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."forget_document"(uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."give_up_indexing"(app.jobs) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."give_up_indexing"(app.jobs) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."give_up_indexing"(app.jobs) TO "postgres";

REVOKE ALL ON FUNCTION "app"."indexing_summary"(app.jobs) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."indexing_summary"(app.jobs) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."indexing_summary"(app.jobs) TO "postgres";

REVOKE ALL ON FUNCTION "app"."keep_answer"(uuid, text, bigint, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."keep_answer"(uuid, text, bigint, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."keep_answer"(uuid, text, bigint, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."keep_answer"(uuid, text, bigint, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "app"."kept_answer"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."kept_answer"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."kept_answer"(uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."kept_answer"(uuid, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."knowledge_of"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."knowledge_of"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."knowledge_of"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."knowledge_of"(uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."knowledge_query"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."knowledge_query"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."knowledge_query"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."question_key"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."question_key"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."question_key"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."reais"(bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."reais"(bigint) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."reais"(bigint) TO "postgres";

REVOKE ALL ON FUNCTION "app"."refresh_catalogue"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."refresh_catalogue"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."refresh_catalogue"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."refresh_catalogue"(uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."reindex_knowledge"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."reindex_knowledge"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."reindex_knowledge"(uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."reindex_knowledge"(uuid, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."require_knowledge_editor"(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."require_knowledge_editor"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."require_knowledge_editor"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_knowledge_editor"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_knowledge_editor"(uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."require_knowledge_reader"(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."require_knowledge_reader"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."require_knowledge_reader"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_knowledge_reader"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_knowledge_reader"(uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."revive_indexing"(uuid, app.jobs[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."revive_indexing"(uuid, app.jobs[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."revive_indexing"(uuid, app.jobs[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."search_knowledge"(uuid, text, real[], integer, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."search_knowledge"(uuid, text, real[], integer, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."search_knowledge"(uuid, text, real[], integer, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."search_knowledge"(uuid, text, real[], integer, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."sign_bits"(real[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."sign_bits"(real[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."sign_bits"(real[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."take_chunks"(uuid, uuid, integer, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."take_chunks"(uuid, uuid, integer, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."take_chunks"(uuid, uuid, integer, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."take_chunks"(uuid, uuid, integer, uuid, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "app"."tell_ai_document"(public.ai_documents) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tell_ai_document"(public.ai_documents) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tell_ai_document"(public.ai_documents) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_any__refresh_catalogue"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_any__refresh_catalogue"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_any__refresh_catalogue"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."touch_knowledge"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."touch_knowledge"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."touch_knowledge"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_ai_indexing"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."cancel_ai_indexing"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_ai_indexing"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_ai_document"(uuid, uuid, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."delete_ai_document"(uuid, uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_ai_document"(uuid, uuid, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_ai_document"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_ai_document"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_ai_document"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."index_ai_documents"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."index_ai_documents"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."index_ai_documents"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_ai_documents"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_ai_documents"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_ai_documents"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_ai_document"(uuid, uuid, text, text, text, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_ai_document"(uuid, uuid, text, text, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_ai_document"(uuid, uuid, text, text, text, text) TO "postgres";

REVOKE ALL ON TABLE "public"."ai_chunks" FROM "authenticated";

GRANT SELECT ON TABLE "public"."ai_chunks" TO "authenticated";

REVOKE ALL ON TABLE "public"."ai_chunks" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."ai_chunks" TO "service_role";

REVOKE ALL ON TABLE "public"."ai_documents" FROM "authenticated";

GRANT SELECT ON TABLE "public"."ai_documents" TO "authenticated";

REVOKE ALL ON TABLE "public"."ai_documents" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."ai_documents" TO "service_role";

REVOKE ALL ON TABLE "public"."ai_knowledge" FROM "authenticated";

GRANT SELECT ON TABLE "public"."ai_knowledge" TO "authenticated";

REVOKE ALL ON TABLE "public"."ai_knowledge" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."ai_knowledge" TO "service_role";

ALTER TABLE "public"."ai_chunks"
  ADD COLUMN "signs" bit varying GENERATED ALWAYS AS (app.sign_bits(vector)) STORED NOT NULL;

COMMENT ON COLUMN "public"."ai_chunks"."signs" IS 'One bit a dimension, for the first and fast of two looks.';

CREATE INDEX ai_chunks_signs ON public.ai_chunks USING btree (tenant_id, model) INCLUDE (signs, id)
  WHERE is_live;

CREATE INDEX ai_chunks_words ON public.ai_chunks USING gin (tenant_id, words)
  WHERE is_live;

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

insert into app.audit_actions (key, area, severity) values
  ('ai_document.saved', 'settings', 'notice'), ('ai_document.deleted', 'settings', 'notice'), ('ai_document.restored', 'settings', 'info')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.clinic_export_tables (name, position, is_of_clinic, own_condition, record_column) values
  ('public.ai_documents', 170, true, null, null)
on conflict (name) do update set position = excluded.position, is_of_clinic = excluded.is_of_clinic, own_condition = excluded.own_condition,
  record_column = excluded.record_column;

-- A document says itself how far it is: whoever takes the job after a crash goes on behind the last piece.
insert into app.job_kinds (kind, lease_seconds, max_attempts, dead_function, revive_function, summary_function) values
  ('index_document', 90, 8, 'app.give_up_indexing', 'app.revive_indexing', 'app.indexing_summary')
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  dead_function = excluded.dead_function, revive_function = excluded.revive_function, summary_function = excluded.summary_function;

insert into app.job_kinds (kind, is_listed) values ('refresh_catalogue', false), ('forget_document', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

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

insert into app.clinic_export_tables (name, position, is_of_clinic, own_condition, record_column) values
  ('public.orders', 150, true, null, null),
  ('public.order_items', 151, true, null, null),
  ('public.order_payments', 152, true, null, null),
  ('public.order_refunds', 153, true, null, null),
  ('public.order_events', 154, true, null, null),
  ('public.coupons', 155, true, null, null),
  ('public.coupon_uses', 156, true, null, null),
  ('public.order_invoices', 157, true, null, null),
  ('public.product_images', 158, true, null, null),
  ('public.reviews', 159, true, null, null)
on conflict (name) do update set position = excluded.position, is_of_clinic = excluded.is_of_clinic, own_condition = excluded.own_condition,
  record_column = excluded.record_column;

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

insert into app.clinic_export_tables (name, position, is_of_clinic, own_condition, record_column) values
  ('public.rooms', 1, true, 'true', null),
  ('public.session_types', 2, true, 'true', null),
  ('public.therapists', 3, true, 't.user_id = $2', null),
  ('public.patients', 4, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.medicos', 5, true, null, null),
  ('public.contact_phones', 6, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.contact_emails', 7, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.patient_relations', 8, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.care_team', 9, true, 't.user_id = $2', null),
  ('public.session_series', 10, true, 't.therapist_id = $2', null),
  ('public.sessions', 11, true, 't.therapist_id = $2', null),
  ('public.session_patients', 12, true, 'exists (select from public.sessions s where s.tenant_id = $1 and s.id = t.session_id and s.therapist_id = $2)', null),
  ('public.notification_channels', 13, true, null, null),
  ('public.conversation_threads', 14, true, 'exists (select from public.patient_conversations l join public.care_team c on c.tenant_id = $1 and c.patient_id = l.patient_id and c.user_id = $2 and c.ended_at is null where l.tenant_id = $1 and l.thread_id = t.id)', null),
  ('public.conversation_addresses', 15, true, 'exists (select from public.patient_conversations l join public.care_team c on c.tenant_id = $1 and c.patient_id = l.patient_id and c.user_id = $2 and c.ended_at is null where l.tenant_id = $1 and l.thread_id = t.thread_id)', null),
  ('public.patient_conversations', 16, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.conversation_tags', 17, true, null, null),
  ('public.conversation_thread_tags', 18, true, null, null),
  ('public.conversation_messages', 19, true, 'exists (select from public.patient_conversations l join public.care_team c on c.tenant_id = $1 and c.patient_id = l.patient_id and c.user_id = $2 and c.ended_at is null where l.tenant_id = $1 and l.thread_id = t.thread_id)', null),
  ('public.conversation_notes', 20, true, null, null),
  ('public.record_entries', 21, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', 'patient_id'),
  ('public.private_notes', 22, false, 't.author_id = $2', null),
  ('public.patient_documents', 23, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.patient_files', 24, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.consents', 25, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.payers', 26, true, null, null),
  ('public.money_entries', 27, true, null, null),
  ('public.money_charges', 28, true, 't.therapist_id = $2', null),
  ('public.money_payments', 29, true, null, null),
  ('public.money_allocations', 30, true, null, null),
  ('public.session_packages', 31, true, null, null),
  ('public.package_consumptions', 32, true, null, null),
  ('public.session_bills', 33, true, null, null),
  ('public.monthly_fees', 34, true, null, null),
  ('public.receipts', 35, true, 't.therapist_id = $2', null),
  ('public.payout_entries', 36, true, 't.therapist_id = $2', null),
  ('public.whatsapp_credits_balance', 37, true, null, null),
  ('public.whatsapp_credits_transactions', 38, true, null, null),
  ('public.marketing_permissions', 39, true, null, null),
  ('public.campaigns', 40, true, null, null),
  ('public.campaign_recipients', 41, true, null, null),
  ('public.companies', 60, true, null, null),
  ('public.contacts', 61, true, null, null),
  ('public.contact_tags', 62, true, null, null),
  ('public.deals', 63, true, null, null),
  ('public.crm_leads', 64, true, null, null),
  ('public.tasks', 65, true, null, null),
  ('public.custom_fields', 66, true, null, null),
  ('public.sales_events', 67, true, null, null),
  ('public.working_hours', 68, true, 't.therapist_id = $2', null),
  ('public.agenda_exceptions', 69, true, null, null),
  ('public.agenda_day_notes', 70, true, null, null),
  ('public.clinic_holidays', 71, true, null, null),
  ('public.session_prices', 72, true, null, null),
  ('public.monthly_fee_months', 73, true, null, null),
  ('public.payout_rules', 74, true, null, null),
  ('public.payout_statements', 75, true, 't.therapist_id = $2', null),
  ('public.payout_statement_events', 76, true, null, null),
  ('public.service_invoices', 77, true, null, null),
  ('public.waiting_list', 78, true, null, null),
  ('public.intake_submissions', 79, true, null, null),
  ('public.intake_answers', 80, true, null, null),
  ('public.conversation_optouts', 81, true, null, null),
  ('public.quick_replies', 82, true, null, null),
  ('public.document_templates', 83, true, null, null),
  ('public.record_templates', 84, true, null, null),
  ('public.privacy_requests', 85, true, null, null),
  ('public.privacy_incidents', 86, true, null, null),
  ('public.processing_records', 87, true, null, null),
  ('public.segments', 90, true, null, null),
  ('public.products', 91, true, null, null),
  ('public.product_options', 92, true, null, null),
  ('public.product_variants', 93, true, null, null),
  ('public.stock_places', 94, true, null, null),
  ('public.stock_lots', 95, true, null, null),
  ('public.stock_levels', 96, true, null, null),
  ('public.stock_lot_levels', 97, true, null, null),
  ('public.stock_moves', 98, true, null, null),
  ('public.catalog_items', 100, true, null, null),
  ('public.schedule_slots', 101, true, null, null),
  ('public.suppliers', 102, true, null, null),
  ('public.purchase_orders', 103, true, null, null),
  ('public.purchase_order_items', 104, true, null, null),
  ('public.purchase_receipts', 105, true, null, null),
  ('public.stock_counts', 106, true, null, null),
  ('public.stock_count_lines', 107, true, null, null)
on conflict (name) do update set
  position = excluded.position, is_of_clinic = excluded.is_of_clinic, own_condition = excluded.own_condition, record_column = excluded.record_column;

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
