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

insert into app.webhook_sources (source, event, data_function) values
  ('message.received', 'message.received', 'app.webhook_message'),
  ('patient.created', 'patient.created', 'app.webhook_patient'),
  ('patient.changed', 'patient.updated', 'app.webhook_patient'),
  ('patient.restored', 'patient.updated', 'app.webhook_patient'),
  ('patient.archived', 'patient.archived', 'app.webhook_patient'),
  ('session.booked', 'session.created', 'app.webhook_session'),
  ('session.moved', 'session.changed', 'app.webhook_session'),
  ('session.changed', 'session.changed', 'app.webhook_session'),
  ('session.status', 'session.changed', 'app.webhook_session'),
  ('session.joined', 'session.changed', 'app.webhook_session'),
  ('session.left', 'session.changed', 'app.webhook_session'),
  ('session.cancelled', 'session.cancelled', 'app.webhook_session'),
  ('payment.received', 'payment.received', 'app.webhook_payment')
on conflict (source) do update set event = excluded.event, data_function = excluded.data_function;
