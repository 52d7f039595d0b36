-- what has to be bought, at six in the morning in São Paulo
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('suggest-purchases', 'process-jobs', '3 9 * * *', '{"task": "suggestions"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;
