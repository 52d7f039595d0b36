-- A word that a tenth of the clinic has is not read to its end: p_reach entries are ranked, and beside them always whoever
-- is called exactly so and whoever the caller has had open lately. Executed as text, so that its plan can use the patterns.
create function app.find_entries(
  p_tenant_id uuid, p_search text, p_kinds text[], p_limit integer, p_near uuid[] default '{}', p_reach integer default 1500
)
returns table (kind text, record_id uuid, title text, distance integer)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_words text := app.search_words(left(p_search, 200));
  v_list text[] := string_to_array(nullif(app.search_words(left(p_search, 200)), ''), ' ');
  v_strict text := app.search_condition(p_search);
  v_similar jsonb;
  v_rows int;
begin
  if v_strict is null or v_words ~ '^[0-9 ]+$' and char_length(replace(v_words, ' ', '')) < 4 then
    return;
  end if;
  return query execute format($query$
    with c as materialized (
      (select s.kind, s.record_id, s.title, s.name, s.words from app.search_entries s
        where s.tenant_id = $1 and s.kind = any ($2) and %1$s limit $7)
      union
      (select s.kind, s.record_id, s.title, s.name, s.words from app.search_entries s
        where s.tenant_id = $1 and s.kind = any ($2) and s.name = $3 limit 100)
      union
      (select s.kind, s.record_id, s.title, s.name, s.words from app.search_entries s
        where s.tenant_id = $1 and s.kind = any ($2) and s.name like %2$L and $3 <> '' limit 200)
      union
      select s.kind, s.record_id, s.title, s.name, s.words from app.search_entries s
      where s.tenant_id = $1 and s.kind = any ($2) and s.record_id = any ($6) and %1$s
    ), f as (
      select c.kind, c.record_id, c.title, k.position, array_position($6, c.record_id) as near,
        case
          when c.name = $3 or c.words || ' ' like '%% #' || replace($3, ' ', '') || ' %%' then 0
          when ' ' || c.words || ' ' like all (select '%% ' || w || ' %%' from unnest($4) w) then 1
          when c.words like '%% #' || replace($3, ' ', '') || '%%' then 1
          else 2
        end as distance
      from c join app.search_kinds k on k.kind = c.kind
    ), r as (
      select f.*, row_number() over (partition by f.kind order by f.distance = 0 desc, f.near, f.distance, f.title, f.record_id) as place from f
    )
    select r.kind, r.record_id, r.title, r.distance from r where r.place <= $5
    order by r.distance = 0 desc, r.near is null, r.distance, r.position, r.place$query$, v_strict, v_words || ' %')
    using p_tenant_id, p_kinds, v_words, v_list, p_limit, p_near, p_reach;
  get diagnostics v_rows = row_count;
  if v_rows >= p_limit then
    return;
  end if;
  -- few are called so: perhaps a letter is wrong, or it is a part of a word
  select jsonb_object_agg(w.word, to_jsonb(w.others)) into v_similar
  from (select l.word, app.similar_words(p_tenant_id, l.word) as others from unnest(v_list[1:10]) l (word)
    where char_length(l.word) >= 5 and l.word !~ '[0-9]') w
  where w.others is not null;
  return query execute format($query$
    with c as materialized (
      select s.kind, s.record_id, s.title from app.search_entries s
      where s.tenant_id = $1 and s.kind = any ($2) and %1$s and not (%2$s)
      limit $6
    ), r as (
      select c.*, k.position, array_position($5, c.record_id) as near,
        row_number() over (partition by c.kind order by array_position($5, c.record_id), c.title, c.record_id) as place
      from c join app.search_kinds k on k.kind = c.kind
    )
    select r.kind, r.record_id, r.title, 3 from r where r.place <= $4
    order by r.near is null, r.position, r.place$query$, app.search_condition(p_search, coalesce(v_similar, '{}')), v_strict)
    using p_tenant_id, p_kinds, null, p_limit, p_near, p_reach;
end;
$$;
comment on function app.find_entries(uuid, text, text[], integer, uuid[], integer) is
  'Caller: search_global. People and things of a clinic that a search finds, p_limit of each kind, best first. distance: 0 the whole name or number, 1 whole words, 2 beginnings, 3 one letter off or inside of a word, which is looked for when little else is found. p_near: what the caller had open, the nearest first; it comes before all but the exact name.';
revoke execute on function app.find_entries(uuid, text, text[], integer, uuid[], integer) from public, anon, authenticated;
