create function app.cancel_online_booking(p_token text, p_ip_hash text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_row public.online_bookings;
  v_status text;
begin
  if not app.take_booking_turn(p_ip_hash) then
    return '{"state": "limited"}';
  end if;
  v_row := app.online_booking_of(p_token);
  if v_row.id is null then
    return '{"state": "unknown"}';
  end if;
  select s.status into v_status from public.sessions s where s.tenant_id = v_row.tenant_id and s.id = v_row.session_id for update;
  if v_status = 'cancelled' then
    return '{"state": "cancelled"}';
  elsif not (app.online_booking_payload(v_row) -> 'may_change')::boolean then
    return '{"state": "too_late"}';
  end if;
  perform app.cancel_sessions(v_row.tenant_id, array[v_row.session_id], 'Desmarcada pelo link do agendamento online');
  perform app.tell_of_online_booking(v_row.tenant_id, v_row.session_id, v_row.patient_id, 'online_changed');
  perform app.publish_sessions(v_row.tenant_id, array[v_row.session_id]);
  return '{"state": "cancelled"}';
end;
$$;
comment on function app.cancel_online_booking(text, text) is
  'Caller: online-booking, for whoever holds the link of a booking, until the limit of the clinic. {state: cancelled | too_late | unknown | limited}; a repetition changes nothing.';
revoke execute on function app.cancel_online_booking(text, text) from public, anon, authenticated;
grant execute on function app.cancel_online_booking(text, text) to service_role;
