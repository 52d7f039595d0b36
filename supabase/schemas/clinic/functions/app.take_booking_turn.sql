-- Whether a booking's link may be asked once more: by where the call comes from, so that links cannot be guessed.
create function app.take_booking_turn(p_ip_hash text)
returns boolean
language sql
set search_path = ''
as $$
  select app.take_turn('booking:link:' || coalesce(p_ip_hash, '-'), 120, interval '10 minutes');
$$;
revoke execute on function app.take_booking_turn(text) from public, anon, authenticated;
