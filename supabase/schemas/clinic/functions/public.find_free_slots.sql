create function public.find_free_slots(
  p_tenant_id uuid, p_therapist_id uuid, p_minutes integer, p_after text default null, p_limit integer default 10,
  p_session_id uuid default null, p_room_id uuid default null
)
returns table (starts_at timestamptz, ends_at timestamptz, starts_local text, ends_local text, room_id uuid)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_zone text;
  v_after timestamptz;
  v_first date;
  v_length interval;
  v_step interval;
begin
  perform app.require_member(p_tenant_id);
  if p_minutes is null or p_minutes not between 5 and 720 then
    raise sqlstate 'PT400' using message = 'invalid_moment', detail = 'A session takes 5 minutes to 12 hours.';
  end if;
  v_zone := app.clinic_zone(p_tenant_id);
  v_after := case when p_after is null then now() else app.local_moment(app.typed_moment(p_after), v_zone) end;
  v_first := (v_after at time zone v_zone)::date;
  v_length := make_interval(mins => p_minutes);
  v_step := make_interval(mins => (app.agenda_settings_of(p_tenant_id)).slot_minutes);
  return query
    with work as (
      select w.room_id, range_agg(tstzrange(w.starts_at, w.ends_at)) as open
      from app.working_ranges(p_tenant_id, v_first, v_first + 60, array[p_therapist_id]) w
      group by w.room_id
    ), taken as (
      select coalesce(range_agg(x.during), '{}'::tstzmultirange) as during
      from (
        select s.during from public.sessions s
        join public.session_statuses u on u.key = s.status and u.blocks_time
        where s.tenant_id = p_tenant_id and s.starts_at > v_after - interval '12 hours' and s.starts_at < v_after + interval '61 days'
          and s.id is distinct from p_session_id and (s.therapist_id = p_therapist_id or s.room_id = p_room_id)
        union all
        select tstzrange(e.starts_at, e.ends_at) from public.agenda_exceptions e
        where e.tenant_id = p_tenant_id and e.kind in ('absence', 'recess') and coalesce(e.therapist_id, p_therapist_id) = p_therapist_id
          and e.ends_at > v_after
        union all
        select tstzrange(app.local_moment(h.day::timestamp, v_zone), app.local_moment((h.day + 1)::timestamp, v_zone))
        from app.holidays_between(p_tenant_id, v_first, v_first + 60) h where h.scope <> 'optional'
      ) x
    )
    select distinct on (g.at) g.at, g.at + v_length, app.local_text(g.at, v_zone), app.local_text(g.at + v_length, v_zone), coalesce(p_room_id, w.room_id)
    from work w, taken t, unnest(w.open - t.during) f (free),
      generate_series(lower(f.free), upper(f.free) - v_length, v_step) g (at)
    where g.at >= v_after
    order by g.at, w.room_id limit least(greatest(coalesce(p_limit, 10), 1), 100);
end;
$$;
comment on function public.find_free_slots(uuid, uuid, integer, text, integer, uuid, uuid) is
  'Caller: members. The next times in which a therapist works and is free for so long (with a room: the room too), 60 days ahead; no absence, recess or holiday. p_session_id is the one that is being moved. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_moment.';
revoke execute on function public.find_free_slots(uuid, uuid, integer, text, integer, uuid, uuid) from public, anon, authenticated;
grant execute on function public.find_free_slots(uuid, uuid, integer, text, integer, uuid, uuid) to authenticated;
