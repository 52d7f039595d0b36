insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('pull-leads', 'process-jobs', '7-59/15 * * * *', '{"task": "leads"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;
