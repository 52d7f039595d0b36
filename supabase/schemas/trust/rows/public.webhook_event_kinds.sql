insert into public.webhook_event_kinds (key, position, is_offered) values
  ('message.received', 1, true),
  ('message.status', 2, true),
  ('patient.created', 3, true),
  ('patient.updated', 4, true),
  ('patient.archived', 5, true),
  ('session.created', 6, true),
  ('session.changed', 7, true),
  ('session.cancelled', 8, true),
  ('payment.received', 9, true),
  ('alert.raised', 10, true),
  ('alert.resolved', 11, true),
  ('webhook.test', 99, false)
on conflict (key) do update set position = excluded.position, is_offered = excluded.is_offered;
