-- A booking as its own link shows it: what was typed, never what the clinic knows besides.
create function app.online_booking_payload(p_booking public.online_bookings)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select app.booking_clinic(p_booking.tenant_id) || jsonb_build_object(
    'state', case when s.status = 'cancelled' then case p_booking.status when 'declined' then 'declined' else 'cancelled' end
      when u.is_outcome or s.ends_at <= now() then 'over' else p_booking.status end,
    'id', s.id, 'version', s.version, 'starts_at', s.starts_at, 'ends_at', s.ends_at,
    'starts_local', app.local_text(s.starts_at, app.clinic_zone(s.tenant_id)),
    'therapist', t.name, 'type', y.name, 'is_online', s.is_online, 'name', coalesce(p_booking.social_name, p_booking.full_name), 'phone', p_booking.phone,
    'may_change', not u.is_outcome and now() < s.starts_at - make_interval(hours => (app.booking_settings_of(s.tenant_id)).change_hours),
    'deposit', app.deposit_of_booking(p_booking.tenant_id, s.id, p_booking.patient_id),
    'offers_intake', p_booking.is_first_visit and (app.booking_clinic(p_booking.tenant_id) -> 'asks_first_visit')::boolean)
  from public.sessions s
  join public.session_statuses u on u.key = s.status
  join public.therapists t on t.tenant_id = s.tenant_id and t.user_id = s.therapist_id
  join public.session_types y on y.tenant_id = s.tenant_id and y.id = s.session_type_id
  where s.tenant_id = p_booking.tenant_id and s.id = p_booking.session_id;
$$;
revoke execute on function app.online_booking_payload(public.online_bookings) from public, anon, authenticated;
