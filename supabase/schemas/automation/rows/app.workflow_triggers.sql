insert into app.workflow_triggers (kind, position, event, subject, options) values
  ('patient.created', 1, 'patient.created', 'patient', '{}'),
  ('message.received', 2, 'message.received', 'thread',
    '{"words": {"type": "texts"}, "first_only": {"type": "boolean"}, "outside_hours": {"type": "boolean"}}'),
  ('conversation.tagged', 3, 'conversation.tagged', 'thread', '{"tag_id": {"type": "tag", "required": true}}'),
  ('session.missed', 4, 'session.status', 'session', '{}'),
  ('session.attended', 5, 'session.status', 'session', '{"first_only": {"type": "boolean"}}'),
  ('birthday', 6, 'patient.birthday', 'patient', '{"hour": {"type": "number", "min": 7, "max": 20}}'),
  ('intake.submitted', 7, 'intake.submitted', 'patient', '{}'),
  ('lead.converted', 8, 'lead.converted', 'deal', '{}'),
  ('deal.moved', 9, 'deal.moved', 'deal', '{"stage_id": {"type": "stage"}}'),
  ('order.paid', 10, 'order.paid', 'patient', '{}'),
  ('order.cancelled', 11, 'order.cancelled', 'patient', '{}'),
  ('stock.low', 12, 'stock.low', 'stock', '{}'),
  ('stock.out', 13, 'stock.out', 'stock', '{}'),
  ('stock.expiring', 14, 'stock.expiring', 'stock', '{"days": {"type": "number", "min": 1, "max": 365}}'),
  ('purchase.received', 15, 'purchase.received', 'stock', '{}')
on conflict (kind) do update set position = excluded.position, event = excluded.event, subject = excluded.subject, options = excluded.options;
