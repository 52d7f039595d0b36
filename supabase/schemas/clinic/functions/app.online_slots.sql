create function app.online_slots(
  p_tenant_id uuid, p_therapist_ids uuid[], p_session_type_id uuid, p_from date, p_until date, p_now timestamptz default now(),
  p_session_id uuid default null
)
returns table (therapist_id uuid, starts_at timestamptz, ends_at timestamptz, starts_local text, room_id uuid)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_settings public.booking_settings := app.booking_settings_of(p_tenant_id);
  v_type public.session_types;
  v_step interval := make_interval(mins => (app.agenda_settings_of(p_tenant_id)).slot_minutes);
  v_length interval;
  v_before interval := make_interval(mins => v_settings.buffer_before);
  v_after interval := make_interval(mins => v_settings.buffer_after);
  v_earliest timestamptz := p_now + make_interval(hours => v_settings.notice_hours);
  v_first date := greatest(p_from, (v_earliest at time zone v_zone)::date);
  v_last date := least(p_until, (p_now at time zone v_zone)::date + v_settings.horizon_weeks * 7);
  v_opens timestamptz;
  v_closes timestamptz;
begin
  select * into v_type from public.session_types y where y.tenant_id = p_tenant_id and y.id = p_session_type_id and y.archived_at is null;
  if v_type.id is null or v_first is null or v_first > v_last then
    return;
  end if;
  v_length := make_interval(mins => v_type.minutes);
  v_opens := app.local_moment(v_first::timestamp, v_zone);
  v_closes := app.local_moment((v_last + 1)::timestamp, v_zone);
  return query
    with work as materialized (
      select w.therapist_id, case when not v_type.is_online then w.room_id end as room_id, w.starts_at, w.ends_at
      from app.working_ranges(p_tenant_id, v_first, v_last, p_therapist_ids) w
      join public.therapists t on t.tenant_id = p_tenant_id and t.user_id = w.therapist_id and t.is_active
    ), held as materialized (
      select s.id, s.therapist_id, s.room_id, s.starts_at, s.ends_at from public.sessions s
      join public.session_statuses u on u.key = s.status and u.blocks_time
      where s.tenant_id = p_tenant_id and s.starts_at > v_opens - interval '14 hours' and s.starts_at < v_closes + interval '2 hours'
        and s.id is distinct from p_session_id
    ), closed as materialized (
      select tstzrange(app.local_moment(h.day::timestamp, v_zone), app.local_moment((h.day + 1)::timestamp, v_zone)) as during
      from app.holidays_between(p_tenant_id, v_first, v_last) h where h.scope <> 'optional'
    ), taken as materialized (
      select x.therapist_id, range_agg(x.during) as during
      from (
        select h.therapist_id, tstzrange(h.starts_at - v_after, h.ends_at + v_before) as during
        from held h where h.therapist_id = any (p_therapist_ids)
        union all
        select t.id, tstzrange(e.starts_at, e.ends_at) from unnest(p_therapist_ids) t (id)
        join public.agenda_exceptions e on e.tenant_id = p_tenant_id and e.kind in ('absence', 'recess')
          and coalesce(e.therapist_id, t.id) = t.id and e.ends_at > v_opens and e.starts_at < v_closes
        union all
        select t.id, c.during from unnest(p_therapist_ids) t (id) cross join closed c
        union all
        -- days that have as many as the link may give
        select d.therapist_id, tstzrange(app.local_moment(d.day::timestamp, v_zone), app.local_moment((d.day + 1)::timestamp, v_zone))
        from (
          select h.therapist_id, (h.starts_at at time zone v_zone)::date as day
          from public.online_bookings b join held h on h.id = b.session_id
          where b.tenant_id = p_tenant_id and v_settings.daily_limit is not null and h.therapist_id = any (p_therapist_ids)
          group by 1, 2 having count(*) >= v_settings.daily_limit
        ) d
      ) x
      group by x.therapist_id
    ), rooms as materialized (
      select h.room_id, range_agg(tstzrange(h.starts_at, h.ends_at)) as during from held h
      where h.room_id in (select w.room_id from work w) group by h.room_id
    )
    select distinct on (w.therapist_id, g.at) w.therapist_id, g.at, g.at + v_length, app.local_text(g.at, v_zone), w.room_id
    from work w
    cross join lateral generate_series(w.starts_at, w.ends_at - v_length, v_step) g (at)
    left join taken t on t.therapist_id = w.therapist_id
    left join rooms r on r.room_id = w.room_id
    where g.at >= v_earliest and g.at < v_closes
      and not coalesce(t.during && tstzrange(g.at, g.at + v_length), false)
      and not coalesce(r.during && tstzrange(g.at, g.at + v_length), false)
    order by w.therapist_id, g.at, w.room_id;
end;
$$;
comment on function app.online_slots(uuid, uuid[], uuid, date, date, timestamptz, uuid) is
  'Caller: functions of online booking. When strangers may book a type of session: on the grid of the working hours, within notice and horizon, free with the buffers, in the room of the hours where they name one; no absence, recess or holiday, no day that has its limit. p_session_id is the one that is being moved.';
revoke execute on function app.online_slots(uuid, uuid[], uuid, date, date, timestamptz, uuid) from public, anon, authenticated;
