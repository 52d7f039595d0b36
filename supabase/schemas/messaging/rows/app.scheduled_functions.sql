insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('renew-meta-tokens', 'process-jobs', '41 6 * * *', '{"task": "tokens"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;
