-- knowledge functions: The size of a chunk is called by what it is, also in the functions that read it..
set check_function_bodies = off;

SET local check_function_bodies = off;

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
    p_piece ->> 'model', array(select v::real from jsonb_array_elements_text(x.value -> 'vector') v)
  from jsonb_array_elements(p_piece -> 'chunks') with ordinality x (value, ordinality);
  update public.ai_documents d set done = v_document.done + jsonb_array_length(p_piece -> 'chunks'), total = (p_piece ->> 'total')::int
  where d.tenant_id = p_tenant_id and d.id = p_id returning * into v_document;
  perform app.tell_ai_document(v_document);
  return true;
end;
$function$;

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
    select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'heading', c.heading, 'text', c.text, 'tokens', c.size) order by c.position), '[]')
    from (
      select * from public.ai_chunks x
      where x.tenant_id = p_tenant_id and x.document_id = p_id and x.is_live order by x.position limit 500) c));
end;
$function$;
