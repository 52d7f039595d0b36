create function app.find_entries(p_tenant_id uuid, p_search text, p_kinds text[], p_limit integer)
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
begin
  if v_strict is null or v_words ~ '^[0-9 ]+$' and char_length(replace(v_words, ' ', '')) < 4 then
    return;
  end if;
  return query execute format($query$
    select f.kind, f.record_id, f.title, f.distance from (
      select s.kind, s.record_id, s.title, k.position,
        case
          when s.name = $3 or s.words like '%% #' || replace($3, ' ', '') then 0
          when ' ' || s.words || ' ' like all (select '%% ' || w || ' %%' from unnest($4) w) then 1
          when s.words like '%% #' || replace($3, ' ', '') || '%%' then 1
          else 2
        end as distance
      from app.search_entries s join app.search_kinds k on k.kind = s.kind
      where s.tenant_id = $1 and ($2::text[] is null or s.kind = any ($2)) and %s
      order by distance, k.position, s.title, s.record_id
      limit $5) f$query$, v_strict)
    using p_tenant_id, p_kinds, v_words, v_list, p_limit;
  if found or not exists (select from unnest(v_list) w where char_length(w) >= 5 and w !~ '[0-9]') then
    return;
  end if;
  -- nobody is called so: perhaps a letter is wrong
  return query execute format($query$
    select s.kind, s.record_id, s.title, 3
    from app.search_entries s join app.search_kinds k on k.kind = s.kind
    where s.tenant_id = $1 and ($2::text[] is null or s.kind = any ($2)) and %s
      and not exists (
        select from unnest($4) w where s.words not like '%% ' || w || '%%' and not exists (
          select from unnest(string_to_array(s.words, ' ')) has
          where app.is_one_letter_off(w, has) or app.is_one_letter_off(w, left(has, char_length(w)))))
    order by k.position, s.title, s.record_id
    limit $5$query$, app.search_condition(p_search, true))
    using p_tenant_id, p_kinds, v_words, v_list, p_limit;
end;
$$;
comment on function app.find_entries(uuid, text, text[], integer) is
  'Caller: search_global. People and things of a clinic that a search finds, best first. distance: 0 the whole name or number, 1 whole words, 2 beginnings, 3 one letter off, which is looked for only when nothing else is found.';
revoke execute on function app.find_entries(uuid, text, text[], integer) from public, anon, authenticated;
