insert into app.automation_reasons (reason, purpose) values
  ('workflow_service', 'service'), ('workflow_reminders', 'reminders'), ('workflow_marketing', 'marketing')
on conflict (reason) do update set purpose = excluded.purpose;
