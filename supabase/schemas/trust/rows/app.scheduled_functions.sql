insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('fold-reports', 'process-jobs', '4-59/10 * * * *', '{"task": "reports"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;
