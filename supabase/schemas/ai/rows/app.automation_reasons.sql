-- assistant_risk: whoever is in danger is answered, whatever they wanted before
insert into app.automation_reasons (reason, purpose, priority) values
  ('assistant', 'service', 80), ('assistant_risk', 'ack', 100), ('assistant_rating', 'service', 30)
on conflict (reason) do update set purpose = excluded.purpose, priority = excluded.priority;
