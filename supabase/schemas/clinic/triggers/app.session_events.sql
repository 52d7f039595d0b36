-- The charge is born with the booking, and follows it.
create trigger session_events_bill after insert on app.session_events
  for each row execute function app.tg_session_events__bill();

-- A patient is told of what changed.
create trigger session_events_wish_notice after insert on app.session_events
  for each row execute function app.tg_session_events__wish_notice();

-- Other domains hear of it: session.booked, session.moved, …
create trigger session_events_publish after insert on app.session_events
  for each row execute function app.tg_session_events__publish();

-- A time on offer that somebody books is on offer no more.
create trigger session_events_fill_waiting_slots after insert on app.session_events
  for each row execute function app.tg_session_events__fill_waiting_slots();
