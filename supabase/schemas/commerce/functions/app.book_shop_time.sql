create function app.book_shop_time(
  p_tenant_id uuid, p_therapist_id uuid, p_session_type_id uuid, p_at timestamptz, p_patient_id uuid
)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_row public.sessions;
  v_zone text := app.clinic_zone(p_tenant_id);
  v_day date := (p_at at time zone v_zone)::date;
  v_room uuid;
begin
  select s.room_id into v_room from app.online_slots(p_tenant_id, array[p_therapist_id], p_session_type_id, v_day, v_day) s where s.starts_at = p_at;
  if not found then
    raise sqlstate 'PT409' using message = 'time_taken';
  end if;
  perform app.lock_agenda(p_tenant_id, array[p_therapist_id], array[v_room]);
  -- who waited for the lock looks again
  if not exists (
    select from app.online_slots(p_tenant_id, array[p_therapist_id], p_session_type_id, v_day, v_day) s
    where s.starts_at = p_at and s.room_id is not distinct from v_room) then
    raise sqlstate 'PT409' using message = 'time_taken';
  end if;
  v_row := app.typed_session(p_tenant_id, jsonb_build_object('therapist_id', p_therapist_id, 'session_type_id', p_session_type_id,
    'room_id', v_room, 'start_local', app.local_text(p_at, v_zone)));
  v_row.id := gen_random_uuid();
  v_row.ends_at := p_at + (v_row.ends_at - v_row.starts_at);
  -- of a time that the clock shows twice it is the one that was chosen
  v_row.starts_at := p_at;
  perform app.insert_session(v_row, array[p_patient_id]);
  -- who has not paid is told nothing yet; the voucher says it
  delete from app.session_notice_wishes w where w.tenant_id = p_tenant_id and w.session_id = v_row.id;
  perform app.publish_sessions(p_tenant_id, array[v_row.id]);
  return v_row.id;
exception when exclusion_violation then
  raise sqlstate 'PT409' using message = 'time_taken';
end;
$$;
comment on function app.book_shop_time(uuid, uuid, uuid, timestamptz, uuid) is
  'A time of a service that is bought is booked, under the locks of the desk and by the rules of online booking; answers the session. Errors: PT409 time_taken.';
revoke execute on function app.book_shop_time(uuid, uuid, uuid, timestamptz, uuid) from public, anon, authenticated;
