-- On the days that are named: whoever is called so, as patient or therapist. Without a day: the sessions of the people that were
-- found which are nearest to now.
create function app.find_sessions(
  p_tenant_id uuid, p_search text, p_people uuid[], p_therapist_id uuid, p_limit integer, p_now timestamptz default now()
)
returns table (id uuid, title text, body text, starts_at timestamptz, patient_id uuid, detail jsonb)
language plpgsql
stable
set search_path = ''
as $$
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
$$;
comment on function app.find_sessions(uuid, text, uuid[], uuid, integer, timestamptz) is
  'Caller: search_global. Sessions by day, time and names (app.search_days), or of p_people, the next ones first; p_therapist_id: of that agenda alone. detail: {day, starts_local, status}.';
revoke execute on function app.find_sessions(uuid, text, uuid[], uuid, integer, timestamptz) from public, anon, authenticated;
