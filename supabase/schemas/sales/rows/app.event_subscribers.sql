insert into app.event_subscribers (event, job_kind, wanted_function) values
  ('lead.converted', 'workflow_event', 'app.workflows_want'), ('deal.moved', 'workflow_event', 'app.workflows_want')
on conflict (event, job_kind) do update set wanted_function = excluded.wanted_function;
