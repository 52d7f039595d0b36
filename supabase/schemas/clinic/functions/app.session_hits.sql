create function app.session_hits(
  p_tenant_id uuid, p_therapist_id uuid, p_room_id uuid, p_starts_at timestamptz, p_ends_at timestamptz, p_ignore uuid[] default '{}'
)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_first date := (p_starts_at at time zone v_zone)::date;
  v_last date := ((p_ends_at - interval '1 second') at time zone v_zone)::date;
begin
  return coalesce((
    with hit as (
      select case when s.therapist_id = p_therapist_id then 'session' else 'room' end as kind, true as blocks, null::text as title,
        s.starts_at, s.ends_at, s.id, s.status, s.therapist_id, s.room_id
      from public.sessions s
      join public.session_statuses u on u.key = s.status and u.blocks_time
      where s.tenant_id = p_tenant_id and s.starts_at < p_ends_at and s.starts_at > p_starts_at - interval '12 hours'
        and s.ends_at > p_starts_at and s.id <> all (p_ignore) and (s.therapist_id = p_therapist_id or s.room_id = p_room_id)
      union all
      select e.kind, true, e.title, e.starts_at, e.ends_at, null, null, null, null
      from public.agenda_exceptions e
      where e.tenant_id = p_tenant_id and e.kind in ('absence', 'recess') and coalesce(e.therapist_id, p_therapist_id) = p_therapist_id
        and e.starts_at < p_ends_at and e.ends_at > p_starts_at
      union all
      select 'holiday', false, h.name, app.local_moment(h.day::timestamp, v_zone), app.local_moment((h.day + 1)::timestamp, v_zone), null, null, null,
        null
      from app.holidays_between(p_tenant_id, v_first, v_last) h where h.scope <> 'optional'
      union all
      select 'outside_hours', false, null, p_starts_at, p_ends_at, null, null, null, null
      where exists (select from public.working_hours w where w.tenant_id = p_tenant_id and w.therapist_id = p_therapist_id)
        and not coalesce((
          select range_agg(tstzrange(w.starts_at, w.ends_at)) @> tstzrange(p_starts_at, p_ends_at)
          from app.working_ranges(p_tenant_id, v_first - 1, v_last, array[p_therapist_id]) w), false)
    )
    select jsonb_agg(jsonb_build_object(
      'kind', h.kind, 'blocks', h.blocks, 'title', h.title, 'starts_at', h.starts_at, 'ends_at', h.ends_at,
      'starts_local', app.local_text(h.starts_at, v_zone), 'ends_local', app.local_text(h.ends_at, v_zone),
      'session', case when h.id is not null then jsonb_build_object('id', h.id, 'therapist_name', t.name, 'room_name', r.name,
        'status', h.status, 'patients', coalesce((
          select jsonb_agg(o.name order by sp.position) from public.session_patients sp
          join public.patients o on o.tenant_id = p_tenant_id and o.id = sp.patient_id
          where sp.tenant_id = p_tenant_id and sp.session_id = h.id), '[]')) end
      ) order by h.blocks desc, h.starts_at, h.kind)
    from hit h
    left join public.therapists t on t.tenant_id = p_tenant_id and t.user_id = h.therapist_id
    left join public.rooms r on r.tenant_id = p_tenant_id and r.id = h.room_id), '[]');
end;
$$;
comment on function app.session_hits(uuid, uuid, uuid, timestamptz, timestamptz, uuid[]) is
  'What a session at that time would meet: other sessions of the therapist or the room, absence and recess (blocks), holidays and time outside of the working hours (only said).';
revoke execute on function app.session_hits(uuid, uuid, uuid, timestamptz, timestamptz, uuid[]) from public, anon, authenticated;
grant execute on function app.session_hits(uuid, uuid, uuid, timestamptz, timestamptz, uuid[]) to authenticated;
