-- the chains of the audit at night, once the books were checked
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('seal-audit', 'process-jobs', '* * * * *', '{"task": "audit"}'),
  ('check-audit', 'process-jobs', '41 6 * * *', '{"task": "audit_check"}'),
  ('run-retention', 'process-jobs', '23 7 * * *', '{"task": "retention"}'),
  ('fold-reports', 'process-jobs', '4-59/10 * * * *', '{"task": "reports"}'),
  ('reseal-secrets', 'process-jobs', '11 7 * * *', '{"task": "reseal"}'),
  ('check-operations', 'process-jobs', '*/5 * * * *', '{"task": "operations"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;
