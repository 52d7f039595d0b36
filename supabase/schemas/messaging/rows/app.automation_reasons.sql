insert into app.automation_reasons (reason, purpose, priority) values
  ('opt_out_ack', 'ack', 100), ('opt_in_ack', 'service', 90), ('auto_reply', 'service', 80), ('session_notice', 'service', 90)
on conflict (reason) do update set purpose = excluded.purpose, priority = excluded.priority;
