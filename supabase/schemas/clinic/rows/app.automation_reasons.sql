insert into app.automation_reasons (reason, purpose) values ('session_reminder', 'reminders'), ('reminder_answer_ack', 'ack')
on conflict (reason) do update set purpose = excluded.purpose;
