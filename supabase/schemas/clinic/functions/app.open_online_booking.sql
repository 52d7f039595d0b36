create function app.open_online_booking(p_token text, p_moves boolean, p_from date, p_ip_hash text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_row public.online_bookings;
  v_seen jsonb;
begin
  if not app.take_booking_turn(p_ip_hash) then
    return '{"state": "limited"}';
  end if;
  v_row := app.online_booking_of(p_token);
  if v_row.id is null then
    return '{"state": "unknown"}';
  end if;
  v_seen := app.online_booking_payload(v_row);
  if p_moves and (v_seen -> 'may_change')::boolean then
    v_seen := v_seen || app.online_days(v_row.tenant_id, s.therapist_id, s.session_type_id, p_from, now(), s.id)
    from public.sessions s where s.tenant_id = v_row.tenant_id and s.id = v_row.session_id;
  end if;
  return v_seen;
end;
$$;
comment on function app.open_online_booking(text, boolean, date, text) is
  'Caller: online-booking, for whoever holds the link of a booking. {state: booked | requested | declined | cancelled | over | unknown | limited} with when, whom, and may_change; p_moves: with the days to move to.';
revoke execute on function app.open_online_booking(text, boolean, date, text) from public, anon, authenticated;
grant execute on function app.open_online_booking(text, boolean, date, text) to service_role;
