-- The day and the time that a search names, and the words that are left: "maria amanhã 15h", "12/11", "quinta", "novembro".
create function app.search_days(p_search text, p_today date, out from_day date, out until_day date, out at_time time, out rest text)
language plpgsql
immutable
set search_path = ''
as $$
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
$$;
comment on function app.search_days(text, date) is
  'Caller: search_global. Days (NULL when none is named), time and the other words of a search; p_today is the day of the clinic. A weekday is the next one, a day without a year the nearest.';
revoke execute on function app.search_days(text, date) from public, anon, authenticated;
