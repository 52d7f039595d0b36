insert into app.audit_actions (key, area, severity) values
  ('order.refunded', 'sales', 'notice'), ('order.cancelled', 'sales', 'notice'), ('order.late_settled', 'sales', 'notice'),
  ('coupon.saved', 'sales', 'notice')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;
