insert into app.segment_users (kind, position, function_name) values
  ('workflow', 1, 'app.workflows_with_segment'), ('campaign', 2, 'app.campaigns_with_segment')
on conflict (kind) do update set position = excluded.position, function_name = excluded.function_name;
