create trigger workflows_audit after insert or update or delete on public.workflows
  for each row execute function app.tg_any__audit();
