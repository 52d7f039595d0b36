create sequence app.session_event_numbers;
