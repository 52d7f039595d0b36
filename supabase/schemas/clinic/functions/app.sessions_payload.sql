create function app.sessions_payload(p_tenant_id uuid, p_ids uuid[])
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
        'id', s.id, 'therapist_id', s.therapist_id, 'therapist_name', t.name, 'color', t.color, 'room_id', s.room_id, 'room_name', r.name,
        'session_type_id', s.session_type_id, 'type_name', y.name, 'type_color', y.color, 'starts_at', s.starts_at, 'ends_at', s.ends_at,
        'starts_local', to_char(s.starts_at at time zone v_zone, 'YYYY-MM-DD"T"HH24:MI'),
        'ends_local', to_char(s.ends_at at time zone v_zone, 'YYYY-MM-DD"T"HH24:MI'), 'status', s.status,
        'blocks_time', s.blocks_time, 'is_online', s.is_online, 'online_url', s.online_url, 'price_cents', s.price_cents,
        'capacity', s.capacity)
      || jsonb_build_object('title', s.title, 'note', s.note, 'series_id', s.series_id, 'slot_date', s.slot_date,
        'squeezed_in', case when s.squeezed_in_at is not null then jsonb_build_object(
          'by', s.squeezed_in_by, 'by_name', f.full_name, 'at', s.squeezed_in_at, 'reason', s.squeezed_in_reason) end,
        'cancel_reason', s.cancel_reason, 'version', s.version, 'patients', coalesce(p.patients, '[]'),
        'online_booking', case when b.id is not null then jsonb_build_object('status', b.status, 'is_new', b.is_new, 'message', b.message,
          'phone', b.phone, 'created_at', b.created_at) end) order by s.starts_at, s.id), '[]')
    from public.sessions s
    join public.therapists t on t.tenant_id = p_tenant_id and t.user_id = s.therapist_id
    join public.session_types y on y.tenant_id = p_tenant_id and y.id = s.session_type_id
    left join public.rooms r on r.tenant_id = p_tenant_id and r.id = s.room_id
    left join public.online_bookings b on b.tenant_id = p_tenant_id and b.session_id = s.id
    left join public.profiles f on f.id = s.squeezed_in_by
    left join (
      select sp.session_id,
        jsonb_agg(jsonb_build_object('patient_id', sp.patient_id, 'name', o.name, 'status', sp.status,
          'arrived_at', sp.arrived_at) order by sp.position, o.sort_name) as patients
      from public.session_patients sp
      join public.patients o on o.tenant_id = p_tenant_id and o.id = sp.patient_id
      where sp.tenant_id = p_tenant_id and sp.session_id = any (p_ids)
      group by sp.session_id
    ) p on p.session_id = s.id
    where s.tenant_id = p_tenant_id and s.id = any (p_ids));
end;
$$;
comment on function app.sessions_payload(uuid, uuid[]) is
  'Sessions as screens show them, in the order of the day.';
revoke execute on function app.sessions_payload(uuid, uuid[]) from public, anon, authenticated;
grant execute on function app.sessions_payload(uuid, uuid[]) to authenticated;
