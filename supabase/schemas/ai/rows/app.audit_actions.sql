insert into app.audit_actions (key, area, severity) values ('assistant.connected', 'settings', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;
