create function app.assistant_book_session(p_tenant_id uuid, p_thread_id uuid, p_patient_id uuid, p_args jsonb, p_does boolean, p_now timestamptz)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_settings public.booking_settings := app.booking_settings_of(p_tenant_id);
  v_at timestamptz := app.assistant_moment(p_args ->> 'starts_at', v_zone);
  v_day date := (v_at at time zone v_zone)::date;
  v_offer public.booking_offers;
  v_row public.sessions;
  v_room uuid;
  v_phone text := coalesce((select t.phone from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = p_thread_id),
    (select c.phone from public.contact_phones c where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id order by c.position limit 1));
  v_words text;
begin
  if v_at is null then
    return '{"ok": false, "error": "bad_arguments", "detail": "starts_at"}';
  end if;
  select o.* into v_offer from public.booking_offers o
  join public.therapists t on t.tenant_id = p_tenant_id and t.user_id = o.therapist_id and t.is_active
  where o.tenant_id = p_tenant_id and o.id = app.typed_id(p_args ->> 'offer_id');
  if v_offer.id is null or v_settings.needs_approval and v_phone is null then
    return '{"ok": false, "error": "not_offered"}';
  end if;
  if p_does then
    perform app.lock_agenda(p_tenant_id, array[v_offer.therapist_id], null);
  end if;
  select s.room_id into v_room
  from app.online_slots(p_tenant_id, array[v_offer.therapist_id], v_offer.session_type_id, v_day, v_day, p_now) s where s.starts_at = v_at;
  if not found then
    return '{"ok": false, "error": "slot_taken"}';
  end if;
  v_row := app.typed_session(p_tenant_id, jsonb_build_object('therapist_id', v_offer.therapist_id, 'session_type_id', v_offer.session_type_id,
    'room_id', v_room, 'start_local', app.local_text(v_at, v_zone)));
  v_row.id := gen_random_uuid();
  v_row.ends_at := v_at + (v_row.ends_at - v_row.starts_at);
  v_row.starts_at := v_at;
  v_words := app.assistant_session_words(v_row);
  if not p_does then
    return jsonb_build_object('ok', true, 'words', 'Posso marcar ' || v_words || '. Responda *sim* para confirmar.');
  end if;
  perform app.lock_agenda(p_tenant_id, null, array[v_room]);
  if not exists (
    select from app.online_slots(p_tenant_id, array[v_offer.therapist_id], v_offer.session_type_id, v_day, v_day, p_now) s
    where s.starts_at = v_at and s.room_id is not distinct from v_room)
  then
    return '{"ok": false, "error": "slot_taken"}';
  end if;
  begin
    perform app.insert_session(v_row, array[p_patient_id]);
  exception when exclusion_violation then
    return '{"ok": false, "error": "slot_taken"}';
  end;
  if v_phone is not null then
    insert into public.online_bookings (tenant_id, session_id, patient_id, status, is_new, is_first_visit, full_name, social_name, phone, message)
    select p_tenant_id, v_row.id, p_patient_id, case when v_settings.needs_approval then 'requested' else 'booked' end, false, false, p.full_name, p.social_name,
      v_phone, 'Marcada na conversa com o assistente.'
    from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id;
  end if;
  -- the answer says it: no notice says it again
  delete from app.session_notice_wishes w where w.tenant_id = p_tenant_id and w.patient_id = p_patient_id and w.session_id = v_row.id;
  perform app.tell_of_online_booking(p_tenant_id, v_row.id, p_patient_id, case when v_settings.needs_approval then 'online_requested' else 'online_booked' end);
  perform app.publish_sessions(p_tenant_id, array[v_row.id]);
  return jsonb_build_object('ok', true, 'data', jsonb_build_object('session_id', v_row.id, 'starts_at', v_at), 'words', case
    when v_settings.needs_approval then 'Pedido de horário enviado: ' || v_words || '. A clínica ainda vai confirmar.'
    else 'Pronto! Sessão marcada: ' || v_words || '.' end);
end;
$$;
comment on function app.assistant_book_session(uuid, uuid, uuid, jsonb, boolean, timestamptz) is
  'A tool: books a free time for the patient who writes, by the rules and under the locks of online booking.';
revoke execute on function app.assistant_book_session(uuid, uuid, uuid, jsonb, boolean, timestamptz) from public, anon, authenticated;
