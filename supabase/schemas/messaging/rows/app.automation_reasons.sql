insert into app.automation_reasons (reason, purpose) values
  ('opt_out_ack', 'ack'), ('opt_in_ack', 'service'), ('auto_reply', 'service'), ('session_notice', 'service')
on conflict (reason) do update set purpose = excluded.purpose;
