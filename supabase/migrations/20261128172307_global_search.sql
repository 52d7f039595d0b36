-- One search for all that a clinic has: files and payers get entries, a vocabulary finds words with a wrong letter, and the
-- answer of search_global has more columns, so it is made anew.
set check_function_bodies = off;

SET local check_function_bodies = off;

DROP FUNCTION "app"."find_entries"(uuid, text, text[], integer);

DROP FUNCTION "app"."search_condition"(text, boolean);

DROP FUNCTION "public"."search_global"(uuid, text, text[], integer);

CREATE TABLE "app"."search_vocabulary" (
  "tenant_id" uuid   NOT NULL,
  "word"      text   NOT NULL,
  "keys"      text[] NOT NULL,
  CONSTRAINT "search_vocabulary_pkey" PRIMARY KEY (tenant_id, word)
);

ALTER TABLE "app"."search_vocabulary"
  ENABLE ROW LEVEL SECURITY;

CREATE OR REPLACE FUNCTION app.find_entries (
  p_tenant_id uuid,
  p_search    text,
  p_kinds     text[],
  p_limit     integer,
  p_near      uuid[]  DEFAULT '{}'::uuid[],
  p_reach     integer DEFAULT 1500
)
  RETURNS TABLE (
    kind      text,
    record_id uuid,
    title     text,
    distance  integer
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
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
  -- few are called so: perhaps a letter is wrong
  select jsonb_object_agg(w.word, to_jsonb(w.others)) into v_similar
  from (select l.word, app.similar_words(p_tenant_id, l.word) as others from unnest(v_list[1:10]) l (word)
    where char_length(l.word) >= 5 and l.word !~ '[0-9]') w
  where w.others is not null;
  if v_similar is null then
    return;
  end if;
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
    order by r.near is null, r.position, r.place$query$, app.search_condition(p_search, v_similar), v_strict)
    using p_tenant_id, p_kinds, null, p_limit, p_near, p_reach;
end;
$function$;

CREATE OR REPLACE FUNCTION app.find_money (
  p_tenant_id    uuid,
  p_kind         text,
  p_cents        integer,
  p_has_people   boolean,
  p_patients     uuid[],
  p_payers       uuid[],
  p_therapist_id uuid,
  p_limit        integer
)
  RETURNS TABLE (
    id         uuid,
    title      text,
    patient_id uuid,
    detail     jsonb
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_today date := app.clinic_today(p_tenant_id);
  v_ids uuid[];
begin
  if p_kind = 'charge' then
    if p_has_people then
      v_ids := array(
        select c.id from (
          select c.id, c.due_on, c.amount_cents, c.therapist_id, c.reversed_at from public.money_charges c
          where c.tenant_id = p_tenant_id and c.patient_id = any (p_patients)
          union
          select c.id, c.due_on, c.amount_cents, c.therapist_id, c.reversed_at from public.money_charges c
          where c.tenant_id = p_tenant_id and c.payer_id = any (p_payers)) c
        where c.reversed_at is null and (p_cents is null or c.amount_cents = p_cents) and (p_therapist_id is null or c.therapist_id = p_therapist_id)
        order by abs(c.due_on - v_today), c.id limit p_limit);
    else
      v_ids := array(
        select c.id from (
          (select c.id, c.due_on from public.money_charges c
            where c.tenant_id = p_tenant_id and c.amount_cents = p_cents and c.reversed_at is null and c.due_on <= v_today
              and (p_therapist_id is null or c.therapist_id = p_therapist_id)
            order by c.due_on desc limit p_limit)
          union all
          (select c.id, c.due_on from public.money_charges c
            where c.tenant_id = p_tenant_id and c.amount_cents = p_cents and c.reversed_at is null and c.due_on > v_today
              and (p_therapist_id is null or c.therapist_id = p_therapist_id)
            order by c.due_on limit p_limit)) c
        order by abs(c.due_on - v_today), c.id limit p_limit);
    end if;
    return query
      select c.id, p.name, c.patient_id, jsonb_build_object('amount_cents', c.amount_cents, 'state', c.state, 'day', c.due_on, 'origin', c.origin,
        'payer_name', y.full_name)
      from unnest(v_ids) with ordinality i (id, place)
      join public.money_charges c on c.tenant_id = p_tenant_id and c.id = i.id
      join public.patients p on p.tenant_id = p_tenant_id and p.id = c.patient_id
      join public.payers y on y.tenant_id = p_tenant_id and y.id = c.payer_id
      order by i.place;
    return;
  end if;
  if p_has_people then
    v_ids := array(
      select m.id from public.money_payments m
      where m.tenant_id = p_tenant_id and m.reversed_at is null and (p_cents is null or m.amount_cents = p_cents)
        and m.payer_id in (
          select y.id from public.payers y where y.tenant_id = p_tenant_id and y.patient_id = any (p_patients)
          union all select unnest(p_payers))
      order by m.created_at desc, m.id limit p_limit);
  else
    v_ids := array(
      select m.id from public.money_payments m
      where m.tenant_id = p_tenant_id and m.amount_cents = p_cents and m.reversed_at is null
      order by m.created_at desc, m.id limit p_limit);
  end if;
  return query
    select m.id, coalesce(p.name, y.full_name), coalesce(e.patient_id, y.patient_id, (
        select c.patient_id from public.money_charges c where c.tenant_id = p_tenant_id and c.payer_id = m.payer_id order by c.due_on, c.id limit 1)),
      jsonb_build_object('amount_cents', m.amount_cents, 'day', e.occurred_on, 'method', e.method, 'kind', e.kind)
    from unnest(v_ids) with ordinality i (id, place)
    join public.money_payments m on m.tenant_id = p_tenant_id and m.id = i.id
    join public.money_entries e on e.tenant_id = p_tenant_id and e.id = i.id
    join public.payers y on y.tenant_id = p_tenant_id and y.id = m.payer_id
    left join public.patients p on p.tenant_id = p_tenant_id and p.id = y.patient_id
    order by i.place;
end;
$function$;

CREATE OR REPLACE FUNCTION app.find_sessions (
  p_tenant_id    uuid,
  p_search       text,
  p_people       uuid[],
  p_therapist_id uuid,
  p_limit        integer,
  p_now          timestamp with time zone DEFAULT now()
)
  RETURNS TABLE (
    id         uuid,
    title      text,
    body       text,
    starts_at  timestamp with time zone,
    patient_id uuid,
    detail     jsonb
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_asked record;
  v_condition text;
  v_therapists uuid[] := '{}';
  v_ids uuid[];
begin
  select * into v_asked from app.search_days(p_search, (p_now at time zone v_zone)::date);
  if v_asked.from_day is null then
    v_ids := array(
      select s.id from public.session_patients x
      join public.sessions s on s.tenant_id = p_tenant_id and s.id = x.session_id
      where x.tenant_id = p_tenant_id and x.patient_id = any (p_people) and (p_therapist_id is null or s.therapist_id = p_therapist_id)
      group by s.id, s.starts_at
      order by s.starts_at < p_now, abs(extract(epoch from s.starts_at - p_now)), s.id
      limit p_limit);
  else
    v_condition := app.search_condition(v_asked.rest);
    if v_asked.rest is not null and v_condition is null then
      return;
    end if;
    if v_condition is not null then
      execute 'select coalesce(array_agg(t.user_id), ''{}'') from public.therapists t, lateral (select '' '' || app.search_words(t.name) as words) s
        where t.tenant_id = $1 and ' || v_condition into v_therapists using p_tenant_id;
    end if;
    execute '
      select array(
        select o.id from public.sessions o
        where o.tenant_id = $1 and o.starts_at >= $2 and o.starts_at < $3 and ($4::uuid is null or o.therapist_id = $4)
          and ($5::time is null or (o.starts_at at time zone $6)::time = $5)'
      || case when v_condition is null then '' else ' and (o.therapist_id = any ($7) or exists (
          select from public.session_patients x
          join app.search_entries s on s.tenant_id = $1 and s.kind = ''patient'' and s.record_id = x.patient_id
          where x.tenant_id = $1 and x.session_id = o.id and ' || v_condition || '))' end
      || ' order by o.starts_at, o.id limit $8)' into v_ids
      using p_tenant_id, app.local_moment(v_asked.from_day::timestamp, v_zone), app.local_moment((v_asked.until_day + 1)::timestamp, v_zone),
        p_therapist_id, v_asked.at_time, v_zone, v_therapists, p_limit;
  end if;
  return query
    select s.id, coalesce(p.names, s.title, y.name), concat_ws(' · ', y.name, t.name), s.starts_at, p.first_id,
      jsonb_build_object('day', (s.starts_at at time zone v_zone)::date, 'starts_local', app.local_text(s.starts_at, v_zone), 'status', s.status)
    from unnest(v_ids) with ordinality i (id, place)
    join public.sessions s on s.tenant_id = p_tenant_id and s.id = i.id
    join public.session_types y on y.tenant_id = p_tenant_id and y.id = s.session_type_id
    join public.therapists t on t.tenant_id = p_tenant_id and t.user_id = s.therapist_id
    left join lateral (
      select string_agg(q.name, ', ' order by x.position, q.sort_name) as names, (array_agg(q.id order by x.position, q.sort_name))[1] as first_id
      from public.session_patients x join public.patients q on q.tenant_id = p_tenant_id and q.id = x.patient_id
      where x.tenant_id = p_tenant_id and x.session_id = s.id) p on true
    order by i.place;
end;
$function$;

CREATE OR REPLACE FUNCTION app.put_search_entry (
  p_tenant_id uuid,
  p_kind      text,
  p_record_id uuid,
  p_title     text,
  p_mails     text[] DEFAULT '{}'::text[],
  p_phones    text[] DEFAULT '{}'::text[],
  p_codes     text[] DEFAULT '{}'::text[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_words text;
begin
  insert into app.search_entries as e (tenant_id, kind, record_id, title, name, words)
  select p_tenant_id, p_kind, p_record_id, p_title, app.search_words(p_title),
    concat_ws(' ', '', nullif(app.search_words(p_title), ''),
      (select string_agg(app.search_words(m), ' ') from unnest(p_mails) m),
      (select string_agg('#' || substr(p, 2), ' ') from unnest(p_phones) p),
      (select string_agg('#' || substr(p, 2, 4) || right(p, 8), ' ') from unnest(p_phones) p where p ~ '^\+55[1-9][1-9]9[0-9]{8}$'),
      (select string_agg('#' || c, ' ') from unnest(p_codes) code, regexp_replace(code, '[^0-9]', '', 'g') c where c <> ''))
  on conflict (tenant_id, kind, record_id) do update
  set title = excluded.title, name = excluded.name, words = excluded.words
  where (e.title, e.words) is distinct from (excluded.title, excluded.words)
  returning e.words into v_words;
  if v_words is not null then
    perform app.put_words(p_tenant_id, v_words);
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.put_words (
  p_tenant_id uuid,
  p_words     text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  -- in one order, and only what is new: two who bring the same words do not wait for each other in a circle
  insert into app.search_vocabulary (tenant_id, word, keys)
  select p_tenant_id, n.word, app.word_keys(n.word)
  from (select distinct w as word from unnest(string_to_array(p_words, ' ')) w where char_length(w) between 4 and 60 and w !~ '[0-9#]') n
  where not exists (select from app.search_vocabulary v where v.tenant_id = p_tenant_id and v.word = n.word)
  order by n.word
  on conflict do nothing;
end;
$function$;

CREATE OR REPLACE FUNCTION app.search_amount (
  p_search text,
  OUT      cents integer,
  OUT      rest text
)
  RETURNS record
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
declare
  v_amount constant text := '(?:^|\s)(?:r\$\s*([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,7})(?:,([0-9]{2}))?|([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,7}),([0-9]{2}))(?=\s|$)';
  v_text text := app.normalize_text(left(coalesce(p_search, ''), 200));
  v_found text[] := regexp_match(v_text, v_amount);
  v_cents bigint := (replace(coalesce(v_found[1], v_found[3]), '.', '') || coalesce(v_found[2], v_found[4], '00'))::bigint;
begin
  cents := case when v_cents between 1 and 1000000000 then v_cents end;
  rest := nullif(btrim(case when cents is null then v_text else regexp_replace(v_text, v_amount, ' ') end), '');
end;
$function$;

CREATE OR REPLACE FUNCTION app.search_condition (
  p_search  text,
  p_similar jsonb DEFAULT NULL::jsonb
)
  RETURNS text
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
declare
  v_text text := left(p_search, 200);
  v_digits text;
  v_area text[];
  v_words text[];
begin
  if v_text ~ '^[\s0-9()+./\u00a0\u2010-\u2015-]*[0-9][\s0-9()+./\u00a0\u2010-\u2015-]*$' then
    -- one number, in any form; a part of it may begin with a trunk zero, or with a zero of its own
    v_digits := regexp_replace(v_text, '[^0-9]', '', 'g');
    -- the area and the last digits
    v_area := regexp_match(v_text, '^\s*\(?0?([1-9][1-9])\)?\s+([0-9]{4})\s*$');
    return (
      select '(' || string_agg(distinct format('s.words like %L', '%' || d || '%'), ' or ') || ')'
      from unnest(array[v_digits, substr(app.normalize_phone(v_text), 2), regexp_replace(v_digits, '^0+(?=[1-9])', ''),
        regexp_replace(v_digits, '^(00)?550+(?=[1-9])', '55'), '#55' || v_area[1] || '%' || v_area[2]]) d where d is not null);
  end if;
  v_words := string_to_array(nullif(app.search_words(v_text), ''), ' ');
  if not v_words <@ array['de', 'da', 'do', 'dos', 'das', 'e'] then
    v_words := array(select w from unnest(v_words) w where w <> all (array['de', 'da', 'do', 'dos', 'das', 'e']));
  end if;
  return (
    select string_agg(
      case
        when w ~ '^[0-9]+$' then format('s.words like %L', '%' || w || '%')
        when p_similar ? w then '(' || (
          select string_agg(format('s.words like %L', '% ' || o || '%'), ' or ')
          from (select w as o union all select jsonb_array_elements_text(p_similar -> w)) others) || ')'
        else format('s.words like %L', '% ' || w || '%')
      end, ' and ')
    from unnest(v_words[1:10]) w);
end;
$function$;

CREATE OR REPLACE FUNCTION app.search_days (
  p_search text,
  p_today  date,
  OUT      from_day date,
  OUT      until_day date,
  OUT      at_time time without time zone,
  OUT      rest text
)
  RETURNS record
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
declare
  v_months constant text[] := array['janeiro', 'fevereiro', 'marco', 'abril', 'maio', 'junho', 'julho', 'agosto', 'setembro', 'outubro',
    'novembro', 'dezembro'];
  v_weekdays constant text[] := array['segunda', 'terca', 'quarta', 'quinta', 'sexta', 'sabado', 'domingo'];
  v_rest text := ' ' || app.normalize_text(left(coalesce(p_search, ''), 200)) || ' ';
  v_found text[];
  v_year int;
  v_monday date := p_today - (extract(isodow from p_today)::int - 1);
begin
  v_found := regexp_match(v_rest, '\s(?:as\s+)?(([01]?[0-9]|2[0-3])(?:h([0-5][0-9])?|:([0-5][0-9])))\s');
  if v_found is not null then
    at_time := make_time(v_found[2]::int, coalesce(v_found[3], v_found[4], '0')::int, 0);
    v_rest := regexp_replace(v_rest, '\s(?:as\s+)?(([01]?[0-9]|2[0-3])(?:h([0-5][0-9])?|:([0-5][0-9])))\s', ' ');
  end if;
  v_found := regexp_match(v_rest, '\s(depois de amanha|anteontem|ontem|hoje|amanha)\s');
  if v_found is not null then
    from_day := p_today + case v_found[1] when 'depois de amanha' then 2 when 'amanha' then 1 when 'hoje' then 0 when 'ontem' then -1 else -2 end;
    v_rest := regexp_replace(v_rest, '\s(depois de amanha|anteontem|ontem|hoje|amanha)\s', ' ');
  end if;
  if from_day is null then
    v_found := regexp_match(v_rest, '\s(esta semana|essa semana|semana que vem|proxima semana|semana passada)\s');
    if v_found is not null then
      from_day := v_monday + case when v_found[1] in ('esta semana', 'essa semana') then 0 when v_found[1] = 'semana passada' then -7 else 7 end;
      until_day := from_day + 6;
      v_rest := replace(v_rest, v_found[1], '');
    end if;
  end if;
  if from_day is null then
    v_found := regexp_match(v_rest, '\s(?:dia\s+)?(0?[1-9]|[12][0-9]|3[01])[/.-](0?[1-9]|1[0-2])(?:[/.-]((?:20)?[0-9]{2}))?\s');
    if v_found is null then
      v_found := regexp_match(v_rest, '\s(?:dia\s+)?(0?[1-9]|[12][0-9]|3[01])\s+de\s+(' || array_to_string(v_months, '|') || ')(?:\s+de\s+(20[0-9]{2}))?\s');
      if v_found is not null then
        v_found[2] := array_position(v_months, v_found[2])::text;
      end if;
    end if;
    if v_found is not null then
      v_year := case when v_found[3] is null then null when char_length(v_found[3]) = 2 then 2000 + v_found[3]::int else v_found[3]::int end;
      -- without a year it is the one nearest to today
      select d.day into from_day
      from unnest(case when v_year is null then array[0, -1, 1] else array[v_year - extract(year from p_today)::int] end) o (years),
        lateral (select make_date(extract(year from p_today)::int + o.years, v_found[2]::int, 1) as month) m,
        lateral (select m.month + (v_found[1]::int - 1) as day) d
      where extract(month from d.day) = v_found[2]::int
      order by abs(d.day - p_today) limit 1;
      if from_day is not null then
        v_rest := regexp_replace(v_rest, '\s(?:dia\s+)?(0?[1-9]|[12][0-9]|3[01])(?:[/.-](0?[1-9]|1[0-2])(?:[/.-](?:20)?[0-9]{2})?|\s+de\s+('
          || array_to_string(v_months, '|') || ')(?:\s+de\s+20[0-9]{2})?)\s', ' ');
      end if;
    end if;
  end if;
  if from_day is null then
    v_found := regexp_match(v_rest, '\s(' || array_to_string(v_weekdays, '|') || ')(?:[\s-]feira)?\s');
    if v_found is not null then
      from_day := v_monday + array_position(v_weekdays, v_found[1]) - 1;
      from_day := from_day + case when from_day < p_today then 7 else 0 end;
      v_rest := regexp_replace(v_rest, '\s' || v_found[1] || '([\s-]feira)?\s', ' ');
    end if;
  end if;
  if from_day is null then
    v_found := regexp_match(v_rest, '\s(' || array_to_string(v_months, '|') || ')\s');
    if v_found is not null then
      from_day := make_date(extract(year from p_today)::int, array_position(v_months, v_found[1]), 1);
      until_day := (from_day + interval '1 month')::date - 1;
      v_rest := replace(v_rest, v_found[1], '');
    end if;
  end if;
  if at_time is not null and from_day is null then
    from_day := p_today;
    until_day := p_today + 13;
  end if;
  until_day := coalesce(until_day, from_day);
  rest := nullif(btrim(regexp_replace(v_rest, '\s(em|no|na|dia|sessao|sessoes|consulta)(?=\s)', ' ', 'g')), '');
end;
$function$;

CREATE OR REPLACE FUNCTION app.similar_words (
  p_tenant_id uuid,
  p_word      text
)
  RETURNS text[]
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select array_agg(c.word) from (
    select v.word from app.search_vocabulary v
    where v.tenant_id = p_tenant_id and v.keys && app.word_keys(p_word) and v.word not like p_word || '%'
      and (app.is_one_letter_off(p_word, v.word)
        -- of a beginning the last letter is right: who goes on typing has not made the mistake there
        or exists (
          select from generate_series(char_length(p_word) - 1, char_length(p_word) + 1) n
          where char_length(v.word) > n and right(left(v.word, n), 1) = right(p_word, 1) and app.is_one_letter_off(p_word, left(v.word, n))))
    order by app.is_one_letter_off(p_word, v.word) desc, v.word
    limit 12) c;
$function$;

CREATE OR REPLACE FUNCTION app.tg_patient_files__index_words()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if tg_op = 'DELETE' then
    delete from app.search_entries e where e.tenant_id = old.tenant_id and e.kind = 'file' and e.record_id = old.id;
  elsif new.archived_at is not null then
    delete from app.search_entries e where e.tenant_id = new.tenant_id and e.kind = 'file' and e.record_id = new.id;
  else
    perform app.put_search_entry(new.tenant_id, 'file', new.id, new.name);
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_payers__index_words()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if tg_op = 'DELETE' then
    delete from app.search_entries e where e.tenant_id = old.tenant_id and e.kind = 'payer' and e.record_id = old.id;
  elsif new.full_name is not null then
    perform app.put_search_entry(new.tenant_id, 'payer', new.id, new.full_name,
      p_mails => array_remove(array[new.email], null), p_phones => array_remove(array[new.phone], null),
      p_codes => array_remove(array[new.cpf], null));
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.word_keys (
  p_word text
)
  RETURNS text[]
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select case
    when char_length(p_word) < 4 then '{}'
    when char_length(p_word) = 4 then array[p_word]
    else array(select distinct overlay(left(p_word, 5) placing '' from i for 1) from generate_series(1, 5) i)
  end;
$function$;

CREATE OR REPLACE FUNCTION public.search_global (
  p_tenant_id    uuid,
  p_search       text,
  p_kinds        text[]  DEFAULT NULL::text[],
  p_limit        integer DEFAULT 20,
  p_near         uuid[]  DEFAULT '{}'::uuid[],
  p_milliseconds integer DEFAULT 400
)
  RETURNS TABLE (
    kind        text,
    id          uuid,
    title       text,
    distance    integer,
    thread_key  text,
    phone       text,
    message_id  uuid,
    body        text,
    occurred_at timestamp with time zone,
    is_archived boolean,
    patient_id  uuid,
    detail      jsonb
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
#variable_conflict use_column
declare
  v_role text := app.require_member(p_tenant_id);
  v_kinds text[] := coalesce(p_kinds, array['patient', 'doctor', 'conversation', 'session', 'charge', 'payment', 'file', 'message']);
  v_limit int := least(greatest(coalesce(p_limit, 20), 1), 50);
  v_near uuid[] := coalesce(p_near[1:50], '{}');
  v_own uuid := case when v_role = 'therapist' then auth.uid() end;
  v_until timestamptz := clock_timestamp() + least(greatest(coalesce(p_milliseconds, 400), 1), 5000) * interval '1 millisecond';
  v_search text := left(btrim(coalesce(p_search, '')), 200);
  v_amount record;
  v_days record;
  v_names text;
  v_entries text[];
  v_found jsonb := '[]';
  v_patients uuid[];
  v_payers uuid[];
  v_kind text;
begin
  select array_agg(k order by k) into v_entries from unnest(v_kinds) k where k in ('patient', 'doctor', 'conversation');
  if v_search = '' then
    return query
      select s.kind, s.record_id, s.title, 0, t.thread_key, coalesce(t.phone, c.phone), null::uuid, coalesce(t.last_message_preview, m.specialty),
        t.last_message_at, coalesce(p.archived_at, m.archived_at) is not null, null::uuid, null::jsonb
      from app.search_entries s
      left join public.conversation_threads t on s.kind = 'conversation' and t.tenant_id = p_tenant_id and t.id = s.record_id
      left join public.patients p on s.kind = 'patient' and p.tenant_id = p_tenant_id and p.id = s.record_id
      left join public.medicos m on s.kind = 'doctor' and m.tenant_id = p_tenant_id and m.id = s.record_id
      left join public.contact_phones c on c.tenant_id = p_tenant_id and c.is_primary and c.entity_id = s.record_id
        and c.entity_type = case s.kind when 'patient' then 'patient' when 'doctor' then 'medico' end
      where s.tenant_id = p_tenant_id and s.kind = any (v_entries) and s.record_id = any (v_near)
      order by array_position(v_near, s.record_id) limit v_limit;
    return;
  end if;
  select * into v_amount from app.search_amount(v_search);
  select * into v_days from app.search_days(v_search, app.clinic_today(p_tenant_id));
  -- an amount or a day alone is nobody's number
  if v_entries is not null and (v_amount.cents is null or v_amount.rest is not null) and v_search !~ '^[0-9]{1,2}/[0-9]{1,2}(/[0-9]{2,4})?$' then
    select coalesce(jsonb_agg(to_jsonb(e) order by e.place), '[]') into v_found
    from app.find_entries(p_tenant_id, v_search, v_entries, greatest(v_limit, 20), v_near) with ordinality e (kind, record_id, title, distance, place);
    return query
      select e.kind, e.record_id, e.title, e.distance, t.thread_key, coalesce(t.phone, c.phone), null::uuid,
        coalesce(t.last_message_preview, m.specialty), t.last_message_at, coalesce(p.archived_at, m.archived_at) is not null, null::uuid, null::jsonb
      from (
        select f.*, row_number() over (partition by f.kind order by f.place) as in_kind
        from jsonb_to_recordset(v_found) f (kind text, record_id uuid, title text, distance int, place int)) e
      left join public.conversation_threads t on e.kind = 'conversation' and t.tenant_id = p_tenant_id and t.id = e.record_id
      left join public.patients p on e.kind = 'patient' and p.tenant_id = p_tenant_id and p.id = e.record_id
      left join public.medicos m on e.kind = 'doctor' and m.tenant_id = p_tenant_id and m.id = e.record_id
      left join public.contact_phones c on c.tenant_id = p_tenant_id and c.is_primary and c.entity_id = e.record_id
        and c.entity_type = case e.kind when 'patient' then 'patient' when 'doctor' then 'medico' end
      where e.in_kind <= v_limit
      order by e.place;
  end if;
  -- whose sessions and money are meant
  v_names := case when v_amount.cents is null then v_search else v_amount.rest end;
  if v_kinds && array['session', 'charge', 'payment'] and v_names is not null then
    if v_names = v_search and 'patient' = any (v_entries) then
      v_patients := array(select (f ->> 'record_id')::uuid from jsonb_array_elements(v_found) f where f ->> 'kind' = 'patient');
    else
      v_patients := array(select f.record_id from app.find_entries(p_tenant_id, v_names, array['patient'], 20, v_near) f);
    end if;
  end if;
  foreach v_kind in array array['session', 'charge', 'payment', 'file', 'message'] loop
    continue when not v_kind = any (v_kinds);
    -- who treats reads no payers
    continue when v_kind = 'payment' and v_own is not null;
    if clock_timestamp() > v_until then
      return query select v_kind, null::uuid, null::text, null::int, null::text, null::text, null::uuid, null::text, null::timestamptz, false,
        null::uuid, null::jsonb;
      continue;
    end if;
    case v_kind
      when 'session' then
        if v_amount.cents is null then
          return query
            select 'session', f.id, f.title, 4, null::text, null::text, null::uuid, f.body, f.starts_at, false, f.patient_id, f.detail
            from app.find_sessions(p_tenant_id, v_search, v_patients, v_own, v_limit) f;
        end if;
      when 'charge', 'payment' then
        if v_own is null and v_payers is null and v_names is not null then
          v_payers := array(select f.record_id from app.find_entries(p_tenant_id, v_names, array['payer'], 20) f);
        end if;
        if v_amount.cents is not null or cardinality(v_patients) > 0 or cardinality(v_payers) > 0 then
          return query
            select v_kind, f.id, f.title, 4, null::text, null::text, null::uuid, null::text, null::timestamptz, false, f.patient_id, f.detail
            from app.find_money(p_tenant_id, v_kind, v_amount.cents, v_names is not null, coalesce(v_patients, '{}'), coalesce(v_payers, '{}'),
              v_own, v_limit) f;
        end if;
      when 'file' then
        return query
          select 'file', p.id, p.name, f.distance, null::text, null::text, null::uuid, q.name, p.created_at, false, p.patient_id,
            jsonb_build_object('mime_type', p.mime_type)
          from app.find_entries(p_tenant_id, v_search, array['file'], 100) with ordinality f (kind, record_id, title, distance, place)
          join public.patient_files p on p.tenant_id = p_tenant_id and p.id = f.record_id and p.archived_at is null
          join public.patients q on q.tenant_id = p_tenant_id and q.id = p.patient_id
          where not p.is_clinical or app.treats(p_tenant_id, p.patient_id, auth.uid())
          order by f.place limit v_limit;
      when 'message' then
        return query
          select 'message', m.thread_id, coalesce(m.contact_name, m.phone), 4, m.thread_key, m.phone, m.message_id, m.body, m.occurred_at, false,
            null::uuid, null::jsonb
          from public.search_messages(p_tenant_id, v_search, p_limit => v_limit) m;
    end case;
  end loop;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."search_global"(uuid, text, text[], integer, uuid[], integer) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "app"."search_vocabulary"
  ADD CONSTRAINT "search_vocabulary_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

CREATE INDEX search_entries_name ON app.search_entries USING btree (tenant_id, name text_pattern_ops);

CREATE INDEX search_vocabulary_keys ON app.search_vocabulary USING gin (tenant_id, keys)
  WITH (fastupdate=off);

CREATE INDEX money_charges_amount ON public.money_charges USING btree (tenant_id, amount_cents, due_on)
  WHERE (reversed_at IS NULL);

CREATE INDEX money_payments_amount ON public.money_payments USING btree (tenant_id, amount_cents, created_at)
  WHERE (reversed_at IS NULL);

CREATE TRIGGER patient_files_index_words
  AFTER INSERT OR DELETE OR UPDATE OF name, archived_at ON public.patient_files
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_patient_files__index_words();

CREATE TRIGGER payers_index_words
  AFTER INSERT OR DELETE OR UPDATE OF full_name, cpf, phone, email ON public.payers
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_payers__index_words();

CREATE POLICY "select_nobody" ON "app"."search_vocabulary"
  FOR SELECT
  TO "authenticated"
  USING (false);

COMMENT ON COLUMN "app"."search_vocabulary"."keys" IS 'app.word_keys: two words that are one letter apart share one.';

COMMENT ON FUNCTION "app"."find_entries"(uuid, text, text[], integer, uuid[], integer) IS 'Caller: search_global. People and things of a clinic that a search finds, p_limit of each kind, best first. distance: 0 the whole name or number, 1 whole words, 2 beginnings, 3 one letter off, which is looked for when little else is found. p_near: what the caller had open, the nearest first; it comes before all but the exact name.';

COMMENT ON FUNCTION "app"."find_money"(uuid, text, integer, boolean, uuid[], uuid[], uuid, integer) IS 'Caller: search_global. Charges (p_kind charge: nearest to today first) or payments (newest first) of an amount, of people, or both; p_therapist_id: of that agenda''s sessions alone. detail: {amount_cents, day, state, origin, payer_name | method, kind}.';

COMMENT ON FUNCTION "app"."find_sessions"(uuid, text, uuid[], uuid, integer, timestamp with time zone) IS 'Caller: search_global. Sessions by day, time and names (app.search_days), or of p_people, the next ones first; p_therapist_id: of that agenda alone. detail: {day, starts_local, status}.';

COMMENT ON FUNCTION "app"."put_words"(uuid, text) IS 'Caller: app.put_search_entry. Words of search_entries.words that the vocabulary of the clinic does not have yet.';

COMMENT ON FUNCTION "app"."search_amount"(text) IS 'Caller: search_global. An amount in reais that a search names, in cents (NULL when there is none), and its other words.';

COMMENT ON FUNCTION "app"."search_days"(text, date) IS 'Caller: search_global. Days (NULL when none is named), time and the other words of a search; p_today is the day of the clinic. A weekday is the next one, a day without a year the nearest.';

COMMENT ON FUNCTION "app"."similar_words"(uuid, text) IS 'Caller: app.find_entries. Words of the clinic that are, or begin with, a word with one letter wrong, missing, too many or swapped; NULL when there are none.';

COMMENT ON FUNCTION "public"."search_global"(uuid, text, text[], integer, uuid[], integer) IS 'Caller: members. What a clinic has under names, numbers, e-mails, days, amounts or words of messages, p_limit (up to 50) of each kind, best first: patient, doctor, conversation, then session, charge, payment, file and message (id is its conversation). A therapist finds the own sessions and their charges, and no payments; clinical files are found by who treats the patient; nothing of the record is searched. phone: of the conversation, or the first one of a patient or doctor, whose specialty is the body; the body of a session is its type and therapist, of a file its patient. distance: 0 the whole name or number, 1 whole words, 2 beginnings, 3 one letter off, 4 found by its people, day, amount or words. p_near: ids that the caller had open, the nearest first, which come before all but the exact name; without a search they are the answer. A kind that was not begun within p_milliseconds is a row without id: ask for it alone. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON TABLE "app"."search_vocabulary" IS 'Words of app.search_entries with four letters or more; written by app.put_search_entry. A word whose last bearer is gone stays, and leads to nobody.';

REVOKE ALL ON FUNCTION "app"."find_entries"(uuid, text, text[], integer, uuid[], integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."find_entries"(uuid, text, text[], integer, uuid[], integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."find_entries"(uuid, text, text[], integer, uuid[], integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."find_money"(uuid, text, integer, boolean, uuid[], uuid[], uuid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."find_money"(uuid, text, integer, boolean, uuid[], uuid[], uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."find_money"(uuid, text, integer, boolean, uuid[], uuid[], uuid, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."find_sessions"(uuid, text, uuid[], uuid, integer, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."find_sessions"(uuid, text, uuid[], uuid, integer, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."find_sessions"(uuid, text, uuid[], uuid, integer, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."put_words"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."put_words"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."put_words"(uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."search_amount"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."search_amount"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."search_amount"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."search_condition"(text, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."search_condition"(text, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."search_condition"(text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."search_condition"(text, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."search_days"(text, date) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."search_days"(text, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."search_days"(text, date) TO "postgres";

REVOKE ALL ON FUNCTION "app"."similar_words"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."similar_words"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."similar_words"(uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_patient_files__index_words"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_patient_files__index_words"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_patient_files__index_words"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_payers__index_words"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_payers__index_words"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_payers__index_words"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."word_keys"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."word_keys"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."word_keys"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."search_global"(uuid, text, text[], integer, uuid[], integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."search_global"(uuid, text, text[], integer, uuid[], integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."search_global"(uuid, text, text[], integer, uuid[], integer) TO "postgres";

insert into app.search_kinds (kind, position) values
  ('patient', 1),
  ('doctor', 2),
  ('conversation', 3),
  ('file', 4),
  ('payer', 5)
on conflict (kind) do update set position = excluded.position;

-- what is there already
insert into app.search_entries (tenant_id, kind, record_id, title, name, words)
select f.tenant_id, 'file', f.id, f.name, app.search_words(f.name), ' ' || app.search_words(f.name)
from public.patient_files f where f.archived_at is null
on conflict do nothing;

insert into app.search_entries (tenant_id, kind, record_id, title, name, words)
select y.tenant_id, 'payer', y.id, y.full_name, app.search_words(y.full_name), concat_ws(' ', '', app.search_words(y.full_name),
  app.search_words(y.email), '#' || substr(y.phone, 2),
  case when y.phone ~ '^\+55[1-9][1-9]9[0-9]{8}$' then '#' || substr(y.phone, 2, 4) || right(y.phone, 8) end, '#' || y.cpf)
from public.payers y where y.full_name is not null
on conflict do nothing;

insert into app.search_vocabulary (tenant_id, word, keys)
select n.tenant_id, n.word, app.word_keys(n.word)
from (
  select distinct e.tenant_id, w as word from app.search_entries e, unnest(string_to_array(e.words, ' ')) w
  where char_length(w) between 4 and 60 and w !~ '[0-9#]') n
on conflict do nothing;
