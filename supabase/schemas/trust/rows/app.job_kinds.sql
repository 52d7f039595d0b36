-- 30 s, 1 min, 2 min … 6 h: a server may be down for a day and a half. Deliveries have a log of their own.
insert into app.job_kinds (kind, lease_seconds, max_attempts, backoff_base_seconds, backoff_cap_seconds, is_listed, dead_function) values
  ('webhook_event', 60, 12, 5, 900, false, null),
  ('webhook_delivery', 60, 16, 30, 21600, false, 'app.give_up_webhook')
on conflict (kind) do update set
  lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, backoff_base_seconds = excluded.backoff_base_seconds,
  backoff_cap_seconds = excluded.backoff_cap_seconds, is_listed = excluded.is_listed, dead_function = excluded.dead_function;

insert into app.event_subscribers (event, job_kind, wanted_function) values
  ('message.received', 'webhook_event', 'app.webhooks_want'), ('patient.created', 'webhook_event', 'app.webhooks_want'),
  ('patient.changed', 'webhook_event', 'app.webhooks_want'), ('patient.restored', 'webhook_event', 'app.webhooks_want'),
  ('patient.archived', 'webhook_event', 'app.webhooks_want'), ('session.booked', 'webhook_event', 'app.webhooks_want'),
  ('session.moved', 'webhook_event', 'app.webhooks_want'), ('session.changed', 'webhook_event', 'app.webhooks_want'),
  ('session.status', 'webhook_event', 'app.webhooks_want'), ('session.joined', 'webhook_event', 'app.webhooks_want'),
  ('session.left', 'webhook_event', 'app.webhooks_want'), ('session.cancelled', 'webhook_event', 'app.webhooks_want'),
  ('payment.received', 'webhook_event', 'app.webhooks_want')
on conflict (event, job_kind) do update set wanted_function = excluded.wanted_function;
