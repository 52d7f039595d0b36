insert into app.alert_kinds (kind, is_urgent, threshold, lowest, highest, unit, position) values
  ('meta_token', false, null, null, null, null, 15)
on conflict (kind) do update set is_urgent = excluded.is_urgent, position = excluded.position;
