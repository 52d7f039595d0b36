insert into app.automation_reasons (reason, purpose, priority) values
  ('campaign', 'marketing', 20), ('campaign_notice', 'service', 30), ('campaign_test', 'service', 60)
on conflict (reason) do update set purpose = excluded.purpose, priority = excluded.priority;
