-- A freed time is lost by waiting, so its offer goes before what is due tomorrow.
insert into app.automation_reasons (reason, purpose, priority) values
  ('session_reminder', 'reminders', 70), ('reminder_answer_ack', 'ack', 90), ('waiting_offer', 'service', 80),
  ('waiting_answer_ack', 'ack', 90), ('online_booking', 'service', 90)
on conflict (reason) do update set purpose = excluded.purpose, priority = excluded.priority;
