insert into app.timeline_kinds (kind, position, function_name) values
  ('activity', 1, 'app.timeline_activities'), ('event', 2, 'app.timeline_events'), ('message', 3, 'app.timeline_messages'),
  ('session', 4, 'app.timeline_sessions'), ('campaign', 5, 'app.timeline_campaigns')
on conflict (kind) do update set position = excluded.position, function_name = excluded.function_name;
