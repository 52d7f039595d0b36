insert into app.automation_reasons (reason, purpose, priority) values
  ('workflow_service', 'service', 40), ('workflow_reminders', 'reminders', 45), ('workflow_marketing', 'marketing', 10)
on conflict (reason) do update set purpose = excluded.purpose, priority = excluded.priority;
