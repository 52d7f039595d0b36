create function app.name_sound(p_sort_name text)
returns text
language sql
immutable
parallel safe
set search_path = ''
as $$
  -- first and last word as a Brazilian hears them: Thiago is Tiago, Sousa is Souza, Raphaella is Rafaela
  select regexp_replace(w[1] || case when cardinality(w) > 1 then ' ' || w[cardinality(w)] else '' end, '(.)\1+', '\1', 'g')
  from (
    select regexp_split_to_array(regexp_replace(translate(replace(replace(replace(btrim(
      regexp_replace(' ' || p_sort_name || ' ', '( (d[aeo]s?|e))+(?= )', '', 'g')),
      'ph', 'f'), 'sh', 'x'), 'ch', 'x'), 'ywzkh', 'ivsc'), '[^[:alnum:] ]|[mn](?= |$)', '', 'g'), ' +') as w
  ) words;
$$;
comment on function app.name_sound(text) is
  'First and last word of a normalised name as it sounds: equal for names that are spelled apart by ear. For candidates only, never for a decision.';
revoke execute on function app.name_sound(text) from public, anon, authenticated;
grant execute on function app.name_sound(text) to authenticated, service_role;
