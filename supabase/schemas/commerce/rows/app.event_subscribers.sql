insert into app.event_subscribers (event, job_kind, wanted_function) values
  ('order.paid', 'workflow_event', 'app.workflows_want'), ('order.cancelled', 'workflow_event', 'app.workflows_want'),
  ('stock.low', 'workflow_event', 'app.workflows_want'), ('stock.out', 'workflow_event', 'app.workflows_want'),
  ('stock.expiring', 'workflow_event', 'app.workflows_want'), ('purchase.received', 'workflow_event', 'app.workflows_want')
on conflict (event, job_kind) do update set wanted_function = excluded.wanted_function;
