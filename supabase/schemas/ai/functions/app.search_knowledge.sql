create function app.search_knowledge(
  p_tenant_id uuid, p_query text, p_vector real[], p_limit integer default 24, p_model text default null
)
returns table (
  chunk_id uuid, document_id uuid, kind text, title text, heading text, "text" text, tokens integer, vector real[], score real
)
language plpgsql
stable
set search_path = ''
as $$
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
$$;
comment on function app.search_knowledge(uuid, text, real[], integer, text) is
  'Caller: functions. Chunks of one clinic for a question: by full text and by vector (signs first, then the exact cosine), their places fused. p_vector has length 1 and is of p_model (NULL: the product''s own); chunks of another model are found by their words alone. At most p_limit (100), the best first. Errors: none.';
revoke execute on function app.search_knowledge(uuid, text, real[], integer, text) from public, anon, authenticated;
grant execute on function app.search_knowledge(uuid, text, real[], integer, text) to service_role;
