-- The charge is born with the booking, and follows it.
create trigger session_events_bill after insert on app.session_events
  for each row execute function app.tg_session_events__bill();
