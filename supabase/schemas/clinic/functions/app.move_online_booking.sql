create function app.move_online_booking(p_token text, p_starts_at text, p_ip_hash text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_row public.online_bookings;
  v_old public.sessions;
  v_at timestamptz := app.online_moment(p_starts_at);
  v_day date;
  v_room uuid;
  v_zone text;
begin
  if not app.take_booking_turn(p_ip_hash) then
    return '{"state": "limited"}';
  end if;
  v_row := app.online_booking_of(p_token);
  if v_row.id is null then
    return '{"state": "unknown"}';
  end if;
  select * into v_old from public.sessions s where s.tenant_id = v_row.tenant_id and s.id = v_row.session_id for update;
  if v_old.starts_at = v_at then
    return '{"state": "moved"}';
  elsif not (app.online_booking_payload(v_row) -> 'may_change')::boolean then
    return '{"state": "too_late"}';
  end if;
  v_zone := app.clinic_zone(v_row.tenant_id);
  v_day := (v_at at time zone v_zone)::date;
  perform app.lock_agenda(v_row.tenant_id, array[v_old.therapist_id], array[v_old.room_id]);
  select s.room_id into v_room
  from app.online_slots(v_row.tenant_id, array[v_old.therapist_id], v_old.session_type_id, v_day, v_day, now(), v_old.id) s
  where s.starts_at = v_at;
  if not found then
    return '{"state": "taken"}';
  end if;
  begin
    perform app.move_one_session(v_old, v_at, v_at + (v_old.ends_at - v_old.starts_at), v_old.therapist_id, v_room, null);
  exception when sqlstate 'PT409' then
    return '{"state": "taken"}';
  end;
  perform app.tell_of_online_booking(v_row.tenant_id, v_old.id, v_row.patient_id, 'online_changed');
  perform app.publish_sessions(v_row.tenant_id, array[v_old.id], array[(v_old.starts_at at time zone v_zone)::date]);
  return '{"state": "moved"}';
end;
$$;
comment on function app.move_online_booking(text, text, text) is
  'Caller: online-booking, for whoever holds the link of a booking. To another free time of the same therapist, until the limit of the clinic. {state: moved | taken | too_late | unknown | limited}; a repetition changes nothing.';
revoke execute on function app.move_online_booking(text, text, text) from public, anon, authenticated;
grant execute on function app.move_online_booking(text, text, text) to service_role;
