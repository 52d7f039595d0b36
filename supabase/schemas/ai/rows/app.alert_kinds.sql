-- assistant_risk: somebody may be in danger; assistant_budget: it stopped for the rest of the month
insert into app.alert_kinds (kind, is_urgent, threshold, lowest, highest, unit, position) values
  ('assistant_risk', true, null, null, null, null, 5),
  ('assistant_budget', false, null, null, null, null, 90)
on conflict (kind) do update set is_urgent = excluded.is_urgent, position = excluded.position;
