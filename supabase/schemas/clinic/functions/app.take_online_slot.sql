-- The booking itself, under the locks of the desk; the caller has checked the rest.
create function app.take_online_slot(
  p_settings public.booking_settings, p_offer public.booking_offers, p_form_token text, p_link_token text, p_link text, p_form jsonb
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_tenant_id uuid := p_offer.tenant_id;
  v_row public.sessions;
  v_at timestamptz := app.online_moment(p_form ->> 'starts_at');
  v_day date := (v_at at time zone app.clinic_zone(v_tenant_id))::date;
  v_room uuid;
  v_known uuid;
  v_new uuid;
  v_patient uuid;
  v_booking uuid := gen_random_uuid();
begin
  select s.room_id into v_room
  from app.online_slots(v_tenant_id, array[p_offer.therapist_id], p_offer.session_type_id, v_day, v_day) s where s.starts_at = v_at;
  if not found then
    return '{"state": "taken"}';
  end if;
  perform app.lock_agenda(v_tenant_id, array[p_offer.therapist_id], array[v_room]);
  -- who waited here looks again, for its own form as well
  if exists (select from app.booking_routes r where r.key_hash = app.booking_key('form', p_form_token) and r.tenant_id = v_tenant_id) then
    return '{"state": "booked"}';
  elsif not exists (
    select from app.online_slots(v_tenant_id, array[p_offer.therapist_id], p_offer.session_type_id, v_day, v_day) s
    where s.starts_at = v_at and s.room_id is not distinct from v_room
  ) then
    return '{"state": "taken"}';
  end if;
  v_row := app.typed_session(v_tenant_id, jsonb_build_object('therapist_id', p_offer.therapist_id, 'session_type_id', p_offer.session_type_id,
    'room_id', v_room, 'start_local', app.local_text(v_at, app.clinic_zone(v_tenant_id))));
  v_row.id := gen_random_uuid();
  v_row.ends_at := v_at + (v_row.ends_at - v_row.starts_at);
  -- of a time that the clock shows twice it is the one that was chosen
  v_row.starts_at := v_at;
  -- somebody known and somebody new cost the same work, so that the time it takes tells nothing
  v_known := app.patient_who_booked(v_tenant_id, p_form ->> 'phone', array[p_form ->> 'full_name', p_form ->> 'social_name']);
  begin
    v_new := app.add_online_patient(v_tenant_id, p_form ->> 'full_name', p_form ->> 'social_name', p_form ->> 'phone');
    if v_known is not null then
      raise sqlstate 'ZKNWN';
    end if;
  exception when sqlstate 'ZKNWN' then
    v_new := null;
  end;
  v_patient := coalesce(v_known, v_new);
  perform app.insert_session(v_row, array[v_patient]);
  insert into public.online_bookings (tenant_id, id, session_id, patient_id, status, is_new, is_first_visit, full_name, social_name, phone, message,
    accepted_text)
  values (v_tenant_id, v_booking, v_row.id, v_patient, case when p_settings.needs_approval then 'requested' else 'booked' end, v_new is not null,
    p_form -> 'first_visit' is not distinct from 'true', p_form ->> 'full_name', p_form ->> 'social_name', p_form ->> 'phone', p_form ->> 'message',
    p_settings.privacy_text);
  insert into app.booking_routes (key_hash, tenant_id, booking_id)
  values (app.booking_key('form', p_form_token), v_tenant_id, v_booking), (app.booking_key('link', p_link_token), v_tenant_id, v_booking);
  if not p_settings.needs_approval then
    perform app.ask_deposit(v_tenant_id, v_row.id, v_patient, gen_random_uuid(), 'booking');
  end if;
  -- a person waits for the answer: it does not wait for the grace of the desk
  update app.session_notice_wishes w set due_at = now(), link = p_link
  where w.tenant_id = v_tenant_id and w.patient_id = v_patient and w.session_id = v_row.id;
  perform app.enqueue_at(v_tenant_id, 'session_notice', jsonb_build_object('id', v_patient), now());
  perform app.tell_of_online_booking(v_tenant_id, v_row.id, v_patient,
    case when p_settings.needs_approval then 'online_requested' else 'online_booked' end);
  perform app.publish_sessions(v_tenant_id, array[v_row.id]);
  return '{"state": "booked"}';
end;
$$;
revoke execute on function app.take_online_slot(public.booking_settings, public.booking_offers, text, text, text, jsonb) from public, anon, authenticated;
