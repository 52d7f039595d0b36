insert into app.audit_actions (key, area, severity) values
  ('assistant.connected', 'settings', 'warning'), ('assistant.tool_used', 'automation', 'notice'),
  ('ai_document.saved', 'settings', 'notice'), ('ai_document.deleted', 'settings', 'notice'), ('ai_document.restored', 'settings', 'info')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;
