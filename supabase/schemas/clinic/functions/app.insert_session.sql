create function app.insert_session(s public.sessions, p_patient_ids uuid[], p_kind text default 'booked')
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into public.sessions (tenant_id, id, therapist_id,
    room_id, session_type_id, starts_at, ends_at, status, blocks_time, is_online, online_url, price_cents, capacity, charges_once,
    title, note, series_id, slot_date, squeezed_in_by, squeezed_in_at, squeezed_in_reason, cancel_reason, created_by)
  values (
    s.tenant_id, s.id, s.therapist_id, s.room_id, s.session_type_id, s.starts_at, s.ends_at, s.status, true, s.is_online, s.online_url,
    s.price_cents, s.capacity, s.charges_once, s.title, s.note, s.series_id, s.slot_date, s.squeezed_in_by, s.squeezed_in_at, s.squeezed_in_reason,
    s.cancel_reason, s.created_by);
  insert into public.session_patients (tenant_id, session_id, patient_id, status, position)
  select s.tenant_id, s.id, p.id, s.status, p.n from unnest(p_patient_ids) with ordinality p (id, n);
  -- whoever is booked treats
  perform app.join_care_team(s.tenant_id, i, s.therapist_id) from unnest(p_patient_ids) i;
  perform app.note_session_event(s.tenant_id, s.id, p_kind, null);
end;
$$;
comment on function app.insert_session(public.sessions, uuid[], text) is
  'Writes a session with its people and its event.';
revoke execute on function app.insert_session(public.sessions, uuid[], text) from public, anon, authenticated;
