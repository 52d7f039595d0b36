-- A moment as a patient reads it: "quinta, 3/12, às 14h30".
create function app.moment_in_words(p_at timestamptz, p_zone text)
returns text
language sql
stable
set search_path = ''
as $$
  select (array['domingo', 'segunda', 'terça', 'quarta', 'quinta', 'sexta', 'sábado'])[extract(dow from l.at)::integer + 1]
    || ', ' || to_char(l.at, 'FMDD/FMMM') || case when extract(year from l.at) <> extract(year from now() at time zone p_zone)
      then to_char(l.at, '/YYYY') else '' end
    || ', às ' || to_char(l.at, 'FMHH24"h"') || case when to_char(l.at, 'MI') = '00' then '' else to_char(l.at, 'MI') end
  from (select p_at at time zone p_zone as at) l;
$$;
revoke execute on function app.moment_in_words(timestamptz, text) from public, anon, authenticated;
